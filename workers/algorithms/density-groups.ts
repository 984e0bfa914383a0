/**
 * DBSCAN where distance is not Euclidean: whoever knows a point's neighbours hands them in. Same
 * conventions as `dbscan.ts`: a point counts itself, clusters are numbered by the first row of a
 * core point, a border point goes to the first cluster that reaches it.
 */
import { UnionFind } from './union-find.ts';
import type { Watch } from './watch.ts';
import { unwatched } from './watch.ts';

/** Points with weights and their neighbours. */
export interface NeighbourGraph {
  readonly count: number;
  /** Rows that a point stands for. */
  readonly weights: Int32Array;
  /** First row of each point. */
  readonly firstRow: Int32Array;
  /** Calls `visit` for every other point within eps, in any order. Must be symmetric. */
  readonly neighbours: (point: number, visit: (other: number) => void) => void;
}

/** Labels by point: -1 = noise. */
export interface DensityGroups {
  readonly labels: Int32Array;
  readonly isCore: Uint8Array;
  readonly clusters: number;
}

const WATCH_EVERY = 256;

/**
 * Groups points by density.
 * @param minSamples weight within eps, the point's own counted, that makes a core
 * @returns labels by point. Two walks over all neighbours
 */
export function densityGroups(
  graph: NeighbourGraph,
  minSamples: number,
  watch: Watch = unwatched,
): DensityGroups {
  const { count, weights, neighbours } = graph;
  const isCore = new Uint8Array(count);
  for (let point = 0; point < count; point++) {
    tell(watch, point, count, 0);
    let weight = weights[point]!;
    if (weight < minSamples) neighbours(point, (other) => (weight += weights[other]!));
    isCore[point] = weight >= minSamples ? 1 : 0;
  }
  const joined = new UnionFind(count);
  for (let point = 0; point < count; point++) {
    tell(watch, point, count, 0.5);
    if (isCore[point] === 0) continue;
    neighbours(point, (other) => {
      if (isCore[other] === 1) joined.join(point, other);
    });
  }
  return { ...numbered(graph, isCore, joined), isCore };
}

function tell(watch: Watch, point: number, count: number, start: number): void {
  if (point % WATCH_EVERY !== 0) return;
  watch.checkCancelled();
  watch.onProgress(start + (0.5 * point) / count);
}

/** Numbers the sets of cores by first row, then gives the others the least label among their cores. */
function numbered(
  { count, firstRow, neighbours }: NeighbourGraph,
  isCore: Uint8Array,
  joined: UnionFind,
): { readonly labels: Int32Array; readonly clusters: number } {
  const firstRows = new Map<number, number>();
  for (let point = 0; point < count; point++) {
    if (isCore[point] === 0) continue;
    const root = joined.root(point);
    if (firstRow[point]! < (firstRows.get(root) ?? Infinity)) firstRows.set(root, firstRow[point]!);
  }
  const order = [...firstRows].sort((a, b) => a[1] - b[1]);
  const labelOf = new Map(order.map(([root], label) => [root, label]));
  const labels = new Int32Array(count).fill(-1);
  for (let point = 0; point < count; point++) {
    if (isCore[point] === 1) labels[point] = labelOf.get(joined.root(point)) ?? -1;
  }
  for (let point = 0; point < count; point++) {
    if (isCore[point] === 1) continue;
    let best = -1;
    neighbours(point, (other) => {
      if (isCore[other] === 1 && (best < 0 || labels[other]! < best)) best = labels[other]!;
    });
    labels[point] = best;
  }
  return { labels, clusters: order.length };
}
