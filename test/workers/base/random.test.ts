import { expect, test } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';

const draws = (seed: number, count: number): readonly number[] => {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, () => random.uint32());
};

test('the same seed gives the same numbers, for good', () => {
  expect(draws(42, 4)).toEqual([3893884377, 145076852, 3246010591, 4141225530]);
});

test('neighbouring seeds have nothing in common', () => {
  const seen = new Set([...draws(0, 1000), ...draws(1, 1000), ...draws(2 ** 32, 1000)]);
  expect(seen.size).toBeGreaterThan(2990);
});

test('numbers below a limit are even and stay below it', () => {
  const random = new SeededRandom(7);
  const counts = new Int32Array(10);
  for (let i = 0; i < 100_000; i++) counts[random.below(10)]!++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

test('unit numbers are at least 0 and less than 1, with the mean in the middle', () => {
  const random = new SeededRandom(3);
  const values = Array.from({ length: 50_000 }, () => random.unit());
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0.5, 2);
});
