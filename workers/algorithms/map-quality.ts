/**
 * How far a map can be trusted: do points that lie together on it belong together? Shown to the
 * analyst with every map, for a flat picture of many dimensions always lies somewhere.
 */
import type { NeighbourLists } from './neighbour-lists.ts';
import type { SparseRows } from './sparse-rows.ts';
import type { Watch } from './watch.ts';

export interface MapQuality {
  /**
   * 0…1, 0.5 is chance: how rarely strangers are shown as neighbours (Venna and Kaski 2001, formula
   * as in scikit-learn). NaN with fewer than 2·k points, where it is not defined.
   */
  readonly trustworthiness: number;
  /** Share of the true nearest neighbours that are among the nearest on the map. */
  readonly recall: number;
}

/**
 * Quality of a map of sparse rows under cosine distance.
 * @param lists true neighbours, at least k of them
 * @param positions x and y interleaved
 * @param sampled rows to judge by, evenly taken; O(sampled · rows · k)
 */
export function mapQuality(
  matrix: SparseRows,
  lists: NeighbourLists,
  positions: Float64Array,
  { k, sampled, watch }: { readonly k: number; readonly sampled: number; readonly watch: Watch },
): MapQuality {
  const rows = matrix.rows;
  if (k > lists.count) return { trustworthiness: NaN, recall: NaN };
  const judged = Math.min(sampled, rows);
  const from = distancesFrom(matrix);
  let penalty = 0;
  let found = 0;
  for (let s = 0; s < judged; s++) {
    watch.checkCancelled();
    watch.onProgress(s / judged);
    const row = Math.floor((s * rows) / judged);
    const near = nearestOnMap(positions, row, k);
    const truth = new Set(lists.indices.subarray(row * lists.count, row * lists.count + k));
    const distances = from(row);
    for (const other of near) {
      if (truth.has(other)) found++;
      penalty += Math.max(0, rankOf(distances, row, other) - k);
    }
  }
  const worst = judged * k * (2 * rows - 3 * k - 1);
  return {
    trustworthiness: rows < 2 * k ? NaN : 1 - (2 * penalty) / worst,
    recall: found / (judged * k),
  };
}

/** The k points nearest to one on the map, nearest first, ties by index. */
export function nearestOnMap(positions: Float64Array, row: number, k: number): Int32Array {
  const near = new Int32Array(k).fill(-1);
  const squares = new Float64Array(k).fill(Infinity);
  for (let other = 0; 2 * other < positions.length; other++) {
    if (other === row) continue;
    const dx = positions[2 * other]! - positions[2 * row]!;
    const dy = positions[2 * other + 1]! - positions[2 * row + 1]!;
    const square = dx * dx + dy * dy;
    if (!(square < squares[k - 1]!)) continue;
    let at = k - 1;
    for (; at > 0 && squares[at - 1]! > square; at--) {
      squares[at] = squares[at - 1]!;
      near[at] = near[at - 1]!;
    }
    squares[at] = square;
    near[at] = other;
  }
  return near;
}

/** Place of `other` among all others by distance, from 1; ties by index. */
function rankOf(distances: Float64Array, row: number, other: number): number {
  const own = distances[other]!;
  let rank = 1;
  for (let i = 0; i < distances.length; i++) {
    const distance = distances[i]!;
    if (i !== row && (distance < own || (distance === own && i < other))) rank++;
  }
  return rank;
}

/** Cosine distances from one row to all; the array is used again by the next call. */
function distancesFrom(matrix: SparseRows): (row: number) => Float64Array {
  const { starts, indices, values } = matrix;
  const wide = new Float64Array(matrix.columns);
  const norms = new Float64Array(matrix.rows);
  for (let row = 0; row < matrix.rows; row++) {
    for (let e = starts[row]!; e < starts[row + 1]!; e++) norms[row]! += values[e]! * values[e]!;
    norms[row] = Math.sqrt(norms[row]!);
  }
  const distances = new Float64Array(matrix.rows);
  return (row) => {
    for (let e = starts[row]!; e < starts[row + 1]!; e++) wide[indices[e]!] = values[e]!;
    for (let other = 0; other < matrix.rows; other++) {
      let product = 0;
      for (let e = starts[other]!; e < starts[other + 1]!; e++)
        product += wide[indices[e]!]! * values[e]!;
      const length = norms[row]! * norms[other]!;
      distances[other] = length > 0 ? Math.round((1 - product / length) * 1e12) / 1e12 : 1;
    }
    for (let e = starts[row]!; e < starts[row + 1]!; e++) wide[indices[e]!] = 0;
    return distances;
  };
}
