import { expect, test } from 'vitest';
import { sparseRows } from '#test/support/process-map-reference.ts';
import { cosineNeighbours } from '#workers/algorithms/cosine-neighbours.ts';
import { mapQuality, nearestOnMap } from '#workers/algorithms/map-quality.ts';
import { unwatched } from '#workers/algorithms/watch.ts';

/** Directions in a quarter plane: row i lies between rows i - 1 and i + 1. */
const rows = 40;
const matrix = sparseRows(
  Array.from({ length: rows }, (_, i): [number, number][] => [
    [0, Math.cos((i * Math.PI) / 2 / rows) + 0.001],
    [1, Math.sin((i * Math.PI) / 2 / rows) + 0.001],
  ]),
);
const lists = cosineNeighbours(matrix, 6, unwatched);
const judge = (positions: Float64Array): ReturnType<typeof mapQuality> =>
  mapQuality(matrix, lists, positions, { k: 6, sampled: 1000, watch: unwatched });

test('a map that keeps the order of things is to be trusted', () => {
  const line = Float64Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? i : 0));
  const { trustworthiness, recall } = judge(line);
  expect(trustworthiness).toBeGreaterThan(0.99);
  expect(recall).toBeGreaterThan(0.9);
});

test('a shuffled map is not', () => {
  const shuffled = Float64Array.from({ length: 2 * rows }, (_, i) => (i * 29) % 80);
  expect(judge(shuffled).trustworthiness).toBeLessThan(0.75);
});

test('where there are too few points for the formula it says so', () => {
  const few = sparseRows([[[0, 1]], [[0, 2]], [[1, 1]]]);
  const quality = mapQuality(few, cosineNeighbours(few, 2, unwatched), new Float64Array(6), {
    k: 2,
    sampled: 10,
    watch: unwatched,
  });
  expect(quality.trustworthiness).toBeNaN();
});

test('the nearest on a map are found in order, never the point itself', () => {
  const positions = Float64Array.of(0, 0, 5, 0, 1, 0, 1, 0, 2, 0);
  expect([...nearestOnMap(positions, 0, 3)]).toEqual([2, 3, 4]);
});
