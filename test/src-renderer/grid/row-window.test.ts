/** Scrolling arithmetic of grids of any length. */
import { expect, test } from 'vitest';
import {
  clampOffset,
  MAX_SCROLL_PX,
  maxOffsetPx,
  offsetOfScroll,
  offsetToShow,
  rowsInView,
  scrollOfOffset,
  scrollPx,
  type RowsGeometry,
} from '#renderer/grid/row-window.ts';

const short: RowsGeometry = { rows: 1000, rowPx: 24, viewPx: 600 };
const long: RowsGeometry = { rows: 50_000_000, rowPx: 24, viewPx: 600 };

test('a short table scrolls by true pixels', () => {
  expect(scrollPx(short)).toBe(24_000);
  expect(offsetOfScroll(short, 480)).toBe(480);
  expect(scrollOfOffset(short, 480)).toBeCloseTo(480, 9);
});

test('a table beyond the clamp of browsers still reaches its last row', () => {
  expect(scrollPx(long)).toBe(MAX_SCROLL_PX);
  const end = offsetOfScroll(long, MAX_SCROLL_PX - long.viewPx);
  expect(rowsInView(long, end)).toEqual({ first: 49_999_975, last: 49_999_999 });
  expect(offsetOfScroll(long, 0)).toBe(0);
});

test('scrollbar and position are inverse of one another, whatever the length', () => {
  for (const geometry of [short, long]) {
    for (const share of [0, 0.1, 0.5, 0.999, 1]) {
      const offset = maxOffsetPx(geometry) * share;
      const back = offsetOfScroll(geometry, scrollOfOffset(geometry, offset));
      expect(Math.abs(back - offset)).toBeLessThan(geometry.rowPx / 1000);
    }
  }
});

test('rows in view are those that are seen at least in part', () => {
  expect(rowsInView(short, 0)).toEqual({ first: 0, last: 24 });
  expect(rowsInView(short, 12)).toEqual({ first: 0, last: 25 });
  expect(rowsInView({ ...short, rows: 3 }, 0)).toEqual({ first: 0, last: 2 });
  expect(rowsInView({ ...short, rows: 0 }, 0)).toEqual({ first: 0, last: -1 });
});

test('showing a row moves as little as needed', () => {
  expect(offsetToShow(short, 240, 12)).toBe(240);
  expect(offsetToShow(short, 240, 5)).toBe(120);
  expect(offsetToShow(short, 0, 30)).toBe(31 * 24 - 600);
  expect(offsetToShow(short, 0, 999)).toBe(24_000 - 600);
});

test('a table that fits does not scroll', () => {
  const fits = { rows: 3, rowPx: 24, viewPx: 600 };
  expect(clampOffset(fits, 500)).toBe(0);
  expect(offsetOfScroll(fits, 10)).toBe(0);
  expect(scrollOfOffset(fits, 10)).toBe(0);
});
