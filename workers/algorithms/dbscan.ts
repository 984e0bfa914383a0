/**
 * DBSCAN (Ester, Kriegel, Sander, Xu 1996), exact and with the conventions of scikit-learn: a
 * distance equal to eps is a neighbour, a point counts itself, clusters are numbered by the row of
 * their first core point, a border point goes to the cluster discovered first.
 *
 * Works on distinct points with weights in a tree of boxes. A leaf is a clique: its core points are
 * one piece, so what is joined are leaves, not points (the idea of the grid of Gan and Tao, "DBSCAN
 * revisited", 2015, on boxes that fit the data).
 */
import type { BoxTree } from './box-tree.ts';
import {
  buildBoxTree,
  greatestDistance,
  leastDistance,
  leastGap,
  pointDistance,
} from './box-tree.ts';
import type { DistinctPoints } from './distinct-points.ts';
import { distinctPoints } from './distinct-points.ts';
import { UnionFind } from './union-find.ts';
import type { Watch } from './watch.ts';
import { unwatched } from './watch.ts';

/** What makes neighbours and cores. */
export interface DbscanOptions {
  /** Largest distance between neighbours, ≥ 0, in the units of the matrix. */
  readonly eps: number;
  /** Neighbours that make a core, the point itself counted. */
  readonly minSamples: number;
}

/** Labels by row. */
export interface DbscanResult {
  /** Cluster of each row, -1 = noise. */
  readonly labels: Int32Array;
  /** 1 where the row is a core point. */
  readonly isCore: Uint8Array;
  readonly clusters: number;
  /** Distinct points and their tree, for questions about neighbours afterwards. */
  readonly points: DistinctPoints;
  readonly tree: BoxTree;
  /** Position in the tree of each point. */
  readonly positionOf: Int32Array;
}

/** What the steps share; arrays are by position in the tree. */
interface State extends DbscanOptions {
  readonly tree: BoxTree;
  readonly points: DistinctPoints;
  /** Sums of weights, and of cores, before each position. */
  readonly weightBefore: Float64Array;
  readonly isCore: Uint8Array;
  readonly coresBefore: Int32Array;
  readonly stack: Int32Array;
  readonly watch: Watch;
}

const WATCH_EVERY = 2048;

/**
 * Clusters the rows of a matrix by Euclidean distance.
 * @param matrix rows × columns, row-major, finite; not modified. At least one row and column
 * @returns labels by row. About O(n log n) in distinct rows while columns are few (up to about 10)
 * @throws whatever `watch.checkCancelled` throws
 */
export function dbscan(
  matrix: Float64Array,
  columns: number,
  options: DbscanOptions,
  watch: Watch = unwatched,
): DbscanResult {
  const points = distinctPoints(matrix, columns);
  watch.checkCancelled();
  const tree = buildBoxTree(points.coordinates, columns, options.eps);
  const state: State = {
    eps: options.eps,
    minSamples: options.minSamples,
    tree,
    points,
    weightBefore: prefixSums(points.count, (position) => points.weights[tree.pointAt[position]!]!),
    isCore: new Uint8Array(points.count),
    coresBefore: new Int32Array(points.count + 1),
    stack: new Int32Array(tree.stackSize + 1),
    watch,
  };
  findCores(state);
  const joined = joinLeaves(state);
  const { labels, clusters } = numberClusters(state, joined);
  joinBorders(state, labels);
  return { ...toRows(state, labels), clusters, points, tree };
}

function prefixSums(count: number, value: (position: number) => number): Float64Array {
  const sums = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) sums[i + 1] = sums[i]! + value(i);
  return sums;
}

