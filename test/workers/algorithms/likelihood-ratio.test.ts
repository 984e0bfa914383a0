import { expect, test } from 'vitest';
import { signedRootG } from '#workers/algorithms/likelihood-ratio.ts';

test('it is the G statistic of the fourfold table', () => {
  // 2·(3·ln(427/3·3/3) + 424·ln(427/424)): all 3 inside have it, none of 424 outside.
  const g = 2 * (3 * Math.log(427 / 3) + 424 * Math.log(427 / 424));
  expect(signedRootG(3, 3, 0, 424)).toBeCloseTo(Math.sqrt(g), 10);
});

test('more outside is always less telling, more inside always more', () => {
  for (let outside = 0; outside < 20; outside++) {
    expect(signedRootG(3, 3, outside, 424)).toBeGreaterThan(signedRootG(3, 3, outside + 1, 424));
  }
  for (let inside = 0; inside < 20; inside++) {
    expect(signedRootG(inside, 20, 5, 100)).toBeLessThan(signedRootG(inside + 1, 20, 5, 100));
  }
});

test('what is missing inside weighs below zero, equal shares nothing', () => {
  expect(signedRootG(0, 10, 90, 100)).toBeLessThan(-5);
  expect(signedRootG(5, 10, 50, 100)).toBeCloseTo(0, 6);
});

test('without anybody outside, or inside, nothing is telling', () => {
  expect(signedRootG(3, 3, 0, 0)).toBe(0);
  expect(signedRootG(0, 0, 3, 3)).toBe(0);
});
