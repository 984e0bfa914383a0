/** Equal rows folded into one point with a weight: logs repeat themselves, distances need not. */

/** Distinct rows of a matrix, numbered by first occurrence. */
export interface DistinctPoints {
  readonly count: number;
  readonly columns: number;
  /** count × columns, row-major. */
  readonly coordinates: Float64Array;
  /** Point of each row. */
  readonly pointOf: Int32Array;
  /** Rows of each point. */
  readonly weights: Int32Array;
  /** First row of each point. */
  readonly firstRow: Int32Array;
}

/**
 * Folds equal rows. -0 and 0 are equal.
 * @param matrix rows × columns, row-major, finite; not modified
 * @param columns at least 1
 * @returns the points; O(rows · columns) on average
 */
export function distinctPoints(matrix: Float64Array, columns: number): DistinctPoints {
  const rows = matrix.length / columns;
  const pointOf = new Int32Array(rows);
  const firstRow = new Int32Array(rows);
  const weights = new Int32Array(rows);
  const find = pointFinder(matrix, columns, firstRow);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const point = find(row, count);
    if (point === count) firstRow[count++] = row;
    pointOf[row] = point;
    weights[point]!++;
  }
  const coordinates = new Float64Array(count * columns);
  for (let point = 0; point < count; point++) {
    const start = firstRow[point]! * columns;
    for (let i = 0; i < columns; i++) coordinates[point * columns + i] = matrix[start + i]! + 0;
  }
  return {
    count,
    columns,
    coordinates,
    pointOf,
    weights: weights.slice(0, count),
    firstRow: firstRow.slice(0, count),
  };
}

/** Open addressing over row hashes: (row, next free number) → number of an equal earlier point, or the free number. */
function pointFinder(
  matrix: Float64Array,
  columns: number,
  firstRow: Int32Array,
): (row: number, free: number) => number {
  let size = 16;
  while (size < firstRow.length * 2) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const cell = new Float64Array(1);
  const halves = new Uint32Array(cell.buffer);
  const slotOf = (row: number): number => {
    let hash = 0x9747b28c;
    for (let i = row * columns; i < (row + 1) * columns; i++) {
      cell[0] = matrix[i]! + 0;
      hash = Math.imul(hash ^ halves[0]!, 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 15) ^ halves[1]!, 0xc2b2ae35);
      hash ^= hash >>> 13;
    }
    return (hash >>> 0) & (size - 1);
  };
  return (row, free) => {
    let slot = slotOf(row);
    for (;;) {
      const point = slots[slot]!;
      if (point < 0) {
        slots[slot] = free;
        return free;
      }
      if (equalRows(matrix, columns, firstRow[point]!, row)) return point;
      slot = (slot + 1) & (size - 1);
    }
  };
}

function equalRows(matrix: Float64Array, columns: number, a: number, b: number): boolean {
  for (let i = 0; i < columns; i++) {
    if (matrix[a * columns + i] !== matrix[b * columns + i]) return false;
  }
  return true;
}
