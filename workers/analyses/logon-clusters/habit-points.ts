/**
 * Logons folded into points: account, logon type, source, hour. Points of one account and type are
 * a block; within it lie the account's habits. Accounts are compared as they are written, never by
 * a score, and a block never shares a cluster with another.
 */
import type { LogonFeatures } from './features.ts';

/** Hours of a day, and one place more for logons without a time. */
export const HOURS = 25;

/** Distinct points, numbered by first logon. */
export interface HabitPoints {
  readonly count: number;
  /** Point of each logon. */
  readonly ofRow: Int32Array;
  readonly firstRow: Int32Array;
  readonly weights: Int32Array;
  /** Number of the source within its block, 0…. */
  readonly source: Int32Array;
  /** 0…23, 24 = no time. */
  readonly hour: Int32Array;
  readonly blocks: readonly Block[];
}

/** One account with one logon type. */
export interface Block {
  readonly points: readonly number[];
  readonly sources: number;
  /** Distance of two points of the same source, by hours between them, 0…12. */
  readonly same: Float64Array;
  /** Distance of two points of different sources. */
  readonly other: Float64Array;
}

/** Hours between two hours around the clock, 0…12; to a logon without a time it is as far as can be. */
export function hoursBetween(a: number, b: number): number {
  if (a === b) return 0;
  if (a >= 24 || b >= 24) return 12;
  const apart = Math.abs(a - b);
  return Math.min(apart, 24 - apart);
}

/** Folds logons into points and blocks. */
export function habitPoints(features: LogonFeatures): HabitPoints {
  const { rows } = features;
  const numbers = new Map<string, number>();
  const drafts = new Map<string, { points: number[]; sources: Map<string, number> }>();
  const ofRow = new Int32Array(rows);
  const firstRow: number[] = [];
  const source: number[] = [];
  const hour: number[] = [];
  const weights: number[] = [];
  for (let row = 0; row < rows; row++) {
    const { block, from, at } = placeOf(features, row);
    const key = `${block}\n${from}\n${at}`;
    let point = numbers.get(key);
    if (point === undefined) {
      point = numbers.size;
      numbers.set(key, point);
      firstRow.push(row);
      hour.push(at);
      weights.push(0);
      const draft = drafts.get(block) ?? { points: [], sources: new Map<string, number>() };
      drafts.set(block, draft);
      draft.points.push(point);
      const number = draft.sources.get(from) ?? draft.sources.size;
      draft.sources.set(from, number);
      source.push(number);
    }
    weights[point]!++;
    ofRow[row] = point;
  }
  const base = {
    count: numbers.size,
    ofRow,
    firstRow: Int32Array.from(firstRow),
    weights: Int32Array.from(weights),
    source: Int32Array.from(source),
    hour: Int32Array.from(hour),
  };
  const blocks = [...drafts.values()].map(({ points, sources }) => ({
    points,
    sources: sources.size,
    ...distances(points, sources.size, base),
  }));
  return { ...base, blocks };
}

function placeOf(
  { texts, type, hour }: LogonFeatures,
  row: number,
): { readonly block: string; readonly from: string; readonly at: number } {
  const address = texts.sourceAddress.ids[row]!;
  // Without an address the name of the source stands for it; both have their own numbers.
  const from = address >= 0 ? `a${address}` : `n${texts.sourceHost.ids[row]!}`;
  return {
    block: `${texts.account.ids[row]!} ${type[row]!}`,
    from,
    at: hour[row]! < 0 ? 24 : hour[row]!,
  };
}

/**
 * Distances within a block: (s · [sources differ] + t · hours / 12) / 2, where s is the chance that
 * two of its logons have the same source (Simpson's index) and t how much its hours keep together
 * (mean resultant length of the hours on the clock's circle, Mardia and Jupp, "Directional
 * Statistics", 2000, 2.3.1). What a habit does not care about does not part it: an account that
 * logs on from everywhere, or around the clock, is not torn apart by one more place or hour.
 */
function distances(
  points: readonly number[],
  sources: number,
  { weights, source, hour }: Pick<HabitPoints, 'weights' | 'source' | 'hour'>,
): Pick<Block, 'same' | 'other'> {
  const bySource = new Float64Array(sources);
  let total = 0;
  let east = 0;
  let north = 0;
  for (const point of points) {
    const weight = weights[point]!;
    total += weight;
    bySource[source[point]!]! += weight;
    if (hour[point]! >= 24) continue;
    east += weight * cosines[hour[point]!]!;
    north += weight * cosines[(hour[point]! + 18) % 24]!;
  }
  const setInSource = bySource.reduce((sum, weight) => sum + (weight / total) ** 2, 0);
  const setInHours = Math.sqrt(east * east + north * north) / total;
  const same = Float64Array.from({ length: 13 }, (_, apart) => (setInHours * apart) / 24);
  return { same, other: same.map((distance) => distance + setInSource / 2) };
}

/** Cosine of each hour on the clock's circle, by square roots, which are the same on every machine. */
const quarter = [
  1,
  (Math.sqrt(6) + Math.sqrt(2)) / 4,
  Math.sqrt(3) / 2,
  Math.sqrt(2) / 2,
  0.5,
  (Math.sqrt(6) - Math.sqrt(2)) / 4,
  0,
];
const cosines = Float64Array.from({ length: 24 }, (_, hour) => {
  const mirrored = hour <= 12 ? hour : 24 - hour;
  return mirrored <= 6 ? quarter[mirrored]! : -quarter[12 - mirrored]!;
});
