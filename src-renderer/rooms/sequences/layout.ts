/** Where sessions lie on their timeline, in which lane and which colour: pure functions over the table. */
import type { ColumnBlock, TextColumn } from '#contract/block.ts';
import { distinctMarks, type Marks } from '../../canvas/scatter/marks.ts';
import { boundsOf, type Bounds } from '../../canvas/scatter/plane.ts';
import { numbersOf, textsOf } from '../whole-table.ts';
import { heightsOf, scoreLevel, SCORE_STEPS, type Scale } from './metrics.ts';
import { keyColumn } from './session-page.ts';

/** Values of a key that have a lane, or a colour, of their own; all others share one. */
export const LANES = 12;
export const COLOURS = 12;
/** Above so many sessions ordinary ones are drawn in crowds. */
export const CROWDS_ABOVE = 100_000;
/** Places that a crowd can have, across and up. */
const CROWD_GRID = { across: 1500, up: 250 } as const;
/** Sessions with a higher percentile are never put into a crowd. */
const CROWD_PERCENTILE = 99;
/** Share of a lane's height left free above and below. */
const LANE_MARGIN01 = 0.1;
/** A timeline is never narrower than this. */
const MIN_SPAN_US = 60_000_000;

export interface PlotSettings {
  readonly scale: Scale;
  /** '' = by score; else a key. */
  readonly colourBy: string;
  /** '' = no lanes; else a key. */
  readonly lanesBy: string;
}

/** Sessions with the same value of a key. */
export interface KeyGroup {
  /** Undefined = the value is missing. */
  readonly value: string | undefined;
  /** True for all values together that have no group of their own. */
  readonly isRest: boolean;
  /** Values in it: 1, but for the rest. */
  readonly values: number;
  readonly sessions: number;
  readonly topScore: number;
}

export interface KeyGroups {
  readonly groups: readonly KeyGroup[];
  /** Group of each session. */
  readonly groupOf: Int32Array;
}

export interface SessionModel {
  readonly sessions: number;
  readonly starts: Float64Array;
  /** Measured; NaN = not scored. */
  readonly heights: Float64Array;
  readonly scores: Float64Array;
  readonly percentiles: Float64Array;
  readonly events: Float64Array;
  readonly seconds: Float64Array;
  readonly marks: Marks;
  readonly bounds: Bounds;
  /** From the lowest to the highest measure. */
  readonly span: { readonly from: number; readonly to: number };
  /** Lanes from the top, undefined without any. */
  readonly lanes: KeyGroups | undefined;
  /** Colours; undefined when the score gives them. */
  readonly colours: KeyGroups | undefined;
  /** Sessions that have a time but no measure, by time. */
  readonly unscored: Int32Array;
  /** Sessions without a time. */
  readonly timeless: number;
  /** True when ordinary sessions are drawn in crowds. */
  readonly inCrowds: boolean;
}

/** The timeline as it is drawn. */
export function sessionModel(block: ColumnBlock, settings: PlotSettings): SessionModel {
  const starts = numbersOf(block, 'start');
  const scores = numbersOf(block, 'score');
  const percentiles = numbersOf(block, 'percentile');
  const heights = heightsOf(block, settings.scale);
  const by = (key: string, order: GroupOrder): KeyGroups | undefined =>
    key === '' ? undefined : keyGroups(textsOf(block, keyColumn(key)), scores, order);
  const lanes = by(settings.lanesBy, 'strangest');
  const colours = by(settings.colourBy, 'largest');
  const span = spanOf(heights);
  const bounds = planeBounds(starts, span, lanes);
  const inCrowds = block.rows > CROWDS_ABOVE;
  const places = {
    xs: starts.slice(),
    ys: lanes === undefined ? heights.slice() : laneHeights(heights, span, lanes),
  };
  if (inCrowds) gatherCrowds(places, bounds, percentiles);
  return {
    sessions: block.rows,
    starts,
    heights,
    scores,
    percentiles,
    events: numbersOf(block, 'events'),
    seconds: numbersOf(block, 'durationSeconds'),
    marks: distinctMarks({ ...places, slots: slotsOf(scores, colours) }),
    bounds,
    span,
    lanes,
    colours,
    unscored: unscoredRows(starts, heights),
    timeless: starts.reduce((sum, start) => sum + (Number.isNaN(start) ? 1 : 0), 0),
    inCrowds,
  };
}

