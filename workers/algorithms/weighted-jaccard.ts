/**
 * Neighbours by weighted Jaccard distance, 1 − weight in common / weight of both together: a metric
 * on weighted sets, so two sets are at distance 0 only when they are equal. Found without comparing
 * every pair: sets that are close must share one of their rarest tokens (prefix filter of Chaudhuri,
 * Ganti, Kaushik 2006 and Bayardo, Ma, Srikant, "Scaling up all pairs similarity search", 2007).
 */

/** Sets of tokens in compressed rows. */
export interface TokenSets {
  /** Set s holds tokens[offsets[s]] … tokens[offsets[s + 1] - 1], ascending, each once. */
  readonly offsets: Int32Array;
  /** Token numbers. The smaller the number, the rarer the token should be; that makes it fast, not right. */
  readonly tokens: Int32Array;
  /** Weight of each token number, > 0. */
  readonly weights: Float64Array;
}

/** What a search may do besides visiting. */
export interface SearchOptions {
  /** Asked before a distance is computed: false passes a set over. */
  readonly wanted?: (other: number) => boolean;
  /** Distances computed at most, rarest common tokens first; left out: as many as it takes. */
  readonly most?: number;
}

/** A set that is passed over costs about this fraction of a distance. */
const LOOKS_PER_DISTANCE = 16;

/** Room for rounding when a bound decides what need not be compared. */
const SLACK = 1e-9;

/** Finds the sets within a radius of a set. */
export class JaccardIndex {
  private readonly sets: TokenSets;
  private readonly radius: number;
  /** Weight of each set. */
  private readonly totals: Float64Array;
  /** Tokens of each set's prefix, counted from its start. */
  private readonly prefixEnds: Int32Array;
  private readonly listOffsets: Int32Array;
  private readonly lists: Int32Array;
  private readonly seen: Int32Array;
  private asked = 0;

  /**
   * @param radius largest distance that can be asked for, 0 ≤ radius < 1
   */
  constructor(sets: TokenSets, radius: number) {
    this.sets = sets;
    this.radius = radius;
    const count = sets.offsets.length - 1;
    this.totals = new Float64Array(count);
    this.prefixEnds = new Int32Array(count);
    for (let set = 0; set < count; set++) this.measure(set);
    this.listOffsets = this.countLists();
    this.lists = this.fillLists();
    this.seen = new Int32Array(count);
  }

  /** Distance of two sets, 0…1; 0 for two empty ones. */
  distance(a: number, b: number): number {
    return this.distanceWithin(a, b, 1);
  }

  /** Distance of two sets, or Infinity as soon as it is clear that it is above `radius`. */
  private distanceWithin(a: number, b: number, radius: number): number {
    const { offsets, tokens, weights } = this.sets;
    const sum = this.totals[a]! + this.totals[b]!;
    const needed = ((1 - radius) / (2 - radius)) * sum * (1 - SLACK);
    const endA = offsets[a + 1]!;
    const endB = offsets[b + 1]!;
    let common = 0;
    let restA = this.totals[a]!;
    let restB = this.totals[b]!;
    let i = offsets[a]!;
    let j = offsets[b]!;
    while (i < endA && j < endB) {
      const difference = tokens[i]! - tokens[j]!;
      if (difference === 0) common += weights[tokens[i]!]!;
      if (difference <= 0) restA -= weights[tokens[i++]!]!;
      if (difference >= 0) restB -= weights[tokens[j++]!]!;
      if (common + Math.min(restA, restB) < needed) return Infinity;
    }
    return sum > common ? 1 - common / (sum - common) : 0;
  }

  /**
   * Calls `visit` for each other set within `radius` (at most the index's own), with its distance,
   * until `visit` answers true. Empty sets have no neighbours.
   */
  neighbours(
    set: number,
    radius: number,
    visit: (other: number, distance: number) => boolean,
    { wanted, most = Infinity }: SearchOptions = {},
  ): void {
    const { offsets, tokens, weights } = this.sets;
    const { lists, listOffsets, seen, totals } = this;
    const stamp = ++this.asked;
    seen[set] = stamp;
    const least = totals[set]! * (1 - radius) * (1 - SLACK);
    let rest = totals[set]!;
    let left = most;
    let looks = most * LOOKS_PER_DISTANCE;
    for (let i = offsets[set]!; i < offsets[set + 1]! && rest >= least; i++) {
      const token = tokens[i]!;
      rest -= weights[token]!;
      for (let at = listOffsets[token]!; at < listOffsets[token + 1]!; at++) {
        const other = lists[at]!;
        if (seen[other] === stamp) continue;
        seen[other] = stamp;
        if (looks-- <= 0) return;
        const total = totals[other]!;
        if (total < least || total * (1 - radius) * (1 - SLACK) > totals[set]!) continue;
        if (wanted !== undefined && !wanted(other)) continue;
        if (left-- <= 0) return;
        const distance = this.distanceWithin(set, other, radius);
        if (distance <= radius && visit(other, distance)) return;
      }
    }
  }

  /** A prefix ends where what is left weighs too little to be a whole neighbour's share. */
  private measure(set: number): void {
    const { offsets, tokens, weights } = this.sets;
    const start = offsets[set]!;
    const end = offsets[set + 1]!;
    let total = 0;
    for (let i = start; i < end; i++) total += weights[tokens[i]!]!;
    this.totals[set] = total;
    const needed = total * (1 - this.radius) * (1 - SLACK);
    let rest = 0;
    let at = end;
    while (at > start && rest + weights[tokens[at - 1]!]! < needed) rest += weights[tokens[--at]!]!;
    this.prefixEnds[set] = at - start;
  }

  private countLists(): Int32Array {
    const { offsets, tokens, weights } = this.sets;
    const counts = new Int32Array(weights.length + 1);
    for (let set = 0; set < this.totals.length; set++) {
      const start = offsets[set]!;
      for (let i = start; i < start + this.prefixEnds[set]!; i++) counts[tokens[i]! + 1]!++;
    }
    for (let token = 0; token < weights.length; token++) counts[token + 1]! += counts[token]!;
    return counts;
  }

  private fillLists(): Int32Array {
    const { offsets, tokens, weights } = this.sets;
    const next = this.listOffsets.slice();
    const lists = new Int32Array(this.listOffsets[weights.length]!);
    for (let set = 0; set < this.totals.length; set++) {
      const start = offsets[set]!;
      for (let i = start; i < start + this.prefixEnds[set]!; i++) {
        lists[next[tokens[i]!]!++] = set;
      }
    }
    return lists;
  }
}
