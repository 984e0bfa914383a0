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
  /**
   * Calls `visit` for every other point within eps that is `wanted`, in any order, until it answers
   * true. Must be symmetric.
   */
  readonly neighbours: (
    point: number,
    visit: (other: number) => boolean,
    wanted: (other: number) => boolean,
  ) => void;
}

/** Labels by point: -1 = noise. */
export interface DensityGroups {
  readonly labels: Int32Array;
  readonly isCore: Uint8Array;
  readonly clusters: number;
}

const WATCH_EVERY = 256;
const all = (): boolean => true;

/**
 * Groups points by density.
 * @param minSamples weight within eps, the point's own counted, that makes a core
 * @returns labels by point. Asks for each point's neighbours two or three times
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
    if (weight < minSamples) {
      neighbours(point, (other) => (weight += weights[other]!) >= minSamples, all);
    }
    isCore[point] = weight >= minSamples ? 1 : 0;
  }
  const joined = new UnionFind(count);
  for (let point = 0; point < count; point++) {
    tell(watch, point, count, 0.5);
    if (isCore[point] === 0) continue;
    const join = (other: number): boolean => {
      joined.join(point, other);
      return false;
    };
    // What already hangs together need not be measured again: that is most of a dense cluster.
    const isApart = (other: number): boolean =>
      isCore[other] === 1 && joined.root(other) !== joined.root(point);
    neighbours(point, join, isApart);
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
    let best = 0x7fffffff;
    const take = (other: number): boolean => {
      best = labels[other]!;
      return best === 0;
    };
    neighbours(point, take, (other) => isCore[other] === 1 && labels[other]! < best);
    if (best < 0x7fffffff) labels[point] = best;
  }
  return { labels, clusters: order.length };
}
