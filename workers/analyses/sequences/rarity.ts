/** From surprise to ranks: score, rank, and the share of sessions of a like length that are more ordinary. */
import type { SessionScores } from '#workers/algorithms/score-sessions.ts';
import type { RoomContext } from '../room.ts';
import {
  shareBeyond,
  surpriseScore,
  type SurpriseScale,
} from '#workers/algorithms/surprise-scale.ts';

export interface Band {
  readonly name: string;
  readonly minCommands: number;
  readonly maxCommands: number;
  readonly sessions: number;
  readonly medianScore: number;
}

export interface Rarity {
  readonly score: Float64Array;
  /** 1 = highest score. */
  readonly rank: Int32Array;
  /** 0 to 100. */
  readonly percentile: Float64Array;
  /** Number of each session's band. */
  readonly band: Int32Array;
  readonly bands: readonly Band[];
}

/** A band with fewer sessions says little of what is usual: it is joined with its neighbour. */
const MIN_BAND_SESSIONS = 30;

/** Comparisons or sessions between two looks at whether anybody still waits. */
const CHECK_EVERY = 1 << 15;

export interface RarityInput {
  readonly scores: SessionScores;
  readonly starts: Int32Array;
  /** Steps of a stretch. */
  readonly window: number;
  readonly scale: SurpriseScale;
  readonly check: RoomContext['checkCancelled'];
}

/** Scores and ranks of all sessions. */
export function rarityOf({ scores, starts, window, scale, check }: RarityInput): Rarity {
  const count = starts.length - 1;
  const score = new Float64Array(count);
  for (let session = 0; session < count; session++) {
    if (session % CHECK_EVERY === 0) check();
    const steps = starts[session + 1]! - starts[session]! + 1;
    const missing = Math.max(0, window - steps);
    const bits = scores.stretchBits[session]! + missing * scale.meanBits;
    score[session] = surpriseScore(shareBeyond(scale, bits), Math.max(1, steps - window + 1));
  }
  const { band, limits } = bandsOf(starts);
  const order = orderByScore(score, scores.totalBits, check);
  const rank = new Int32Array(count);
  for (let at = 0; at < count; at++) rank[order[at]!] = at + 1;
  check();
  const members = membersByBand(order, band, limits.length);
  const percentile = new Float64Array(count);
  for (const own of members) {
    check();
    percentiles(own, score, percentile);
  }
  const bands = limits.map(({ min, max }, at) => ({
    name: bandName(min, max),
    minCommands: min,
    maxCommands: max,
    sessions: members[at]!.length,
    medianScore: score[members[at]![members[at]!.length >> 1]!]!,
  }));
  return { score, rank, percentile, band, bands };
}

/** Highest score first; of equal ones the one with more surprise in all, then the earlier. */
function orderByScore(score: Float64Array, totalBits: Float64Array, check: () => void): Int32Array {
  const order = new Int32Array(score.length);
  for (let session = 0; session < order.length; session++) order[session] = session;
  let compared = 0;
  return order.sort((a, b) => {
    if (++compared % CHECK_EVERY === 0) check();
    return score[b]! - score[a]! || totalBits[b]! - totalBits[a]! || a - b;
  });
}

interface Limits {
  readonly min: number;
  max: number;
}

/** Lengths 1, 2, 3, then each band half as long again; one that holds too few joins the one before. */
function bandsOf(starts: Int32Array): { readonly band: Int32Array; readonly limits: Limits[] } {
  const lengths = starts.subarray(1).map((end, session) => end - starts[session]!);
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  const counts = new Int32Array(longest + 1);
  for (const length of lengths) counts[length]!++;
  const limits: Limits[] = [];
  let max = 0;
  while (max < longest) {
    const min = max + 1;
    max = Math.min(longest, Math.max(min, Math.floor(max * 1.5)));
    let held = 0;
    for (let length = min; length <= max; length++) held += counts[length]!;
    const previous = limits.at(-1);
    if (held >= MIN_BAND_SESSIONS || previous === undefined) limits.push({ min, max });
    else previous.max = max;
  }
  const bandAt = new Int32Array(longest + 1);
  limits.forEach(({ min, max: last }, at) => bandAt.fill(at, min, last + 1));
  return { band: lengths.map((length) => bandAt[length]!), limits };
}

/** Sessions of each band, highest score first. */
function membersByBand(order: Int32Array, band: Int32Array, bands: number): readonly Int32Array[] {
  const sizes = new Int32Array(bands);
  for (const own of band) sizes[own]!++;
  const members = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (const session of order) members[band[session]!]![sizes[band[session]!]!++] = session;
  return members;
}

/** Share of the band with a lower score, equal ones half. @param own sessions, highest score first */
function percentiles(own: Int32Array, score: Float64Array, out: Float64Array): void {
  for (let from = 0; from < own.length;) {
    let to = from + 1;
    while (to < own.length && score[own[to]!] === score[own[from]!]) to++;
    const lower = own.length - to;
    const share = (100 * (lower + (to - from) / 2)) / own.length;
    for (let at = from; at < to; at++) out[own[at]!] = share;
    from = to;
  }
}

function bandName(min: number, max: number): string {
  if (min === max) return min === 1 ? '1 command' : `${min} commands`;
  return `${min} to ${max} commands`;
}
