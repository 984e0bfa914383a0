/**
 * Names of regions, as on an atlas: where processes of one program crowd, its name. The plane is cut
 * into cells; cells that touch and hold the same program are one region of it. Cells are fixed to the
 * plane, not to the screen: moving the map moves the names with it, and only coming closer brings
 * more of them.
 */
import type { Marks } from '../../canvas/scatter/marks.ts';
import { placeLabels, type PlacedBox } from '../../canvas/scatter/label-placement.ts';
import { pixelX, pixelY, type Bounds, type Plane } from '../../canvas/scatter/plane.ts';
import type { Size } from '../../ui/use-size.ts';

export interface RegionRows {
  readonly marks: Marks;
  readonly bounds: Bounds;
  readonly nameOf: (row: number) => string;
}

export interface Region {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  /** Processes of this name in it, out of those that were asked. */
  readonly count: number;
}

const CELLS_AT_FIRST = 24;
export const MAX_LEVEL = 4;
/** Of more processes every n-th is asked for its name. */
const MAX_ROWS = 120_000;
/** A name needs this many processes, and this share of all at the outermost level. */
const LEAST_COUNT = 3;
const LEAST_SHARE01 = 0.006;
/** A name that few in its own region have would mislead. */
const LEAST_OWN01 = 0.3;

/** How fine regions are at a zoom. */
export function levelOfZoom(zoom: number): number {
  return Math.min(MAX_LEVEL, Math.max(0, Math.round(Math.log2(zoom))));
}

/** Regions, largest first. O(rows + cells). */
export function regionsOf(rows: RegionRows, level: number): readonly Region[] {
  const cells = new Cells(rows.bounds, CELLS_AT_FIRST * 2 ** level);
  const { all, byName, total } = gathered(rows, cells);
  const least = Math.min(total, Math.max(LEAST_COUNT, (total * LEAST_SHARE01) / 4 ** level));
  const regions: Region[] = [];
  for (const [name, own] of byName) {
    for (const group of cells.groupsOf(own)) {
      const count = sumOf(group, (cell) => own.get(cell)?.count);
      const crowd = sumOf(group, (cell) => all.get(cell));
      const named = count >= least && count / crowd >= LEAST_OWN01;
      // A remote island has a name however small it is: strangers are what one looks for.
      if (named || (count === crowd && cells.isIsland(group, all))) {
        regions.push({ name, count, ...middleOf(group, own, cells) });
      }
    }
  }
  return regions.sort((a, b) => b.count - a.count || a.x - b.x || a.y - b.y);
}

interface Gathered {
  /** Processes by cell. */
  readonly all: ReadonlyMap<number, number>;
  readonly byName: ReadonlyMap<string, ReadonlyMap<number, Tally>>;
  /** Processes that were asked. */
  readonly total: number;
}

function gathered({ marks, nameOf }: RegionRows, cells: Cells): Gathered {
  const all = new Map<number, number>();
  const byName = new Map<string, Map<number, Tally>>();
  const step = Math.max(1, Math.ceil(marks.rows.length / MAX_ROWS));
  let total = 0;
  for (let at = 0; at < marks.rows.length; at += step) {
    const row = marks.rows[at] ?? 0;
    const mark = marks.markOf[row] ?? 0;
    const x = marks.xs[mark] ?? 0;
    const y = marks.ys[mark] ?? 0;
    const cell = cells.at(x, y);
    const name = nameOf(row);
    const own = byName.get(name) ?? new Map<number, Tally>();
    byName.set(name, own);
    addTo(own, cell, x, y);
    all.set(cell, (all.get(cell) ?? 0) + 1);
    total++;
  }
  return { all, byName, total };
}

/** Processes of one name in one cell. */
interface Tally {
  readonly count: number;
  readonly sumX: number;
  readonly sumY: number;
}

function addTo(own: Map<number, Tally>, cell: number, x: number, y: number): void {
  const { count, sumX, sumY } = own.get(cell) ?? { count: 0, sumX: 0, sumY: 0 };
  own.set(cell, { count: count + 1, sumX: sumX + x, sumY: sumY + y });
}

function sumOf(group: readonly number[], of: (cell: number) => number | undefined): number {
  return group.reduce((sum, cell) => sum + (of(cell) ?? 0), 0);
}

