/** Which mark is under the pointer: points in cells, so that a look-up touches a few of a million. */
import { boundsOf, pixelX, pixelY, unitX, unitY, type Bounds, type Plane } from './plane.ts';

export interface PointGrid {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly bounds: Bounds;
  /** Cells along each side. */
  readonly side: number;
  /** Points of cell c are order[starts[c]] … order[starts[c + 1] - 1]. */
  readonly starts: Int32Array;
  readonly order: Int32Array;
}

const POINTS_PER_CELL = 3;
const MAX_SIDE = 512;

/** Sorts points into cells; all must have a finite place. O(points). */
export function pointGrid(xs: Float64Array, ys: Float64Array): PointGrid {
  const bounds = boundsOf(xs, ys);
  const side = Math.min(MAX_SIDE, Math.max(1, Math.ceil(Math.sqrt(xs.length / POINTS_PER_CELL))));
  const cells = Int32Array.from(
    xs,
    (x, at) =>
      cellAlong(ys[at] ?? 0, bounds.minY, bounds.maxY, side) * side +
      cellAlong(x, bounds.minX, bounds.maxX, side),
  );
  const starts = new Int32Array(side * side + 1);
  for (const cell of cells) starts[cell + 1] = (starts[cell + 1] ?? 0) + 1;
  for (let cell = 0; cell < side * side; cell++) {
    starts[cell + 1] = (starts[cell + 1] ?? 0) + (starts[cell] ?? 0);
  }
  const next = starts.slice();
  const order = new Int32Array(xs.length);
  cells.forEach((cell, point) => {
    order[next[cell] ?? 0] = point;
    next[cell] = (next[cell] ?? 0) + 1;
  });
  return { xs, ys, bounds, side, starts, order };
}

function cellAlong(value: number, min: number, max: number, side: number): number {
  const cell = max > min ? Math.floor(((value - min) / (max - min)) * side) : 0;
  return Math.min(side - 1, Math.max(0, cell));
}

export interface Spot {
  readonly xPx: number;
  readonly yPx: number;
}

/** The point nearest to a pixel, at most `reachPx` away; of equally near ones the last. -1 = none. */
export function nearestPoint(grid: PointGrid, plane: Plane, spot: Spot, reachPx: number): number {
  let best = -1;
  let bestSquare = reachPx * reachPx;
  const box = {
    minX: unitX(plane, spot.xPx - reachPx),
    maxX: unitX(plane, spot.xPx + reachPx),
    minY: unitY(plane, spot.yPx + reachPx),
    maxY: unitY(plane, spot.yPx - reachPx),
  };
  eachInBox(grid, box, (point) => {
    const dx = pixelX(plane, grid.xs[point] ?? 0) - spot.xPx;
    const dy = pixelY(plane, grid.ys[point] ?? 0) - spot.yPx;
    const square = dx * dx + dy * dy;
    if (square > bestSquare || (square === bestSquare && point < best)) return;
    bestSquare = square;
    best = point;
  });
  return best;
}

/** Calls back for every point of the cells that a box touches: more than those within, never fewer. */
export function eachInBox(grid: PointGrid, box: Bounds, visit: (point: number) => void): void {
  const { bounds, side, starts, order } = grid;
  const fromX = cellAlong(box.minX, bounds.minX, bounds.maxX, side);
  const toX = cellAlong(box.maxX, bounds.minX, bounds.maxX, side);
  const toY = cellAlong(box.maxY, bounds.minY, bounds.maxY, side);
  for (let y = cellAlong(box.minY, bounds.minY, bounds.maxY, side); y <= toY; y++) {
    const end = starts[y * side + toX + 1] ?? 0;
    for (let at = starts[y * side + fromX] ?? 0; at < end; at++) visit(order[at] ?? 0);
  }
}
