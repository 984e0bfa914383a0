/** Round numbers along axes, and names that leave one another room. */
import { describe, expect, test } from 'vitest';
import { overlaps, placeLabels } from '#renderer/canvas/scatter/label-placement.ts';
import { niceTicks, tickText } from '#renderer/canvas/scatter/ticks.ts';
import { SeededRandom } from '#workers/base/random.ts';

const size = { widthPx: 800, heightPx: 400 };

describe('axes', () => {
  test('have round numbers within their span', () => {
    expect(niceTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceTicks(-3.2, 7.9, 4)).toEqual([-2, 0, 2, 4, 6]);
    expect(niceTicks(12_345, 98_765, 4)).toEqual([20_000, 40_000, 60_000, 80_000]);
    expect(niceTicks(3, 3, 4)).toEqual([]);
    expect(niceTicks(0, NaN, 4)).toEqual([]);
  });

  test('write numbers without noise', () => {
    expect([0, 0.2, -1500, 20_000].map((value) => tickText(value, 0.1))).toEqual([
      '0',
      '0.2',
      '−1,500',
      '20,000',
    ]);
    expect(tickText(120_000_000, 1e7)).toBe('1.2e8');
  });
});

describe('names on the plane', () => {
  test('never cover one another, and the first ones have the right of way', () => {
    const random = new SeededRandom(4);
    const wanted = Array.from({ length: 200 }, () => ({
      xPx: random.unit() * 900 - 50,
      yPx: random.unit() * 500 - 50,
      widthPx: 30 + random.unit() * 90,
    }));
    const placed = placeLabels(wanted, size, 16);
    expect(placed.length).toBeGreaterThan(20);
    placed.forEach((label, at) => {
      expect(placed.slice(at + 1).some((other) => overlaps(label, other))).toBe(false);
      expect(label.xPx).toBeGreaterThanOrEqual(0);
      expect(label.xPx + label.widthPx).toBeLessThanOrEqual(size.widthPx);
    });
    const first = wanted.findIndex(
      ({ xPx, yPx }) => xPx >= 0 && xPx <= 800 && yPx >= 0 && yPx <= 400,
    );
    expect(placed[0]?.at).toBe(first);
  });
});
