/** Bars, gaps, windows and ticks of the histogram. */
import { expect, test } from 'vitest';
import {
  barHeightPx,
  barsPath,
  binAt,
  binsFor,
  gapsOf,
  scaleMax,
  shownSpan,
  windowOfBins,
  xOf,
} from '#renderer/histogram/layout.ts';
import { timeTicks } from '#renderer/histogram/time-ticks.ts';

const DAY = 86_400_000_000;

test('a single event is seen beside a burst of thousands', () => {
  expect(barHeightPx(0, 10_000, 40)).toBe(0);
  expect(barHeightPx(1, 10_000, 40)).toBeGreaterThanOrEqual(1.5);
  expect(barHeightPx(10_000, 10_000, 40)).toBe(40);
  expect(barHeightPx(20_000, 10_000, 40)).toBe(40);
  const path = barsPath(Float64Array.of(0, 5, 0, 1), 5, { widthPx: 40, heightPx: 10 });
  expect(path.match(/M/g)).toHaveLength(2);
});

test('scope and case share one scale, lifted only where the scope is tiny', () => {
  const all = Float64Array.of(1600, 10);
  expect(scaleMax(all, all)).toBe(1600);
  expect(scaleMax(all, Float64Array.of(400, 0))).toBe(1600);
  expect(scaleMax(all, Float64Array.of(2, 0))).toBe(32);
  expect(scaleMax(all, new Float64Array(2))).toBe(1600);
});

test('long silences between events are gaps; the ends are not', () => {
  const counts = new Float64Array(200);
  counts.fill(3, 20, 60);
  counts[62] = 1;
  counts.fill(3, 100, 150);
  expect(gapsOf(counts)).toEqual([{ firstBin: 63, endBin: 100 }]);
  expect(gapsOf(new Float64Array(200))).toEqual([]);
});

test('pixels and bins belong together', () => {
  const bins = { fromUs: 0, binUs: 10, counts: new Float64Array(10) };
  expect(binAt(-5, 10, 100)).toBe(0);
  expect(binAt(99.9, 10, 100)).toBe(9);
  expect(binAt(500, 10, 100)).toBe(9);
  expect(windowOfBins(bins, 4, 2)).toEqual({ fromUs: 20, toUs: 50 });
  expect(xOf(50, bins, 100)).toBe(50);
  expect(binsFor(0)).toBe(40);
  expect(binsFor(100_000)).toBe(600);
});

test('a narrow window is shown with as much again on both sides', () => {
  const whole = { fromUs: 0, toUs: 1000 };
  expect(shownSpan(whole, undefined)).toBe(whole);
  expect(shownSpan(whole, { fromUs: 100, toUs: 600 })).toBe(whole);
  expect(shownSpan(whole, { fromUs: 100, toUs: 110 })).toEqual({ fromUs: 90, toUs: 120 });
  expect(shownSpan(whole, { fromUs: 0, toUs: 10 })).toEqual({ fromUs: 0, toUs: 20 });
  expect(shownSpan(whole, { fromUs: 5000, toUs: 5001 })).toBe(whole);
});

const labels = (fromUs: number, toUs: number, zone: string, count: number) =>
  timeTicks(fromUs, toUs, zone, count).map(({ label }) => label);

test('ticks stand at round times of the shown zone', () => {
  const noon = Date.UTC(2020, 6, 1, 12) * 1000;
  expect(labels(noon, noon + DAY, 'UTC', 5)).toEqual([
    '2020-07-01 12:00',
    '18:00',
    '2020-07-02 00:00',
    '06:00',
    '12:00',
  ]);
  // Half an hour off: ticks are at full hours there, not here.
  const kolkata = timeTicks(noon, noon + DAY, 'Asia/Kolkata', 5);
  expect(kolkata.map(({ label }) => label.slice(-5))).toEqual(['18:00', '00:00', '06:00', '12:00']);
});

test('days stay days across a change of clocks', () => {
  const from = Date.UTC(2020, 2, 27, 23) * 1000;
  const ticks = timeTicks(from, from + 4 * DAY, 'Europe/Berlin', 6);
  expect(ticks.map(({ label }) => label)).toEqual([
    '2020-03-28',
    '2020-03-29',
    '2020-03-30',
    '2020-03-31',
    // Four days and, by the clock on the wall, an hour.
    '2020-04-01',
  ]);
});

test.each([
  [100, '.000100'],
  [1_000_000, 'ss'],
  [40 * DAY, 'days'],
  [4000 * DAY, 'months'],
])('a span of %d µs has between one and so many ticks as asked for', (spanUs) => {
  const from = Date.UTC(2020, 6, 1, 12, 1, 2) * 1000 + 37;
  const ticks = timeTicks(from, from + spanUs, 'UTC', 6);
  expect(ticks.length).toBeGreaterThan(1);
  expect(ticks.length).toBeLessThanOrEqual(7);
  expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
  expect(ticks.every(({ timeUs }) => timeUs >= from && timeUs <= from + spanUs)).toBe(true);
});

test('an empty span has no ticks', () => {
  expect(timeTicks(5, 5, 'UTC', 6)).toEqual([]);
  expect(timeTicks(NaN, NaN, 'UTC', 6)).toEqual([]);
});
