/** Points and slow, obvious answers to check fast structures against. */
import type { SeededRandom } from '#workers/base/random.ts';

/** A matrix of whole multiples of `step`, so that equal distances and distances of exactly eps occur all the time. */
export function latticePoints(
  random: SeededRandom,
  { rows, columns, span, step }: { rows: number; columns: number; span: number; step: number },
): Float64Array {
  return Float64Array.from({ length: rows * columns }, () => random.below(span) * step);
}

/** Euclidean distance of two rows. */
export function rowDistance(matrix: Float64Array, columns: number, a: number, b: number): number {
  let squares = 0;
  for (let i = 0; i < columns; i++) {
    squares += (matrix[a * columns + i]! - matrix[b * columns + i]!) ** 2;
  }
  return Math.sqrt(squares);
}

/** DBSCAN by the book: every pair, row by row. */
export function slowDbscan(
  rows: number,
  near: (a: number, b: number) => boolean,
  minSamples: number,
): { labels: number[]; isCore: number[]; clusters: number } {
  const all = Array.from({ length: rows }, (_, row) => row);
  const neighbours = all.map((a) => all.filter((b) => a === b || near(a, b)));
  const isCore = neighbours.map((list) => (list.length >= minSamples ? 1 : 0));
  const labels = all.map(() => -1);
  let clusters = 0;
  for (const row of all) {
    if (labels[row] !== -1 || isCore[row] === 0) continue;
    const pending = [row];
    labels[row] = clusters;
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (isCore[at] === 0) continue;
      for (const other of neighbours[at]!) {
        if (labels[other] !== -1) continue;
        labels[other] = clusters;
        pending.push(other);
      }
    }
    clusters++;
  }
  return { labels, isCore, clusters };
}
