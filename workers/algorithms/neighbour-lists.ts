/** Nearest neighbours of every row, the common coin of neighbour search, graphs and quality checks. */

/** `count` neighbours per row, nearest first; equal distances in order of index. Never the row itself. */
export interface NeighbourLists {
  readonly rows: number;
  /** Neighbours per row, at most rows - 1. */
  readonly count: number;
  /** rows × count, row-major. */
  readonly indices: Int32Array;
  /** rows × count, row-major, ascending in each row. */
  readonly distances: Float64Array;
}
