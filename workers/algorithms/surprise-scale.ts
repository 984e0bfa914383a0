/**
 * What a surprising stretch is worth: the share of all stretches that are at least so surprising, and
 * the chance that the most surprising of several would be. Counted in bins, so that no order of
 * adding can be seen in the result.
 */
import { portableExp, portableLog } from '#workers/base/portable-math.ts';

/** Bins to a bit. */
const BINS_PER_BIT = 64;
/** Stretches beyond share the last bin: 4,096 bits. */
const MAX_BINS = 1 << 18;
const LN2 = 0.6931471805599453;
const LN10 = 2.302585092994046;

/** Distribution of surprise, as it is kept: ascending bits, and the share of stretches from there on. */
export interface SurpriseScale {
  readonly bits: Float64Array;
  readonly share: Float64Array;
  /** Stretches that were counted. */
  readonly stretches: number;
  /** Mean surprise of one step in bits: what a missing step counts as. */
  readonly meanBits: number;
}

/** Counts stretches. */
export class SurpriseCounter {
  private readonly bins = new Int32Array(MAX_BINS);
  private total = 0;

  add(bits: number): void {
    this.bins[binOf(bits)]!++;
    this.total++;
  }

  finish(meanBits: number): SurpriseScale {
    const bits: number[] = [];
    const share: number[] = [];
    let left = this.total;
    for (let bin = 0; bin < MAX_BINS && left > 0; bin++) {
      const count = this.bins[bin]!;
      if (count === 0) continue;
      bits.push(bin / BINS_PER_BIT);
      share.push(left / (this.total + 1));
      left -= count;
    }
    return {
      bits: Float64Array.from(bits),
      share: Float64Array.from(share),
      stretches: this.total,
      meanBits,
    };
  }
}

function binOf(bits: number): number {
  return Math.min(MAX_BINS - 1, Math.max(0, Math.floor(bits * BINS_PER_BIT)));
}

/** Share of stretches at least so surprising; beyond all that was seen it halves with every bit. */
export function shareBeyond({ bits, share, stretches }: SurpriseScale, surprise: number): number {
  const last = bits.length - 1;
  if (last < 0) return 1;
  const value = binOf(surprise) / BINS_PER_BIT;
  if (value > bits[last]!) {
    return portableExp(-LN2 * Math.min(900, value - bits[last]!)) / (stretches + 1);
  }
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bits[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return share[low]!;
}

/**
 * -log10 of the chance that the most surprising of so many stretches is at least so surprising (Šidák).
 * 0 = ordinary; 3 = one in a thousand. Ascends with surprise, descends with the number of stretches.
 */
export function surpriseScore(share: number, stretches: number): number {
  // 1 - (1 - p)^m, without losing small p: the first two terms are exact to far below a bin there.
  const expected = share * stretches;
  const chance =
    expected < 1e-6
      ? expected
      : 1 - portableExp(stretches * portableLog(Math.max(1e-300, 1 - Math.min(share, 1))));
  return Math.max(0, -portableLog(chance) / LN10);
}
