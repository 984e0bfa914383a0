/** The timeline's windows and marks. */
import { expect, test } from 'vitest';
import type { Lanes } from '#contract/api.ts';
import {
  LANE_PX,
  laneMarks,
  laneRows,
  lanesInView,
  mergedLanes,
  nearestFull,
  panned,
  pxToTime,
  spotUnder,
  timeToPx,
  zoomed,
} from '#renderer/views/timeline/layout.ts';

const full = { fromUs: 0, toUs: 1_000_000 };

const lanes: Lanes = {
  fromUs: 0,
  toUs: 1_000_000,
  binUs: 100_000,
  bins: 10,
  lanes: [
    { value: 'WS01', count: 101 },
    { value: '', count: 1 },
  ],
  counts: Float64Array.of(100, 1, 0, 0, 0, 0, 0, 0, 0, 0, ...[0, 0, 0, 0, 0, 1, 0, 0, 0, 0]),
  otherValues: 3,
  otherEvents: 9,
};

test('zooming keeps the point under the pointer where it is', () => {
  const window = zoomed(full, 0.5, 0.25, full);
  expect(window.toUs - window.fromUs).toBe(500_000);
  expect(pxToTime(250, window, 1000)).toBeCloseTo(250_000);
});

test('zooming ends where evidence has no finer times, and not far beyond the whole', () => {
  let window = full;
  for (let step = 0; step < 100; step++) window = zoomed(window, 0.5, 0.5, full);
  expect(window.toUs - window.fromUs).toBeCloseTo(100);
  for (let step = 0; step < 200; step++) window = zoomed(window, 2, 0.5, full);
  expect(window.toUs - window.fromUs).toBeLessThanOrEqual(1_500_000);
});

test('however far it is dragged, some of the whole stays in view', () => {
  let window = zoomed(full, 0.2, 0.5, full);
  for (let step = 0; step < 50; step++) window = panned(window, 1, full);
  expect(window.fromUs).toBeLessThan(full.toUs);
  for (let step = 0; step < 100; step++) window = panned(window, -1, full);
  expect(window.toUs).toBeGreaterThan(full.fromUs);
});

test('pixels and times are inverse', () => {
  const window = { fromUs: 1000, toUs: 3000 };
  expect(timeToPx(pxToTime(123, window, 900), window, 900)).toBeCloseTo(123);
});

test('every bin with events has a mark that can be seen, fuller ones are higher', () => {
  const marks = laneMarks(lanes, full, 500);
  expect(marks.map(({ lane, bin }) => [lane, bin])).toEqual([
    [0, 0],
    [0, 1],
    [1, 5],
  ]);
  expect(marks[0]!.heightPx).toBeGreaterThan(marks[1]!.heightPx);
  expect(marks[1]!.heightPx).toBeGreaterThanOrEqual(5);
  expect(Math.max(...marks.map(({ heightPx }) => heightPx))).toBeLessThan(LANE_PX);
  expect(laneMarks(lanes, full, 4).every(({ widthPx }) => widthPx >= 2)).toBe(true);
  expect(laneMarks(lanes, { fromUs: 300_000, toUs: 400_000 }, 500)).toEqual([]);
});

test('what is under the pointer is found, thin marks from a few pixels away', () => {
  const at = (xPx: number, yPx: number) => spotUnder(lanes, full, { xPx, yPx, widthPx: 500 });
  expect(at(60, 5)).toEqual({ lane: 0, bin: 1 });
  expect(at(275, LANE_PX + 1)).toEqual({ lane: 1, bin: 5 });
  expect(at(60, 10 * LANE_PX)).toBeUndefined();
  expect(at(-1, 5)).toBeUndefined();
  expect(nearestFull(lanes, { lane: 1, bin: 4 }, 1)).toEqual({ lane: 1, bin: 5 });
  expect(nearestFull(lanes, { lane: 1, bin: 2 }, 1)).toEqual({ lane: 1, bin: 2 });
});

test('the table says what the drawing shows', () => {
  expect(laneRows(lanes)).toEqual([
    {
      value: 'WS01',
      total: 101,
      inView: 101,
      firstUs: 0,
      lastUs: 100_000,
      busiestUs: 0,
      busiest: 100,
    },
    {
      value: '',
      total: 1,
      inView: 1,
      firstUs: 500_000,
      lastUs: 500_000,
      busiestUs: 500_000,
      busiest: 1,
    },
  ]);
});

test('zooming does not shuffle lanes: finer counts go where their lane was', () => {
  const part: Lanes = {
    ...lanes,
    fromUs: 500_000,
    binUs: 1000,
    bins: 2,
    lanes: [
      { value: 'new', count: 2 },
      { value: '', count: 1 },
    ],
    counts: Float64Array.of(1, 1, 0, 1),
  };
  const merged = mergedLanes(lanes, part);
  expect(merged.lanes.map(({ value }) => value)).toEqual(['WS01', '', 'new']);
  expect([...merged.counts]).toEqual([0, 0, 0, 1, 1, 1]);
  expect(lanesInView(merged)).toEqual([false, true, true]);
  expect(merged.otherValues).toBe(3);
});