/** Middle of the fullest cell and those around it: of a bent region the mean might lie outside. */
function middleOf(
  group: readonly number[],
  own: ReadonlyMap<number, Tally>,
  cells: Cells,
): { readonly x: number; readonly y: number } {
  const countIn = (cell: number): number => own.get(cell)?.count ?? 0;
  const fullest = group.reduce((best, cell) => (countIn(cell) > countIn(best) ? cell : best));
  const near = [fullest, ...cells.around(fullest)];
  const count = sumOf(near, countIn);
  return {
    x: sumOf(near, (cell) => own.get(cell)?.sumX) / count,
    y: sumOf(near, (cell) => own.get(cell)?.sumY) / count,
  };
}

/** The plane in square cells. */
class Cells {
  private readonly bounds: Bounds;
  private readonly width: number;
  private readonly unit: number;

  constructor(bounds: Bounds, along: number) {
    const [spanX, spanY] = [bounds.maxX - bounds.minX, bounds.maxY - bounds.minY];
    this.bounds = bounds;
    this.unit = Math.max(spanX, spanY) / along || 1;
    // An empty column at each side, so that the last cell of a row does not touch the next row's first.
    this.width = Math.floor(spanX / this.unit) + 3;
  }

  /** Cell of a place within the bounds. */
  at(x: number, y: number): number {
    const across = Math.floor((x - this.bounds.minX) / this.unit) + 1;
    return Math.floor((y - this.bounds.minY) / this.unit) * this.width + across;
  }

  /** The eight cells around one. */
  around(cell: number): readonly number[] {
    const { width } = this;
    const beside = [cell - 1, cell + 1];
    return [
      ...beside,
      ...[-width, width].flatMap((row) => [row - 1, row, row + 1].map((step) => cell + step)),
    ];
  }

  /** True when nothing of `all` lies around a group of cells. */
  isIsland(group: readonly number[], all: ReadonlyMap<number, number>): boolean {
    const own = new Set(group);
    return group.every((cell) =>
      this.around(cell).every((other) => own.has(other) || !all.has(other)),
    );
  }

  /** Cells of a map that touch one another, group by group in the map's order. */
  groupsOf(own: ReadonlyMap<number, unknown>): readonly (readonly number[])[] {
    const seen = new Set<number>();
    const groups: (readonly number[])[] = [];
    for (const start of own.keys()) {
      if (seen.has(start)) continue;
      seen.add(start);
      const group = [start];
      for (const cell of group) {
        for (const other of this.around(cell)) {
          if (!own.has(other) || seen.has(other)) continue;
          seen.add(other);
          group.push(other);
        }
      }
      groups.push(group);
    }
    return groups;
  }
}

export const REGION_LABEL_PX = 16;
/** Names stand a little above the middle, so that a lone mark is not hidden by its own name. */
const ABOVE_PX = 16;
/** The same name twice needs this distance, or it says nothing new. */
const SAME_NAME_PX = 150;
/** The largest regions in view; more names than these would be a carpet. */
const MAX_NAMES = 120;

/** Names that have room on screen, without covering one another. */
export function placedRegions(
  regions: readonly Region[],
  plane: Plane,
  size: Size,
  widthOf: (text: string) => number,
): readonly (PlacedBox & { readonly region: Region })[] {
  const inView = regions.filter(({ x, y }) => {
    const [xPx, yPx] = [pixelX(plane, x), pixelY(plane, y)];
    return xPx >= 0 && yPx >= 0 && xPx <= size.widthPx && yPx <= size.heightPx;
  });
  const wanted = inView.slice(0, MAX_NAMES).map((region) => ({
    region,
    xPx: pixelX(plane, region.x),
    yPx: pixelY(plane, region.y) - ABOVE_PX,
    widthPx: widthOf(region.name),
  }));
  const fresh = wanted.filter((label, at) =>
    wanted
      .slice(0, at)
      .every(
        (other) =>
          other.region.name !== label.region.name ||
          Math.hypot(other.xPx - label.xPx, other.yPx - label.yPx) > SAME_NAME_PX,
      ),
  );
  return placeLabels(fresh, size, REGION_LABEL_PX).flatMap((box) => {
    const region = fresh[box.at]?.region;
    return region === undefined ? [] : [{ ...box, region }];
  });
}
