/**
 * Process starts folded into variants: program, masked command line, parent, kind of session. A log
 * of a million starts has a few thousand.
 */
import { fileNameOf, templateWords } from '#workers/algorithms/command-template.ts';
import type { EventFeatures } from './features.ts';

export interface Variants {
  readonly count: number;
  /** Variant of each event. */
  readonly ofRow: Int32Array;
  readonly firstRow: Int32Array;
  /** Events of each variant. */
  readonly weights: Int32Array;
  /** Template of each variant, by its number among the features. */
  readonly templates: Int32Array;
  /** Program of each variant, numbered by first event. */
  readonly programs: Int32Array;
  /** Events and variants of each program. */
  readonly programEvents: Int32Array;
  readonly programVariants: Int32Array;
  /** Parent's file name of each variant, numbered; -1 = not known. */
  readonly parents: Int32Array;
  /** 1 where the session is the system's. */
  readonly systems: Int32Array;
}

/** Numbers the variants by first event. */
export function findVariants(features: EventFeatures): Variants {
  const { template, isSystem, rows } = features;
  const parentOf = parentNumbers(features);
  const known = new Map<number, number>();
  const firstRows: number[] = [];
  const ofRow = new Int32Array(rows);
  const width = parentOf.count + 1;
  for (let row = 0; row < rows; row++) {
    const key = (template.ids[row]! * width + parentOf.at(row) + 1) * 2 + isSystem[row]!;
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
    templates: firstRow.map((row) => template.ids[row]!),
    ...findPrograms(features, firstRow, weights),
    parents: firstRow.map((row) => parentOf.at(row)),
    systems: firstRow.map((row) => isSystem[row]!),
  };
}

/** File name of a row's parent, lower case; '' when it is not known. */
export function parentName({ parent }: EventFeatures, row: number): string {
  const id = parent.ids[row]!;
  return id < 0 ? '' : fileNameOf(parent.values[id]!).toLowerCase();
}

/** Parents by file name: the same program in another folder is the same parent. */
function parentNumbers({ parent }: EventFeatures): {
  readonly count: number;
  readonly at: (row: number) => number;
} {
  const numbers = new Map<string, number>();
  const byPath = parent.values.map((path) => {
    const name = fileNameOf(path).toLowerCase();
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
  return { count: numbers.size, at: (row) => byPath[parent.ids[row]!] ?? -1 };
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
