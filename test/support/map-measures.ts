/** Measures of a map that only tests need. */
import { logRadii } from '#workers/algorithms/densmap.ts';
import { fuzzyGraph } from '#workers/algorithms/fuzzy-graph.ts';
import type { FuzzyGraph } from '#workers/algorithms/fuzzy-graph.ts';
import { nearestOnMap } from '#workers/algorithms/map-quality.ts';
import type { NeighbourLists } from '#workers/algorithms/neighbour-lists.ts';
import { unwatched } from '#workers/algorithms/watch.ts';

/** Nearest points on a map, by looking at all. */
export function mapNeighbours(positions: Float64Array, count: number): NeighbourLists {
  const rows = positions.length / 2;
  const indices = new Int32Array(rows * count);
  const distances = new Float64Array(rows * count);
  for (let row = 0; row < rows; row++) {
    nearestOnMap(positions, row, count).forEach((other, rank) => {
      const dx = positions[2 * row]! - positions[2 * other]!;
      const dy = positions[2 * row + 1]! - positions[2 * other + 1]!;
      indices[row * count + rank] = other;
      distances[row * count + rank] = Math.hypot(dx, dy);
    });
  }
  return { rows, count, indices, distances };
}

/** Correlation of log radii in the original space and on the map: what densMAP is for. */
export function radiusCorrelation(graph: FuzzyGraph, positions: Float64Array): number {
  const onMap = fuzzyGraph(mapNeighbours(positions, 15), 15, Infinity, unwatched);
  return correlation(logRadii(graph), logRadii(onMap));
}

/** Pearson's correlation. */
export function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    const [da, db] = [value - meanA, b[i]! - meanB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  });
  return ab / Math.sqrt(aa * bb);
}
