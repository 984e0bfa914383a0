/**
 * UMAP's weighted graph of neighbourhoods (McInnes, Healy, Melville 2018): each point measures
 * distance in its own unit, so that every one has neighbours, in crowds and in deserts alike.
 */
import { portableExp, portableLog } from '#workers/base/portable-math.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import type { Watch } from './watch.ts';

/** Undirected graph, every edge listed from both its ends; ends ascend for each vertex. */
export interface FuzzyGraph {
  readonly vertices: number;
  /** Edges of vertex v are starts[v] … starts[v + 1] - 1. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Membership, 0 < weight ≤ 1. */
  readonly weights: Float64Array;
  /** Distance of the two in the original space. */
  readonly distances: Float64Array;
}

/** How each point measures: distance to its nearest neighbour, and the unit beyond that. */
export interface LocalScales {
  readonly rho: Float64Array;
  readonly sigma: Float64Array;
}

const ROUNDS = 64;
const TOLERANCE = 1e-5;
/** A unit is at least this share of the mean distance. */
const LEAST_SCALE = 1e-3;
const LN2 = 0.6931471805599453;

/**
 * Local scales such that memberships of a point's neighbours sum to log2(neighbours), as umap-learn
 * finds them (local connectivity 1).
 * @param neighbours as in UMAP, the point itself counted as the first
 */
export function localScales(lists: NeighbourLists, neighbours: number, watch: Watch): LocalScales {
  const others = Math.min(neighbours - 1, lists.count);
  const rho = new Float64Array(lists.rows);
  const sigma = new Float64Array(lists.rows);
  const target = portableLog(others + 1) / LN2;
  const overall = meanDistance(lists, others);
  for (let row = 0; row < lists.rows; row++) {
    if (row % 512 === 0) watch.checkCancelled();
    const first = row * lists.count;
    const distances = lists.distances.subarray(first, first + others);
    const nearest = distances.find((distance) => distance > 0) ?? 0;
    rho[row] = nearest;
    const mean = nearest > 0 ? sumOf(distances) / (others + 1) : overall;
    sigma[row] = Math.max(unitFor(distances, nearest, target), LEAST_SCALE * mean);
  }
  return { rho, sigma };
}

/** Bisection for the unit at which memberships sum to the target. */
function unitFor(distances: Float64Array, nearest: number, target: number): number {
  let low = 0;
  let high = Infinity;
  let unit = 1;
  for (let round = 0; round < ROUNDS; round++) {
    let sum = 0;
    for (const distance of distances) {
      const beyond = distance - nearest;
      sum += beyond > 0 ? portableExp(-beyond / unit) : 1;
    }
    if (Math.abs(sum - target) < TOLERANCE) break;
    if (sum > target) high = unit;
    else low = unit;
    unit = high === Infinity ? unit * 2 : (low + high) / 2;
  }
  return unit;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Mean over all rows of the distances to their neighbours and themselves. */
function meanDistance(lists: NeighbourLists, others: number): number {
  let sum = 0;
  for (let row = 0; row < lists.rows; row++) {
    sum += sumOf(lists.distances.subarray(row * lists.count, row * lists.count + others));
  }
  return lists.rows === 0 ? 0 : sum / (lists.rows * (others + 1));
}

/**
 * The fuzzy union of every point's memberships: w + w' - w·w'. O(rows · neighbours).
 * @param neighbours as in UMAP, the point itself counted as the first
 * @param unrelated from this distance on two points have nothing in common and get no edge; a point
 *   without any edge stands alone
 */
export function fuzzyGraph(
  lists: NeighbourLists,
  neighbours: number,
  unrelated: number,
  watch: Watch,
): FuzzyGraph {
  const others = Math.min(neighbours - 1, lists.count);
  const scales = localScales(lists, neighbours, watch);
  const starts = edgeBounds(lists, others, unrelated);
  const fill = starts.slice();
  const ends = new Int32Array(starts[lists.rows]!);
  const weights = new Float64Array(ends.length);
  const distances = new Float64Array(ends.length);
  const put = (from: number, to: number, weight: number, distance: number): void => {
    const at = fill[from]!++;
    ends[at] = to;
    weights[at] = weight;
    distances[at] = distance;
  };
  for (let row = 0; row < lists.rows; row++) {
    if (row % 512 === 0) watch.checkCancelled();
    for (let i = row * lists.count; i < row * lists.count + others; i++) {
      const distance = lists.distances[i]!;
      if (distance >= unrelated) break;
      const beyond = distance - scales.rho[row]!;
      const unit = scales.sigma[row]!;
      const weight = beyond <= 0 || unit === 0 ? 1 : portableExp(-beyond / unit);
      put(row, lists.indices[i]!, weight, distance);
      put(lists.indices[i]!, row, weight, distance);
    }
  }
  return united(lists.rows, starts, { ends, weights, distances });
}

/** Where each vertex's edges begin when every listed pair is noted at both its ends. */
function edgeBounds(lists: NeighbourLists, others: number, unrelated: number): Int32Array {
  const starts = new Int32Array(lists.rows + 1);
  for (let row = 0; row < lists.rows; row++) {
    for (let i = row * lists.count; i < row * lists.count + others; i++) {
      if (lists.distances[i]! >= unrelated) break;
      starts[row + 1]!++;
      starts[lists.indices[i]! + 1]!++;
    }
  }
  for (let row = 0; row < lists.rows; row++) starts[row + 1]! += starts[row]!;
  return starts;
}

interface Edges {
  readonly ends: Int32Array;
  readonly weights: Float64Array;
  readonly distances: Float64Array;
}

/** Sorts each vertex's edges by their other end and unites the two memberships of a pair. */
function united(vertices: number, bounds: Int32Array, edges: Edges): FuzzyGraph {
  const starts = new Int32Array(vertices + 1);
  const ends = new Int32Array(edges.ends.length);
  const weights = new Float64Array(edges.ends.length);
  const distances = new Float64Array(edges.ends.length);
  let end = 0;
  for (let vertex = 0; vertex < vertices; vertex++) {
    const from = end;
    const order = Array.from(
      { length: bounds[vertex + 1]! - bounds[vertex]! },
      (_, i) => bounds[vertex]! + i,
    ).sort((x, y) => edges.ends[x]! - edges.ends[y]!);
    for (const edge of order) {
      const weight = edges.weights[edge]!;
      if (end > from && ends[end - 1] === edges.ends[edge]) {
        weights[end - 1] = weights[end - 1]! + weight - weights[end - 1]! * weight;
      } else if (weight > 0) {
        ends[end] = edges.ends[edge]!;
        distances[end] = edges.distances[edge]!;
        weights[end++] = weight;
      }
    }
    starts[vertex + 1] = end;
  }
  return {
    vertices,
    starts,
    ends: ends.slice(0, end),
    weights: weights.slice(0, end),
    distances: distances.slice(0, end),
  };
}
