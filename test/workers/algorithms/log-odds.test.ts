/** What is telling of a group weighs more. */
import { expect, test } from 'vitest';
import { logOdds } from '#workers/algorithms/log-odds.ts';

test('more frequent inside is above 0, outside below 0, alike is 0', () => {
  expect(logOdds(20, 30, 5, 300)).toBeGreaterThan(2);
  expect(logOdds(0, 30, 150, 300)).toBeLessThan(-2);
  expect(logOdds(10, 100, 100, 1000)).toBeCloseTo(0, 12);
});

test('what all or none have tells nothing', () => {
  expect(logOdds(30, 30, 300, 300)).toBe(0);
  expect(logOdds(0, 30, 0, 300)).toBe(0);
});

test('a value that only the group has outweighs one that half of the others have too', () => {
  expect(logOdds(30, 30, 0, 300)).toBeGreaterThan(logOdds(30, 30, 150, 300));
});

test('one event is weak evidence, many are strong', () => {
  expect(logOdds(1, 1, 0, 300)).toBeLessThan(2);
  expect(logOdds(50, 50, 0, 300)).toBeGreaterThan(5);
});

test('inside and outside changed over changes the sign alone', () => {
  expect(logOdds(7, 20, 30, 90)).toBeCloseTo(-logOdds(30, 90, 7, 20), 12);
});