/** Which groups come first. */
export type GroupOrder = 'largest' | 'strangest';

/** Sessions by the values of a key; those of the many last values share a group. */
export function keyGroups(column: TextColumn, scores: Float64Array, order: GroupOrder): KeyGroups {
  const { ids, values } = column;
  // The missing value has a place behind all others.
  const missing = values.length;
  const counts = new Int32Array(missing + 1);
  const tops = new Float64Array(missing + 1).fill(-Infinity);
  const idOf = (row: number): number => {
    const id = ids[row] ?? -1;
    return id < 0 ? missing : id;
  };
  ids.forEach((_, row) => {
    const id = idOf(row);
    counts[id] = (counts[id] ?? 0) + 1;
    tops[id] = Math.max(tops[id] ?? -Infinity, scores[row] ?? -Infinity);
  });
  const present = [...counts.keys()].filter((id) => (counts[id] ?? 0) > 0);
  const size = (id: number): number => counts[id] ?? 0;
  const top = (id: number): number => tops[id] ?? -Infinity;
  present.sort((a, b) =>
    order === 'largest'
      ? size(b) - size(a) || a - b
      : top(b) - top(a) || size(b) - size(a) || a - b,
  );
  const own = present.slice(0, order === 'largest' ? COLOURS : LANES);
  const rest = present.slice(own.length);
  const groups = own.map((id): KeyGroup => ({
    value: values[id],
    isRest: false,
    values: 1,
    sessions: size(id),
    topScore: top(id),
  }));
  const groupOfId = new Int32Array(missing + 1).fill(own.length);
  own.forEach((id, group) => (groupOfId[id] = group));
  return {
    groups: rest.length === 0 ? groups : [...groups, restGroup(rest, size, top)],
    groupOf: ids.map((_, row) => groupOfId[idOf(row)] ?? own.length),
  };
}

function restGroup(
  rest: readonly number[],
  size: (id: number) => number,
  top: (id: number) => number,
): KeyGroup {
  return {
    value: undefined,
    isRest: true,
    values: rest.length,
    sessions: rest.reduce((sum, id) => sum + size(id), 0),
    topScore: rest.reduce((most, id) => Math.max(most, top(id)), -Infinity),
  };
}

/** Sessions of a group, ascending. */
export function rowsOfGroup({ groupOf }: KeyGroups, group: number): readonly number[] {
  const rows: number[] = [];
  groupOf.forEach((each, row) => {
    if (each === group) rows.push(row);
  });
  return rows;
}

function spanOf(heights: Float64Array): { readonly from: number; readonly to: number } {
  let [from, to] = [Infinity, -Infinity];
  for (const height of heights) {
    if (!Number.isFinite(height)) continue;
    if (height < from) from = height;
    if (height > to) to = height;
  }
  if (from > to) return { from: 0, to: 1 };
  return from === to ? { from: from - 0.5, to: to + 0.5 } : { from, to };
}

function planeBounds(
  starts: Float64Array,
  span: { readonly from: number; readonly to: number },
  lanes: KeyGroups | undefined,
): Bounds {
  const { minX, maxX } = boundsOf(starts, starts);
  const short = Math.max(0, MIN_SPAN_US - (maxX - minX)) / 2;
  const up =
    lanes === undefined
      ? { minY: span.from, maxY: span.to }
      : { minY: 0, maxY: lanes.groups.length };
  return { minX: minX - short, maxX: maxX + short, ...up };
}

