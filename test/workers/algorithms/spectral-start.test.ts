import { expect, test } from 'vitest';
import { chain, plainGraph } from '#test/support/plain-graph.ts';
import { spectralStart } from '#workers/algorithms/spectral-start.ts';
import { unwatched } from '#workers/algorithms/watch.ts';

const xs = (positions: Float64Array): number[] => [...positions.filter((_, i) => i % 2 === 0)];

test('a chain starts in its order', () => {
  const along = xs(spectralStart(plainGraph(12, chain(0, 11)), 1, unwatched));
  const sorted = [...along].sort((a, b) => (along[0]! < along[11]! ? a - b : b - a));
  expect(along).toEqual(sorted);
});

test('parts of a graph start side by side, not on top of one another', () => {
  const graph = plainGraph(40, [...chain(0, 19), ...chain(20, 39)]);
  const positions = spectralStart(graph, 1, unwatched);
  const box = (from: number): [number, number] => {
    const own = positions.slice(2 * from, 2 * from + 40);
    return [Math.min(...xs(own)), Math.max(...xs(own))];
  };
  const [lowA, highA] = box(0);
  const [lowB, highB] = box(20);
  expect(highA < lowB || highB < lowA).toBe(true);
});

test.each([1, 2, 3, 5])('%d points without edges get finite, different places', (vertices) => {
  const positions = spectralStart(plainGraph(vertices, []), 1, unwatched);
  expect(positions.every(Number.isFinite)).toBe(true);
  expect(new Set(positions).size).toBe(2 * vertices);
});

test('the same seed gives the same start', () => {
  const graph = plainGraph(30, chain(0, 29));
  expect(spectralStart(graph, 4, unwatched)).toEqual(spectralStart(graph, 4, unwatched));
  expect(spectralStart(graph, 4, unwatched)).not.toEqual(spectralStart(graph, 5, unwatched));
});
