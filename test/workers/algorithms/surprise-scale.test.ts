import { expect, test } from 'vitest';
import { SurpriseCounter, shareBeyond, surpriseScore } from '#workers/algorithms/surprise-scale.ts';

test('the share counts what is at least so surprising, and halves with every bit beyond all', () => {
  const counter = new SurpriseCounter();
  for (const bits of [1, 1, 2, 3, 8]) counter.add(bits);
  const scale = counter.finish(2);
  expect([0, 1, 1.5, 2, 3, 8].map((bits) => shareBeyond(scale, bits) * 6)).toEqual([
    ...[5, 5, 3, 3, 2, 1],
  ]);
  expect(shareBeyond(scale, 9)).toBeCloseTo(1 / 12, 12);
  expect(shareBeyond(scale, 11)).toBeCloseTo(1 / 48, 12);
  expect(shareBeyond(scale, 1e9)).toBeGreaterThan(0);
});

test('more stretches make the same surprise less worth, more surprise makes it worth more', () => {
  expect(surpriseScore(0.001, 1)).toBeCloseTo(3, 9);
  expect(surpriseScore(0.001, 10)).toBeCloseTo(-Math.log10(1 - 0.999 ** 10), 9);
  expect(surpriseScore(1e-9, 100)).toBeCloseTo(7, 6);
  expect(surpriseScore(1, 5)).toBe(0);
  let before = Infinity;
  for (let share = 1e-12; share < 1; share *= 1.7) {
    const score = surpriseScore(share, 7);
    expect(score).toBeLessThanOrEqual(before);
    before = score;
  }
});

test('no stretch at all leaves a scale on which everything is ordinary', () => {
  expect(shareBeyond(new SurpriseCounter().finish(0), 5)).toBe(1);
});
