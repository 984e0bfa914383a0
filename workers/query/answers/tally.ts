/** Counting the values of a field: the most frequent ones by name, the others as a number. */
import type { RowValues } from './row-values.ts';

/** One value with all its writings. */
export interface CountedValue {
  /** Its code, see {@link RowValues}. */
  readonly group: number;
  /** As it is written most often. */
  readonly value: string;
  readonly count: number;
}

export interface Tally {
  /** At most as many as asked for, most frequent first; of equal ones the one that the case met first. */
  readonly values: readonly CountedValue[];
  /** Different values in all, and rows that have one. */
  readonly distinct: number;
  readonly present: number;
  readonly missing: number;
}

interface Group {
  readonly group: number;
  count: number;
  /** The writing met most often. */
  best: number;
}

/**
 * Counts values over rows.
 * @param each calls back with every row to count
 */
export function tally(
  values: RowValues,
  limit: number,
  each: (visit: (row: number) => void) => void,
): Tally {
  const { codes } = values;
  const counts = new Float64Array(values.codeCount);
  each((row) => {
    counts[codes[row]!]!++;
  });
  const groups = groupsOf(values, counts);
  const top = groups.toSorted((a, b) => b.count - a.count || a.group - b.group).slice(0, limit);
  return {
    values: top.map(({ group, count, best }) => ({ group, count, value: values.label(best) })),
    distinct: groups.length,
    present: groups.reduce((sum, { count }) => sum + count, 0),
    missing: counts[0] ?? 0,
  };
}

function groupsOf(values: RowValues, counts: Float64Array): Group[] {
  const groups = new Map<number, Group>();
  for (let code = 1; code < counts.length; code++) {
    const count = counts[code]!;
    if (count === 0) continue;
    const group = values.groupOf(code);
    const known = groups.get(group);
    if (known === undefined) {
      groups.set(group, { group, count, best: code });
      continue;
    }
    known.count += count;
    if (count > counts[known.best]!) known.best = code;
  }
  return [...groups.values()];
}
