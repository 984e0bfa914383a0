/** The knee of sorted distances. */
import { expect, test } from 'vitest';
import { kneeDistance } from '#workers/algorithms/k-distance-knee.ts';

test('many close neighbours and a few strangers: the knee is the last close one', () => {
  const close = Array.from({ length: 95 }, (_, i) => 0.1 + i * 0.001);
  const far = [0.7, 0.75, 0.8, 0.85, 0.9];
  expect(kneeDistance(Float64Array.from([...far, ...close]))).toBeCloseTo(0.194, 12);
});

test('a few twins among strangers make no knee', () => {
  const twins = [0, 0.01, 0.01, 0.02];
  const strangers = Array.from({ length: 30 }, (_, i) => 0.5 + i * 0.01);
  expect(kneeDistance(Float64Array.from([...twins, ...strangers]))).toBeUndefined();
});

test('a straight line has no knee', () => {
  expect(kneeDistance(Float64Array.from({ length: 50 }, (_, i) => i))).toBeUndefined();
});

test('equal distances and too few of them have none either', () => {
  expect(kneeDistance(new Float64Array(20).fill(0.3))).toBeUndefined();
  expect(kneeDistance(Float64Array.of(0, 0, 0, 1))).toBeUndefined();
});

test('the order of the distances does not matter and they are left alone', () => {
  const distances = Float64Array.of(9, 1, 1, 1, 1, 1, 1, 1, 1, 1);
  expect(kneeDistance(distances)).toBe(1);
  expect(distances[0]).toBe(9);
});