function findCores(state: State): void {
  const { tree, weightBefore, isCore, coresBefore, minSamples, watch } = state;
  for (let node = 0; node < tree.nodes; node++) {
    if (tree.right[node] !== 0) continue;
    const from = tree.from[node]!;
    const to = tree.to[node]!;
    const clique = weightBefore[to]! - weightBefore[from]! >= minSamples;
    for (let position = from; position < to; position++) {
      isCore[position] = clique || isCorePoint(state, position) ? 1 : 0;
      coresBefore[position + 1] = coresBefore[position]! + isCore[position]!;
    }
    if (node % WATCH_EVERY === 0) {
      watch.checkCancelled();
      watch.onProgress((0.4 * to) / isCore.length);
    }
  }
}

/** Whether the weight within eps of a position reaches minSamples; stops as soon as it does. */
function isCorePoint(state: State, position: number): boolean {
  const { tree, weightBefore, eps, minSamples, stack } = state;
  let weight = 0;
  let top = 0;
  stack[top++] = 0;
  while (top > 0) {
    const node = stack[--top]!;
    if (leastDistance(tree, position, node) > eps) continue;
    const from = tree.from[node]!;
    const to = tree.to[node]!;
    if (greatestDistance(tree, position, node) <= eps) {
      weight += weightBefore[to]! - weightBefore[from]!;
    } else if (tree.right[node] === 0) {
      for (let other = from; other < to; other++) {
        if (pointDistance(tree, position, other) > eps) continue;
        weight += weightBefore[other + 1]! - weightBefore[other]!;
      }
    } else {
      stack[top++] = tree.right[node]!;
      stack[top++] = node + 1;
    }
    if (weight >= minSamples) return true;
  }
  return false;
}

/** Joins leaves that have core points within eps of one another. Members of the sets are nodes. */
function joinLeaves(state: State): UnionFind {
  const { tree, coresBefore, watch } = state;
  const joined = new UnionFind(tree.nodes);
  for (let leaf = 0; leaf < tree.nodes; leaf++) {
    if (tree.right[leaf] !== 0) continue;
    if (leaf % WATCH_EVERY === 0) {
      watch.checkCancelled();
      watch.onProgress(0.4 + (0.5 * leaf) / tree.nodes);
    }
    if (coresBefore[tree.to[leaf]!]! > coresBefore[tree.from[leaf]!]!)
      joinLater(state, leaf, joined);
  }
  return joined;
}

/** Joins a leaf with those that come after it. */
function joinLater(state: State, leaf: number, joined: UnionFind): void {
  const { tree, coresBefore, eps, stack } = state;
  const end = tree.to[leaf]!;
  let top = 0;
  stack[top++] = 0;
  while (top > 0) {
    const node = stack[--top]!;
    const to = tree.to[node]!;
    if (to <= end || coresBefore[to] === coresBefore[tree.from[node]!]) continue;
    if (leastGap(tree, leaf, node) > eps) continue;
    if (tree.right[node] !== 0) {
      stack[top++] = tree.right[node]!;
      stack[top++] = node + 1;
    } else if (joined.root(leaf) !== joined.root(node) && haveCloseCores(state, leaf, node)) {
      joined.join(leaf, node);
    }
  }
}

function haveCloseCores(state: State, a: number, b: number): boolean {
  const { tree, isCore, eps } = state;
  for (let one = tree.from[a]!; one < tree.to[a]!; one++) {
    if (isCore[one] === 0 || leastDistance(tree, one, b) > eps) continue;
    for (let other = tree.from[b]!; other < tree.to[b]!; other++) {
      if (isCore[other] === 1 && pointDistance(tree, one, other) <= eps) return true;
    }
  }
  return false;
}