/** Heights within lanes, the first lane on top; each lane is 1 high. */
function laneHeights(
  heights: Float64Array,
  span: { readonly from: number; readonly to: number },
  { groups, groupOf }: KeyGroups,
): Float64Array {
  const roomPerUnit = (1 - 2 * LANE_MARGIN01) / (span.to - span.from);
  return heights.map(
    (height, row) =>
      laneFloor(groupOf[row] ?? 0, groups.length) +
      LANE_MARGIN01 +
      (height - span.from) * roomPerUnit,
  );
}

/** Lower edge of a lane on the plane. */
export function laneFloor(lane: number, lanes: number): number {
  return lanes - 1 - lane;
}

/** Puts ordinary sessions that lie close together onto one place. */
function gatherCrowds(
  { xs, ys }: { readonly xs: Float64Array; readonly ys: Float64Array },
  { minX, maxX, minY, maxY }: Bounds,
  percentiles: Float64Array,
): void {
  const stepX = (maxX - minX) / CROWD_GRID.across || 1;
  const stepY = (maxY - minY) / CROWD_GRID.up || 1;
  for (let row = 0; row < xs.length; row++) {
    if ((percentiles[row] ?? 0) >= CROWD_PERCENTILE) continue;
    xs[row] = minX + (Math.floor(((xs[row] ?? NaN) - minX) / stepX) + 0.5) * stepX;
    ys[row] = minY + (Math.floor(((ys[row] ?? NaN) - minY) / stepY) + 0.5) * stepY;
  }
}

/** By score the strangest have slot 0, so that they are drawn on top. */
function slotsOf(scores: Float64Array, colours: KeyGroups | undefined): Uint8Array {
  if (colours !== undefined) return Uint8Array.from(colours.groupOf);
  return Uint8Array.from(scores, (score) => SCORE_STEPS.length - scoreLevel(score));
}

function unscoredRows(starts: Float64Array, heights: Float64Array): Int32Array {
  const rows: number[] = [];
  heights.forEach((height, row) => {
    if (Number.isNaN(height) && !Number.isNaN(starts[row])) rows.push(row);
  });
  return Int32Array.from(rows.sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0) || a - b));
}

/** The most unusual of some sessions; -1 for none. */
export function strangestOf(
  { scores }: Pick<SessionModel, 'scores'>,
  rows: Iterable<number>,
): number {
  let best = -1;
  for (const row of rows) {
    if (best < 0 || (scores[row] ?? 0) > (scores[best] ?? 0)) best = row;
  }
  return best;
}

/** Sessions whose measure lies between two heights (inclusive), ascending. */
export function rowsBetween(
  { heights }: Pick<SessionModel, 'heights'>,
  from: number,
  to: number,
): readonly number[] {
  const rows: number[] = [];
  heights.forEach((height, row) => {
    if (height >= from && height <= to) rows.push(row);
  });
  return rows;
}

/** How many of the sorted-by-time rows lie in each pixel column of a strip. */
export function stripCounts(
  rows: Int32Array,
  starts: Float64Array,
  {
    fromUs,
    toUs,
    widthPx,
  }: { readonly fromUs: number; readonly toUs: number; readonly widthPx: number },
): Int32Array {
  const counts = new Int32Array(Math.max(0, Math.floor(widthPx)));
  const perUs = counts.length / (toUs - fromUs);
  for (const row of rows) {
    const at = Math.floor(((starts[row] ?? NaN) - fromUs) * perUs);
    if (at >= 0 && at < counts.length) counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

/** Rows of a strip within some pixels of its column. */
export function stripRows(
  rows: Int32Array,
  starts: Float64Array,
  { fromUs, toUs }: { readonly fromUs: number; readonly toUs: number },
): readonly number[] {
  return Array.from(rows).filter((row) => {
    const start = starts[row] ?? NaN;
    return start >= fromUs && start < toUs;
  });
}
