/**
 * Rows that are mostly zero, kept as lists of (column, value): what counts of tokens are. Plain data,
 * so it crosses threads as it is.
 */
import { assert } from '#workers/base/assert.ts';

/** Compressed rows: entries of row r are starts[r] … starts[r + 1] - 1, columns ascending in each. */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  /** rows + 1 long. */
  readonly starts: Int32Array;
  /** Column of each entry. */
  readonly indices: Int32Array;
  /** Value of each entry; never zero. */
  readonly values: Float64Array;
}

/** Entries in any order; the same (row, column) may come more than once. All of equal length. */
export interface Entries {
  readonly row: Int32Array;
  readonly column: Int32Array;
  readonly value: Float64Array;
}

/**
 * Adds up entries into rows. O(entries + rows + columns).
 * @returns values of the same place summed, columns ascending
 */
export function sumEntries(entries: Entries, rows: number, columns: number): SparseRows {
  const byColumn = sortedBy(entries, entries.column, columns);
  const sorted = sortedBy(byColumn, byColumn.row, rows);
  const starts = new Int32Array(rows + 1);
  const indices = new Int32Array(sorted.row.length);
  const values = new Float64Array(sorted.row.length);
  let end = 0;
  for (let e = 0, row = 0; row < rows; row++) {
    const from = end;
    for (; e < sorted.row.length && sorted.row[e] === row; e++) {
      const column = sorted.column[e]!;
      if (end === from || indices[end - 1] !== column) indices[end++] = column;
      values[end - 1]! += sorted.value[e]!;
    }
    starts[row + 1] = end;
  }
  return { rows, columns, starts, indices: indices.slice(0, end), values: values.slice(0, end) };
}

/** Stable counting sort. */
function sortedBy(entries: Entries, keys: Int32Array, limit: number): Entries {
  const next = new Int32Array(limit + 1);
  for (const key of keys) {
    assert(key >= 0 && key < limit, 'entry within its matrix');
    next[key + 1]!++;
  }
  for (let key = 0; key < limit; key++) next[key + 1]! += next[key]!;
  const row = new Int32Array(keys.length);
  const column = new Int32Array(keys.length);
  const value = new Float64Array(keys.length);
  for (let e = 0; e < keys.length; e++) {
    const at = next[keys[e]!]!++;
    row[at] = entries.row[e]!;
    column[at] = entries.column[e]!;
    value[at] = entries.value[e]!;
  }
  return { row, column, value };
}

/** Sum of each row's values. */
export function rowSums(matrix: SparseRows): Float64Array {
  const sums = new Float64Array(matrix.rows);
  for (let row = 0; row < matrix.rows; row++) {
    for (let e = matrix.starts[row]!; e < matrix.starts[row + 1]!; e++)
      sums[row]! += matrix.values[e]!;
  }
  return sums;
}

/** Sum of each column over the rows that are marked (1); all rows when `marked` is left out. */
export function columnSums(matrix: SparseRows, marked?: Uint8Array): Float64Array {
  const sums = new Float64Array(matrix.columns);
  for (let row = 0; row < matrix.rows; row++) {
    if (marked !== undefined && marked[row] !== 1) continue;
    for (let e = matrix.starts[row]!; e < matrix.starts[row + 1]!; e++) {
      sums[matrix.indices[e]!]! += matrix.values[e]!;
    }
  }
  return sums;
}

/** Number of rows that have each column. */
export function rowsPerColumn(matrix: SparseRows): Int32Array {
  const counts = new Int32Array(matrix.columns);
  for (const column of matrix.indices) counts[column]!++;
  return counts;
}

/**
 * Some rows and some columns of a matrix, in their order.
 * @param newColumn new number of each column, ascending among the kept ones; -1 drops it
 */
export function subMatrix(matrix: SparseRows, rows: Int32Array, newColumn: Int32Array): SparseRows {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, at) => {
    let length = 0;
    for (let e = matrix.starts[row]!; e < matrix.starts[row + 1]!; e++) {
      if (newColumn[matrix.indices[e]!]! >= 0) length++;
    }
    starts[at + 1] = starts[at]! + length;
  });
  const indices = new Int32Array(starts[rows.length]!);
  const values = new Float64Array(indices.length);
  let end = 0;
  for (const row of rows) {
    for (let e = matrix.starts[row]!; e < matrix.starts[row + 1]!; e++) {
      const column = newColumn[matrix.indices[e]!]!;
      if (column < 0) continue;
      indices[end] = column;
      values[end++] = matrix.values[e]!;
    }
  }
  const columns = newColumn.reduce((most, column) => Math.max(most, column + 1), 0);
  return { rows: rows.length, columns, starts, indices, values };
}

/**
 * Every row divided by the sum of its values; a row of nothing stays as it is.
 * @returns a new matrix that shares starts and indices
 */
export function l1Rows(matrix: SparseRows): SparseRows {
  const sums = rowSums(matrix);
  const values = new Float64Array(matrix.values.length);
  for (let row = 0; row < matrix.rows; row++) {
    for (let e = matrix.starts[row]!; e < matrix.starts[row + 1]!; e++) {
      values[e] = matrix.values[e]! / sums[row]!;
    }
  }
  return { ...matrix, values };
}

/** The distinct rows of a matrix, numbered by first appearance. */
export interface DistinctRows {
  /** For each row the number of its distinct row. */
  readonly distinctOf: Int32Array;
  /** For each distinct row the first row that has it. */
  readonly first: Int32Array;
}

/** Finds equal rows by hashing; equality is checked, never assumed. O(entries) expected. */
export function distinctRows(matrix: SparseRows): DistinctRows {
  const distinctOf = new Int32Array(matrix.rows);
  const first: number[] = [];
  const byHash = new Map<number, number[]>();
  for (let row = 0; row < matrix.rows; row++) {
    const hash = rowHash(matrix, row);
    const same = byHash.get(hash) ?? [];
    let found = same.find((candidate) => equalRows(matrix, first[candidate]!, row));
    if (found === undefined) {
      found = first.length;
      first.push(row);
      same.push(found);
      byHash.set(hash, same);
    }
    distinctOf[row] = found;
  }
  return { distinctOf, first: Int32Array.from(first) };
}

function rowHash(matrix: SparseRows, row: number): number {
  let hash = 0x811c9dc5;
  for (let e = matrix.starts[row]!; e < matrix.starts[row + 1]!; e++) {
    hash = Math.imul(hash ^ matrix.indices[e]!, 0x01000193);
    hash = Math.imul(hash ^ matrix.values[e]!, 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}

function equalRows(matrix: SparseRows, a: number, b: number): boolean {
  const { starts, indices, values } = matrix;
  const length = starts[a + 1]! - starts[a]!;
  if (starts[b + 1]! - starts[b]! !== length) return false;
  for (let i = 0; i < length; i++) {
    const ea = starts[a]! + i;
    const eb = starts[b]! + i;
    if (indices[ea] !== indices[eb] || values[ea] !== values[eb]) return false;
  }
  return true;
}
