/**
 * Process starts folded into variants: program, masked command line, parent, kind of session. A log
 * of a million starts has a few thousand. Each variant becomes a weighted set of words whose
 * distances the better method measures.
 *
 * Words belong to their program: `-k` of svchost.exe and `-k` of svchots.exe are different words,
 * so two programs have nothing in common and never share a cluster. Pairs of neighbouring words are
 * members of the set too, so that order counts.
 */
import { fileNameOf, templateWords } from '#workers/algorithms/command-template.ts';
import type { TokenSets } from '#workers/algorithms/weighted-jaccard.ts';
import { portableLog } from '#workers/base/portable-math.ts';
import type { EventFeatures } from './features.ts';

export interface Variants {
  readonly count: number;
  /** Variant of each event. */
  readonly ofRow: Int32Array;
  readonly firstRow: Int32Array;
  /** Events of each variant. */
  readonly weights: Int32Array;
  /** Program of each variant, numbered by first event. */
  readonly programs: Int32Array;
  /** Events and variants of each program. */
  readonly programEvents: Int32Array;
  readonly programVariants: Int32Array;
}

/** Numbers the variants by first event. */
export function findVariants(features: EventFeatures): Variants {
  const { template, parent, isSystem, rows } = features;
  const parents = parent.values.map((path) => fileNameOf(path).toLowerCase());
  const parentNumber = new Map<string, number>();
  for (const name of parents)
    if (!parentNumber.has(name)) parentNumber.set(name, parentNumber.size);
  const parentOf = Int32Array.from(parents, (name) => parentNumber.get(name) ?? 0);
  const known = new Map<number, number>();
  const firstRows: number[] = [];
  const ofRow = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const parentId = parent.ids[row]! < 0 ? 0 : parentOf[parent.ids[row]!]! + 1;
    const pair = template.ids[row]! * (parentNumber.size + 1) + parentId;
    const key = pair * 2 + isSystem[row]!;
    let variant = known.get(key);
    if (variant === undefined) {
      variant = known.size;
      known.set(key, variant);
      firstRows.push(row);
    }
    ofRow[row] = variant;
  }
  const weights = new Int32Array(known.size);
  for (const variant of ofRow) weights[variant]!++;
  const firstRow = Int32Array.from(firstRows);
  return {
    count: known.size,
    ofRow,
    firstRow,
    weights,
    ...findPrograms(features, firstRow, weights),
  };
}

function findPrograms(
  { template }: EventFeatures,
  firstRow: Int32Array,
  weights: Int32Array,
): Pick<Variants, 'programs' | 'programEvents' | 'programVariants'> {
  const numbers = new Map<string, number>();
  const programs = firstRow.map((row) => {
    const [program = ''] = templateWords(template.values[template.ids[row]!]!);
    const number = numbers.get(program) ?? numbers.size;
    numbers.set(program, number);
    return number;
  });
  const programEvents = new Int32Array(numbers.size);
  const programVariants = new Int32Array(numbers.size);
  for (const [variant, program] of programs.entries()) {
    programEvents[program]! += weights[variant]!;
    programVariants[program]!++;
  }
  return { programs, programEvents, programVariants };
}

/** A member of a variant's set: its text with the program's number, and how much it counts for its kind. */
interface Member {
  readonly key: string;
  readonly factor: number;
}

/** Pairs of words say again what the words said: they count half. */
const PAIR_FACTOR = 0.5;
/** The program itself is in common: without arguments it still is something. Weighs 1. */
const PROGRAM_FACTOR = 2;

function membersOf(
  features: EventFeatures,
  row: number,
  program: number,
  habit: number,
): readonly Member[] {
  const { template, isSystem } = features;
  const words = templateWords(template.values[template.ids[row]!]!).slice(1);
  const parent = parentName(features, row);
  const keys: Member[] = [
    { key: 'program', factor: PROGRAM_FACTOR },
    { key: isSystem[row] === 1 ? 's+' : 's-', factor: 1 },
    // What no one wrote down is no difference.
    ...(parent === '' ? [] : [{ key: `p ${parent}`, factor: habit }]),
    ...words.map((word) => ({ key: `w ${word}`, factor: 1 })),
    ...words.slice(1).map((word, at) => ({ key: `2 ${words[at]!} ${word}`, factor: PAIR_FACTOR })),
  ];
  const repeats = new Map<string, number>();
  return keys.map(({ key, factor }) => {
    const repeat = repeats.get(key) ?? 0;
    repeats.set(key, repeat + 1);
    return { key: `${program} ${repeat} ${key}`, factor };
  });
}

/**
 * Sets of all variants. A member that every start of its program has weighs 0.5, one that a single
 * start has weighs 2, on a logarithmic scale between; pairs half of that, a parent as much of it as
 * the program is set in its parents.
 */
export function variantSets(features: EventFeatures, variants: Variants): TokenSets {
  const habits = parentHabits(features, variants);
  const numbers = new Map<string, number>();
  const sets: Int32Array[] = [];
  const factors: number[] = [];
  const events: number[] = [];
  const sizes: number[] = [];
  for (let variant = 0; variant < variants.count; variant++) {
    const program = variants.programs[variant]!;
    const members = membersOf(features, variants.firstRow[variant]!, program, habits[program]!);
    const set = Int32Array.from(members, ({ key, factor }) => {
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, numbers.size);
      factors.push(factor);
      events.push(0);
      sizes.push(variants.programEvents[program]!);
      return numbers.size - 1;
    });
    for (const token of set) events[token]! += variants.weights[variant]!;
    sets.push(set);
  }
  const weights = Float64Array.from(factors, (factor, token) => {
    return factor * (0.5 + 1.5 * rarity(events[token]!, sizes[token]!));
  });
  return rarestFirst(sets, weights);
}

/** File name of a row's parent, lower case; '' when it is not known. */
export function parentName({ parent }: EventFeatures, row: number): string {
  const id = parent.ids[row]!;
  return id < 0 ? '' : fileNameOf(parent.values[id]!).toLowerCase();
}

/**
 * How set each program is in its parents, 0…1: the chance that two of its starts have the same one
 * (Simpson's index). What is started by everybody says little by its parent. Never quite 0: weights
 * are above 0.
 */
function parentHabits(features: EventFeatures, variants: Variants): Float64Array {
  const events = new Map<string, number>();
  for (let variant = 0; variant < variants.count; variant++) {
    const program = variants.programs[variant]!;
    const key = `${program} ${parentName(features, variants.firstRow[variant]!)}`;
    events.set(key, (events.get(key) ?? 0) + variants.weights[variant]!);
  }
  const habits = new Float64Array(variants.programEvents.length).fill(1e-6);
  for (const [key, count] of events) {
    const program = Number(key.slice(0, key.indexOf(' ')));
    habits[program]! += (count / variants.programEvents[program]!) ** 2;
  }
  return habits;
}

/** 0 for what all of `total` starts have, 1 for what one has. */
function rarity(events: number, total: number): number {
  return total < 2 ? 0 : portableLog(total / events) / portableLog(total);
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
