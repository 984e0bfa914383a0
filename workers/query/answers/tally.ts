/** Counting the values of a field: the most frequent ones by name, the others as a number. */
import { orderByNumbers } from '#workers/query/columns/row-order.ts';
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
  const { groups, sums, best } = groupsOf(values, counts);
  const byCount = orderByNumbers(sums, true, Number.isNaN).subarray(0, limit);
  return {
    values: Array.from(byCount, (at) => ({
      group: groups[at]!,
      count: sums[at]!,
      value: values.label(best[at]!),
    })),
    distinct: groups.length,
    present: sums.reduce((sum, count) => sum + count, 0),
    missing: counts[0] ?? 0,
  };
}

interface Groups {
  /** Their codes, ascending. */
  readonly groups: readonly number[];
  readonly sums: Float64Array;
  /** The writing that each was met in most often. */
  readonly best: Int32Array;
}

/** Joins the writings of each value; arrays by code, for there may be as many values as events. */
function groupsOf(values: RowValues, counts: Float64Array): Groups {
  const sums = new Float64Array(counts.length);
  const best = new Int32Array(counts.length);
  for (let code = 1; code < counts.length; code++) {
    const count = counts[code]!;
    if (count === 0) continue;
    const group = values.groupOf(code);
    sums[group]! += count;
    if (best[group] === 0 || count > counts[best[group]!]!) best[group] = code;
  }
  const groups: number[] = [];
  for (let code = 1; code < sums.length; code++) if (sums[code]! > 0) groups.push(code);
  return {
    groups,
    sums: Float64Array.from(groups, (group) => sums[group]!),
    best: Int32Array.from(groups, (group) => best[group]!),
  };
}
