/**
 * Which points a drawn outline encloses. Even-odd rule: where the line crosses itself, what it goes
 * round twice is outside again. Edges are sorted into horizontal bands first, so that a point is
 * compared with the few edges at its height and not with all.
 */
import type { Bounds } from './plane.ts';
import { eachInBox, type PointGrid } from './point-grid.ts';

/** Corners in order; the last is joined to the first. */
export type Outline = readonly { readonly x: number; readonly y: number }[];

interface Edge {
  readonly x1: number;
  readonly y1: number;
  readonly y2: number;
  /** Δx / Δy. */
  readonly slope: number;
}

const MAX_BANDS = 512;

/** A test for points. An outline of fewer than three corners encloses nothing. */
export function outlineTest(outline: Outline): (x: number, y: number) => boolean {
  const { minY, maxY } = outlineBounds(outline);
  if (outline.length < 3 || !(maxY > minY)) return () => false;
  const count = Math.min(MAX_BANDS, outline.length);
  const bandOf = (y: number): number =>
    Math.min(count - 1, Math.floor(((y - minY) / (maxY - minY)) * count));
  const bands = Array.from({ length: count }, (): Edge[] => []);
  for (const edge of edgesOf(outline)) {
    const low = bandOf(Math.min(edge.y1, edge.y2));
    const high = bandOf(Math.max(edge.y1, edge.y2));
    for (let band = low; band <= high; band++) bands[band]?.push(edge);
  }
  return (x, y) => {
    if (!(y >= minY && y <= maxY)) return false;
    let inside = false;
    for (const edge of bands[bandOf(y)] ?? []) {
      if (edge.y1 > y === edge.y2 > y) continue;
      if (x < edge.x1 + (y - edge.y1) * edge.slope) inside = !inside;
    }
    return inside;
  };
}

/** Points inside an outline, ascending. */
export function pointsInside(grid: PointGrid, outline: Outline): Int32Array {
  const isInside = outlineTest(outline);
  const inside: number[] = [];
  if (outline.length < 3) return new Int32Array();
  eachInBox(grid, outlineBounds(outline), (point) => {
    if (isInside(grid.xs[point] ?? NaN, grid.ys[point] ?? NaN)) inside.push(point);
  });
  return Int32Array.from(inside).sort();
}

function edgesOf(outline: Outline): readonly Edge[] {
  return outline.flatMap(({ x: x1, y: y1 }, at) => {
    const next = outline[(at + 1) % outline.length];
    // Level edges cross no height.
    if (next === undefined || next.y === y1) return [];
    return [{ x1, y1, y2: next.y, slope: (next.x - x1) / (next.y - y1) }];
  });
}

function outlineBounds(outline: Outline): Bounds {
  const bounds = { minX: Infinity, maxX: -Infinity, minY: Infinity, maxY: -Infinity };
  for (const { x, y } of outline) {
    bounds.minX = Math.min(bounds.minX, x);
    bounds.maxX = Math.max(bounds.maxX, x);
    bounds.minY = Math.min(bounds.minY, y);
    bounds.maxY = Math.max(bounds.maxY, y);
  }
  return bounds;
}
