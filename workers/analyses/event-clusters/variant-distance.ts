/**
 * How far two variants of process starts are apart.
 *
 *     distance = 1 − likeness of the command lines · likeness of the circumstances
 *
 * Command lines are weighted sets of words, likeness is weighted Jaccard. Words belong to their
 * program: `-k` of svchost.exe and `-k` of svchots.exe are different words, so two programs have
 * nothing in common and never share a cluster. Pairs of neighbouring words are in the set too, so
 * that order counts.
 *
 * Circumstances are the parent and the kind of session. A difference counts as much as the program
 * is set in its ways: a strange parent of svchost.exe parts however long the command line is, one
 * more parent of conhost.exe, which everybody starts, does not.
 */
import { templateWords } from '#workers/algorithms/command-template.ts';
import type { TokenSets } from '#workers/algorithms/weighted-jaccard.ts';
import { JaccardIndex } from '#workers/algorithms/weighted-jaccard.ts';
import { portableLog } from '#workers/base/portable-math.ts';
import type { EventFeatures } from './features.ts';
import type { Variants } from './variants.ts';

/** Weight of a word that every start of its program has, and of one that hardly any has. */
const COMMON_WEIGHT = 0.75;
const RARE_WEIGHT = 2;
/** Pairs say again what the words said. */
const PAIR_FACTOR = 0.5;
/** The program itself is in common: without arguments it still is something. */
const PROGRAM_FACTOR = 1 / COMMON_WEIGHT;
/** Starts a program has to have before a word that one of them has is fully rare. */
const FEW_STARTS = 50;
/** Likeness that another parent or session costs a program that never varied in it. */
const HABIT_COST = 0.6;

/**
 * Distances computed for all variants together and, however many there are, for each: up to 7,000
 * variants every pair may be compared. In larger cases (a build server) a variant is compared with
 * those that share its rarest words first, and then with the first ones that share common words.
 */
const MOST_COMPARISONS = 50_000_000;
const LEAST_COMPARISONS = 100;

/** A variant and how far it is. */
export interface NearVariant {
  readonly variant: number;
  readonly distance: number;
}

/** Distances of variants, and the variants near one. */
export class VariantDistance {
  private readonly variants: Variants;
  private readonly index: JaccardIndex;
  /** Distances computed for one variant at most. */
  private readonly most: number;
  /** By program, 0…1: see {@link habits}. */
  private readonly parentHabits: Float64Array;
  private readonly sessionHabits: Float64Array;

  /** @param radius largest distance that can be asked for, below 1 */
  constructor(features: EventFeatures, variants: Variants, radius: number) {
    this.variants = variants;
    this.index = new JaccardIndex(wordSets(features, variants), radius);
    this.most = Math.max(LEAST_COMPARISONS, Math.floor(MOST_COMPARISONS / variants.count));
    this.parentHabits = habits(variants, variants.parents);
    this.sessionHabits = habits(variants, variants.systems);
  }

  /** Calls `visit` for each other variant within a radius that is wanted, until it answers true. */
  neighbours(
    variant: number,
    radius: number,
    visit: (other: number) => boolean,
    wanted: (other: number) => boolean,
  ): void {
    const near = (other: number, wordDistance: number): boolean =>
      this.whole(variant, other, wordDistance) <= radius && visit(other);
    this.index.neighbours(variant, radius, near, { wanted, most: this.most });
  }

  /**
   * The nearest other variant within a radius.
   * @param wordsOnly compares command lines alone, and only different ones
   */
  nearest(variant: number, radius: number, wordsOnly: boolean): NearVariant | undefined {
    const { templates } = this.variants;
    const wanted = (other: number): boolean =>
      !wordsOnly || templates[other] !== templates[variant];
    // Close ones are found fast: the wider the search, the more has to be compared.
    for (const within of [radius / 4, radius / 2, radius]) {
      let nearest = -1;
      let least = within;
      const near = (other: number, wordDistance: number): boolean => {
        const distance = wordsOnly ? wordDistance : this.whole(variant, other, wordDistance);
        const isNearer =
          distance < least || (distance === least && (nearest < 0 || other < nearest));
        if (isNearer) {
          nearest = other;
          least = distance;
        }
        return false;
      };
      this.index.neighbours(variant, within, near, { wanted, most: this.most });
      if (nearest >= 0) return { variant: nearest, distance: least };
    }
    return undefined;
  }

  private whole(a: number, b: number, wordDistance: number): number {
    return 1 - (1 - wordDistance) * this.circumstances(a, b);
  }

