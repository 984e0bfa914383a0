/** Where the timeline looks and what lies there: pure functions over windows, pixels and counts. */
import type { Lanes } from '#contract/api.ts';
import type { TimeWindow } from '../../histogram/layout.ts';

/** Not closer than this: the finest that evidence tells is 100 ns, drawn by the microsecond. */
const MIN_SPAN_US = 100;
/** Room left and right of everything. */
const MARGIN01 = 0.5;

export const LANE_PX = 28;

/** A window zoomed around a point; `factor` < 1 comes closer. */
export function zoomed(
  window: TimeWindow,
  factor: number,
  at01: number,
  full: TimeWindow,
): TimeWindow {
  const span = window.toUs - window.fromUs;
  const most = (full.toUs - full.fromUs) * (1 + MARGIN01);
  const nextSpan = Math.min(Math.max(span * factor, MIN_SPAN_US), Math.max(most, MIN_SPAN_US));
  const pivot = window.fromUs + span * at01;
  const fromUs = pivot - nextSpan * at01;
  return kept({ fromUs, toUs: fromUs + nextSpan }, full);
}

/** A window moved by a share of its own width. */
export function panned(window: TimeWindow, by01: number, full: TimeWindow): TimeWindow {
  const shift = (window.toUs - window.fromUs) * by01;
  return kept({ fromUs: window.fromUs + shift, toUs: window.toUs + shift }, full);
}

/** Never so far that nothing of the whole is in view. */
function kept(window: TimeWindow, full: TimeWindow): TimeWindow {
  const span = window.toUs - window.fromUs;
  const margin = Math.min(span, full.toUs - full.fromUs) * MARGIN01;
  const least = full.fromUs - span + margin;
  const most = full.toUs - margin;
  const fromUs = Math.min(Math.max(window.fromUs, Math.min(least, most)), Math.max(least, most));
  return { fromUs, toUs: fromUs + span };
}

/** Pixel of an instant. */
export function timeToPx(timeUs: number, window: TimeWindow, widthPx: number): number {
  return ((timeUs - window.fromUs) / (window.toUs - window.fromUs)) * widthPx;
}

/** Instant under a pixel. */
export function pxToTime(xPx: number, window: TimeWindow, widthPx: number): number {
  return window.fromUs + (xPx / Math.max(1, widthPx)) * (window.toUs - window.fromUs);
}

export interface Mark {
  readonly lane: number;
  readonly bin: number;
  readonly xPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Thinner marks could not be seen. */
const MIN_MARK_PX = 2;
const MIN_HEIGHT_PX = 5;

/** Marks of all lanes that are in view; dense ones touch and become a skyline. */
export function laneMarks(lanes: Lanes, window: TimeWindow, widthPx: number): readonly Mark[] {
  const { bins, counts, fromUs, binUs } = lanes;
  const max = counts.reduce((most, count) => Math.max(most, count), 1);
  const binPx = (binUs / (window.toUs - window.fromUs)) * widthPx;
  const marks: Mark[] = [];
  counts.forEach((count, at) => {
    if (count <= 0) return;
    const bin = at % bins;
    const xPx = timeToPx(fromUs + bin * binUs, window, widthPx);
    const markPx = Math.max(MIN_MARK_PX, binPx - (binPx > 4 ? 1 : 0));
    if (xPx + markPx < 0 || xPx > widthPx) return;
    const room = LANE_PX - 6 - MIN_HEIGHT_PX;
    const heightPx = MIN_HEIGHT_PX + Math.sqrt(count / max) * room;
    marks.push({ lane: Math.floor(at / bins), bin, xPx, widthPx: markPx, heightPx });
  });
  return marks;
}

/** Lane and bin under a point; undefined beside them. */
export function spotUnder(
  lanes: Lanes,
  window: TimeWindow,
  point: { readonly xPx: number; readonly yPx: number; readonly widthPx: number },
): { readonly lane: number; readonly bin: number } | undefined {
  const lane = Math.floor(point.yPx / LANE_PX);
  const timeUs = pxToTime(point.xPx, window, point.widthPx);
  const bin = Math.floor((timeUs - lanes.fromUs) / lanes.binUs);
  if (lane < 0 || lane >= lanes.lanes.length || bin < 0 || bin >= lanes.bins) return undefined;
  return { lane, bin };
}

/** The nearest bin with events within a few pixels, so that thin marks can be hit. */
export function nearestFull(
  lanes: Lanes,
  spot: { readonly lane: number; readonly bin: number },
  reachBins: number,
): { readonly lane: number; readonly bin: number } {
  const countAt = (bin: number): number =>
    bin < 0 || bin >= lanes.bins ? 0 : (lanes.counts[spot.lane * lanes.bins + bin] ?? 0);
  for (let step = 0; step <= reachBins; step++) {
    if (countAt(spot.bin - step) > 0) return { lane: spot.lane, bin: spot.bin - step };
    if (countAt(spot.bin + step) > 0) return { lane: spot.lane, bin: spot.bin + step };
  }
  return spot;
}

/**
 * Finer counts of a part in the lanes of the whole: zooming must not shuffle lanes under the hand.
 * Values that only the part knows come after the others.
 */
export function mergedLanes(whole: Lanes, part: Lanes): Lanes {
  const known = new Set(whole.lanes.map(({ value }) => value));
  const lanes = [...whole.lanes, ...part.lanes.filter(({ value }) => !known.has(value))];
  const laneOf = new Map(lanes.map(({ value }, lane) => [value, lane]));
  const counts = new Float64Array(lanes.length * part.bins);
  part.lanes.forEach(({ value }, from) => {
    const to = laneOf.get(value) ?? 0;
    counts.set(part.counts.subarray(from * part.bins, (from + 1) * part.bins), to * part.bins);
  });
  const { otherValues, otherEvents } = whole;
  return { ...part, lanes, counts, otherValues, otherEvents };
}

/** True for each lane that has an event among the bins. */
export function lanesInView({ lanes, counts, bins }: Lanes): readonly boolean[] {
  return lanes.map((_, lane) =>
    counts.subarray(lane * bins, (lane + 1) * bins).some((count) => count > 0),
  );
}

export interface LaneRow {
  readonly value: string;
  /** Events of the lane in all, and in view. */
  readonly total: number;
  readonly inView: number;
  /** Begin of the first and the fullest bin in view, NaN without any. */
  readonly firstUs: number;
  readonly lastUs: number;
  readonly busiestUs: number;
  readonly busiest: number;
}

/** The timeline as a table: one row a lane. */
export function laneRows({ lanes, counts, bins, fromUs, binUs }: Lanes): readonly LaneRow[] {
  return lanes.map(({ value, count: total }, lane) => {
    const own = counts.subarray(lane * bins, (lane + 1) * bins);
    const first = own.findIndex((count) => count > 0);
    const last = own.findLastIndex((count) => count > 0);
    const busiest = own.reduce((most, count) => Math.max(most, count), 0);
    const timeOf = (bin: number): number => (bin < 0 ? NaN : fromUs + bin * binUs);
    return {
      value,
      total,
      inView: own.reduce((sum, count) => sum + count, 0),
      firstUs: timeOf(first),
      lastUs: timeOf(last),
      busiestUs: timeOf(busiest === 0 ? -1 : own.indexOf(busiest)),
      busiest,
    };
  });
}

/** Bins for a width. */
export function timelineBins(widthPx: number): number {
  return Math.min(1500, Math.max(60, Math.floor(widthPx / 3)));
}