/** Labels of core positions (others -1), numbered by first row. */
function numberClusters(
  state: State,
  joined: UnionFind,
): { readonly labels: Int32Array; readonly clusters: number } {
  const { tree, points, isCore } = state;
  const firstRows = new Map<number, number>();
  for (let leaf = 0; leaf < tree.nodes; leaf++) {
    if (tree.right[leaf] !== 0) continue;
    const root = joined.root(leaf);
    for (let position = tree.from[leaf]!; position < tree.to[leaf]!; position++) {
      if (isCore[position] === 0) continue;
      const row = points.firstRow[tree.pointAt[position]!]!;
      if (row < (firstRows.get(root) ?? Infinity)) firstRows.set(root, row);
    }
  }
  const order = [...firstRows].sort((a, b) => a[1] - b[1]);
  const labelOf = new Map(order.map(([root], label) => [root, label]));
  const labels = new Int32Array(isCore.length).fill(-1);
  for (let leaf = 0; leaf < tree.nodes; leaf++) {
    const label = tree.right[leaf] === 0 ? labelOf.get(joined.root(leaf)) : undefined;
    if (label === undefined) continue;
    for (let position = tree.from[leaf]!; position < tree.to[leaf]!; position++) {
      if (isCore[position] === 1) labels[position] = label;
    }
  }
  return { labels, clusters: order.length };
}

/** Gives each point that is not core the least label among cores within eps. */
function joinBorders(state: State, labels: Int32Array): void {
  const { tree, isCore, watch } = state;
  const leastLabel = leastLabels(tree, labels);
  const borders: (readonly [position: number, label: number])[] = [];
  for (let position = 0; position < isCore.length; position++) {
    if (position % WATCH_EVERY === 0) {
      watch.checkCancelled();
      watch.onProgress(0.9 + (0.1 * position) / isCore.length);
    }
    if (isCore[position] === 1) continue;
    const label = borderLabel(state, position, leastLabel, labels);
    if (label !== undefined) borders.push([position, label]);
  }
  for (const [position, label] of borders) labels[position] = label;
}

/** Least label of a core in each node; the greatest whole number where there is none. */
function leastLabels(tree: BoxTree, labels: Int32Array): Int32Array {
  const least = new Int32Array(tree.nodes).fill(0x7fffffff);
  for (let node = tree.nodes - 1; node >= 0; node--) {
    const right = tree.right[node]!;
    if (right !== 0) {
      least[node] = Math.min(least[node + 1]!, least[right]!);
      continue;
    }
    for (let position = tree.from[node]!; position < tree.to[node]!; position++) {
      if (labels[position]! >= 0) least[node] = Math.min(least[node]!, labels[position]!);
    }
  }
  return least;
}

function borderLabel(
  { tree, eps, stack, isCore }: State,
  position: number,
  leastLabel: Int32Array,
  labels: Int32Array,
): number | undefined {
  let best = 0x7fffffff;
  let top = 0;
  stack[top++] = 0;
  while (top > 0) {
    const node = stack[--top]!;
    if (leastLabel[node]! >= best || leastDistance(tree, position, node) > eps) continue;
    if (tree.right[node] !== 0) {
      stack[top++] = tree.right[node]!;
      stack[top++] = node + 1;
      continue;
    }
    for (let other = tree.from[node]!; other < tree.to[node]!; other++) {
      if (isCore[other] === 0 || labels[other]! >= best) continue;
      if (pointDistance(tree, position, other) <= eps) best = labels[other]!;
    }
  }
  return best === 0x7fffffff ? undefined : best;
}

function toRows(
  { tree, points, isCore }: State,
  labels: Int32Array,
): Pick<DbscanResult, 'labels' | 'isCore' | 'positionOf'> {
  const positionOf = new Int32Array(points.count);
  for (let position = 0; position < points.count; position++) {
    positionOf[tree.pointAt[position]!] = position;
  }
  const rowLabels = new Int32Array(points.pointOf.length);
  const rowCores = new Uint8Array(points.pointOf.length);
  for (let row = 0; row < rowLabels.length; row++) {
    const position = positionOf[points.pointOf[row]!]!;
    rowLabels[row] = labels[position]!;
    rowCores[row] = isCore[position]!;
  }
  return { labels: rowLabels, isCore: rowCores, positionOf };
}
