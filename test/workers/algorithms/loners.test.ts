import { expect, test } from 'vitest';
import { chain, plainGraph } from '#test/support/plain-graph.ts';
import { placeLoners } from '#workers/algorithms/loners.ts';

test('points without edges are set outside all others, apart from one another', () => {
  const positions = Float64Array.from({ length: 20 }, (_, i) => (i * 7) % 11);
  const before = positions.slice(0, 12);
  expect(placeLoners(plainGraph(10, chain(0, 5)), positions)).toBe(4);
  expect(positions.slice(0, 12)).toEqual(before);
  const mean = (axis: number): number =>
    [0, 1, 2, 3, 4, 5].reduce((sum, v) => sum + before[2 * v + axis]! / 6, 0);
  const distance = (v: number): number =>
    Math.hypot(positions[2 * v]! - mean(0), positions[2 * v + 1]! - mean(1));
  const furthest = Math.max(...[0, 1, 2, 3, 4, 5].map(distance));
  for (const loner of [6, 7, 8, 9]) expect(distance(loner)).toBeGreaterThan(furthest);
  expect(new Set(positions.slice(12)).size).toBe(8);
});

test('a map of nobody but loners is finite and starts in the middle', () => {
  const positions = new Float64Array(6).fill(NaN);
  placeLoners(plainGraph(3, []), positions);
  expect([...positions.slice(0, 2)]).toEqual([0, 0]);
  expect(positions.every(Number.isFinite)).toBe(true);
});

test('a map without loners stays as it is', () => {
  const positions = Float64Array.of(1, 2, 3, 4);
  expect(placeLoners(plainGraph(2, [[0, 1]]), positions)).toBe(0);
  expect([...positions]).toEqual([1, 2, 3, 4]);
});
