/** Rows scaled to unit length, as scikit-learn's Normalizer does before the published clustering. */

/**
 * L2 normalisation by row: each row divided by its Euclidean length; a zero row stays zero.
 * @param matrix rows × columns, row-major, finite; not modified
 * @returns a new matrix of the same shape. O(rows · columns)
 */
export function l2Normalise(matrix: Float64Array, columns: number): Float64Array {
  const out = new Float64Array(matrix.length);
  for (let start = 0; start < matrix.length; start += columns) {
    let squares = 0;
    for (let i = start; i < start + columns; i++) squares += matrix[i]! * matrix[i]!;
    const length = squares === 0 ? 1 : Math.sqrt(squares);
    for (let i = start; i < start + columns; i++) out[i] = matrix[i]! / length;
  }
  return out;
}