  /** Likeness of the circumstances of two variants of one program, 0…1. */
  private circumstances(a: number, b: number): number {
    const { programs, parents, systems } = this.variants;
    const program = programs[a]!;
    let likeness = 1;
    // What no one wrote down is no difference.
    if (parents[a] !== parents[b] && parents[a]! >= 0 && parents[b]! >= 0) {
      likeness -= HABIT_COST * this.parentHabits[program]!;
    }
    if (systems[a] !== systems[b]) likeness *= 1 - HABIT_COST * this.sessionHabits[program]!;
    return likeness;
  }
}

/**
 * How set each program is in a property of its starts, 0…1: the chance that two of its starts have
 * the same value (Simpson's index).
 */
function habits({ programs, programEvents, weights }: Variants, values: Int32Array): Float64Array {
  const events = new Map<string, number>();
  for (const [variant, value] of values.entries()) {
    const key = `${programs[variant]!} ${value}`;
    events.set(key, (events.get(key) ?? 0) + weights[variant]!);
  }
  const out = new Float64Array(programEvents.length);
  for (const [key, count] of events) {
    const program = Number(key.slice(0, key.indexOf(' ')));
    out[program]! += (count / programEvents[program]!) ** 2;
  }
  return out;
}

/** A member of a set: a text of its own, and what its weight is multiplied with. */
interface Member {
  readonly key: string;
  readonly factor: number;
}

/** The same word a second time is another member. */
function membersOf(template: string, program: number): readonly Member[] {
  const words = templateWords(template).slice(1);
  const members: readonly Member[] = [
    { key: 'program', factor: PROGRAM_FACTOR },
    ...words.map((word) => ({ key: `w ${word}`, factor: 1 })),
    ...words.slice(1).map((word, at) => ({ key: `2 ${words[at]!} ${word}`, factor: PAIR_FACTOR })),
  ];
  const repeats = new Map<string, number>();
  return members.map(({ key, factor }) => {
    const repeat = repeats.get(key) ?? 0;
    repeats.set(key, repeat + 1);
    return { key: `${program} ${repeat} ${key}`, factor };
  });
}

/** The set of words of every variant, words weighted by how rare they are within their program. */
function wordSets({ template }: EventFeatures, variants: Variants): TokenSets {
  const numbers = new Map<string, number>();
  const factors: number[] = [];
  const events: number[] = [];
  const starts: number[] = [];
  const sets: Int32Array[] = [];
  for (let variant = 0; variant < variants.count; variant++) {
    const program = variants.programs[variant]!;
    const text = template.values[template.ids[variants.firstRow[variant]!]!]!;
    const set = Int32Array.from(membersOf(text, program), ({ key, factor }) => {
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, numbers.size);
      factors.push(factor);
      events.push(0);
      starts.push(variants.programEvents[program]!);
      return numbers.size - 1;
    });
    for (const token of set) events[token]! += variants.weights[variant]!;
    sets.push(set);
  }
  const weights = Float64Array.from(factors, (factor, token) => {
    const rarity = rarity01(events[token]!, starts[token]!);
    return factor * (COMMON_WEIGHT + (RARE_WEIGHT - COMMON_WEIGHT) * rarity);
  });
  return rarestFirst(sets, weights);
}

/** 0 for what all of `starts` starts have, towards 1 for what one of very many has. */
function rarity01(events: number, starts: number): number {
  return portableLog(starts / events) / portableLog(starts + FEW_STARTS);
}

/** Renumbers tokens by how many sets have them, rarest first, and sorts the sets. */
function rarestFirst(sets: readonly Int32Array[], weights: Float64Array): TokenSets {
  const uses = new Int32Array(weights.length);
  for (const set of sets) for (const token of set) uses[token]!++;
  const order = Int32Array.from(uses.keys()).sort((a, b) => uses[a]! - uses[b]! || a - b);
  const rank = new Int32Array(order.length);
  for (const [at, token] of order.entries()) rank[token] = at;
  const offsets = new Int32Array(sets.length + 1);
  for (const [at, set] of sets.entries()) offsets[at + 1] = offsets[at]! + set.length;
  const tokens = new Int32Array(offsets[sets.length]!);
  for (const [at, set] of sets.entries()) {
    tokens.set(set.map((token) => rank[token]!).sort(), offsets[at]);
  }
  return { offsets, tokens, weights: Float64Array.from(order, (token) => weights[token]!) };
}
