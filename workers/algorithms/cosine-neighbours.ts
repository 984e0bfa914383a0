/**
 * Exact nearest neighbours by cosine distance among sparse rows. Approximate search is the usual
 * way to make maps fast, but then the map of the same case differs from method to method; sparse
 * counts are cheap enough to do it exactly.
 */
import type { Watch } from './watch.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import type { SparseRows } from './sparse-rows.ts';

/**
 * Distances are rounded to whole multiples of this: rows that are equally far by arithmetic differ
 * in the last digits by rounding, and ties must be ties for their order to be stable.
 */
const STEPS = 1e12;

/** Nearest neighbours while they are being found. */
interface Search {
  readonly count: number;
  readonly indices: Int32Array;
  readonly distances: Float64Array;
  /** Per row: only similarities above this can change its list. */
  readonly bounds: Float64Array;
}

/**
 * The `count` nearest other rows of every row by cosine distance (1 - cosine, 0…1 for counts). A
 * row of nothing has distance 1 to every other. Exact; equal distances are ordered by index.
 *
 * Products are added up column by column over an inverted index, each pair of rows once.
 * O(rows² + sum over columns of its rows²) time, O(entries + rows · count) memory: 20,000 rows of
 * 50 entries take 2 to 4 s.
 * @param matrix values that are not negative; whole numbers make the products exact
 */
export function cosineNeighbours(matrix: SparseRows, count: number, watch: Watch): NeighbourLists {
  const rows = matrix.rows;
  const kept = Math.max(0, Math.min(count, rows - 1));
  const search: Search = {
    count: kept,
    indices: new Int32Array(rows * kept).fill(-1),
    distances: new Float64Array(rows * kept).fill(Infinity),
    bounds: new Float64Array(rows).fill(-1),
  };
  const inverse = inverseNorms(matrix);
  const byColumn = invertedIndex(matrix);
  const products = new Float64Array(rows);
  const searched = kept > 0 ? rows : 0;
  for (let row = 0; row < searched; row++) {
    if (row % 16 === 0) {
      watch.checkCancelled();
      // Later rows have fewer partners left.
      watch.onProgress(1 - ((rows - row) / rows) ** 2);
    }
    addProducts(matrix, row, byColumn, products);
    compare(search, row, products, inverse);
  }
  watch.onProgress(1);
  return { rows, count: kept, indices: search.indices, distances: search.distances };
}

interface InvertedIndex {
  /** First entry of each column, columns + 1 long. */
  readonly starts: Int32Array;
  /** First entry of each column whose row is yet to come; moves forward as rows are done. */
  readonly next: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

function invertedIndex(matrix: SparseRows): InvertedIndex {
  const starts = new Int32Array(matrix.columns + 1);
  for (const column of matrix.indices) starts[column + 1]!++;
  for (let column = 0; column < matrix.columns; column++) starts[column + 1]! += starts[column]!;
  const fill = starts.slice();
  const rows = new Int32Array(matrix.indices.length);
  const values = new Float64Array(matrix.indices.length);
  for (let row = 0; row < matrix.rows; row++) {
    for (let e = matrix.starts[row]!; e < matrix.starts[row + 1]!; e++) {
      const at = fill[matrix.indices[e]!]!++;
      rows[at] = row;
      values[at] = matrix.values[e]!;
    }
  }
  return { starts, next: starts.slice(), rows, values };
}

/** 1 / length of each row; 0 for a row of nothing. */
function inverseNorms(matrix: SparseRows): Float64Array {
  const inverse = new Float64Array(matrix.rows);
  for (let row = 0; row < matrix.rows; row++) {
    let sum = 0;
    for (let e = matrix.starts[row]!; e < matrix.starts[row + 1]!; e++) {
      sum += matrix.values[e]! * matrix.values[e]!;
    }
    inverse[row] = sum > 0 ? 1 / Math.sqrt(sum) : 0;
  }
  return inverse;
}

/** Adds to `products` the inner products of a row with all later ones. */
function addProducts(
  matrix: SparseRows,
  row: number,
  byColumn: InvertedIndex,
  products: Float64Array,
): void {
  const { starts, next, rows, values } = byColumn;
  for (let e = matrix.starts[row]!; e < matrix.starts[row + 1]!; e++) {
    const column = matrix.indices[e]!;
    const value = matrix.values[e]!;
    const end = starts[column + 1]!;
    // The column's next entry is this row's own: rows come in order and each takes its own away.
    const from = next[column]! + 1;
    next[column] = from;
    for (let at = from; at < end; at++) products[rows[at]!]! += value * values[at]!;
  }
}

/** Offers a row and each later one to each other, and clears their products. */
function compare(search: Search, row: number, products: Float64Array, inverse: Float64Array): void {
  const bounds = search.bounds;
  const own = inverse[row]!;
  let bound = bounds[row]!;
  for (let other = row + 1; other < products.length; other++) {
    const similarity = products[other]! * own * inverse[other]!;
    products[other] = 0;
    if (similarity > bound) {
      offer(search, row, other, similarity);
      bound = bounds[row]!;
    }
    if (similarity > bounds[other]!) offer(search, other, row, similarity);
  }
}

/** Candidates of a row come in ascending order of index, so an equal one never displaces another. */
function offer(search: Search, row: number, other: number, similarity: number): void {
  const { indices, distances, count } = search;
  const first = row * count;
  const last = first + count - 1;
  const distance = Math.max(0, Math.round((1 - similarity) * STEPS) / STEPS);
  if (distance >= distances[last]!) return;
  let at = last;
  for (; at > first && distances[at - 1]! > distance; at--) {
    distances[at] = distances[at - 1]!;
    indices[at] = indices[at - 1]!;
  }
  distances[at] = distance;
  indices[at] = other;
  // A rounded distance is smaller only when the similarity exceeds this by half a step or more.
  if (distances[last]! < Infinity) search.bounds[row] = 1 - distances[last]! + 0.4 / STEPS;
}
