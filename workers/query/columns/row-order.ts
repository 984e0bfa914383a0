/**
 * Sorting rows by numbers: radix sort, 16 bits at a time, stable, so that equal keys stay in the
 * order of their rows. A million instants take some tens of milliseconds; a comparing sort ten
 * times that.
 */

const DIGIT_VALUES = 65_536;

/** Keys as two halves of 32 bits; `high` is left out when all are 0. */
export interface Keys {
  readonly low: Uint32Array;
  readonly high: Uint32Array | undefined;
}

/** Rows in ascending order of their keys, which are by row. `rows` is not modified. */
export function sortByKeys(rows: Uint32Array, { low, high }: Keys): Uint32Array {
  let sorted = rows;
  for (const [half, shift] of [
    [low, 0],
    [low, 16],
    [high, 0],
    [high, 16],
  ] as const) {
    if (half !== undefined) sorted = sortByDigit(sorted, half, shift);
  }
  return sorted;
}

/**
 * Rows in order of whole or fractional numbers; rows whose value is missing come last, in both directions.
 * @param isMissing told of each value
 */
export function orderByNumbers(
  values: ArrayLike<number>,
  descending: boolean,
  isMissing: (value: number) => boolean,
): Uint32Array {
  const length = values.length;
  const present = new Uint32Array(length);
  const missing = new Uint32Array(length);
  let presentEnd = 0;
  let missingEnd = 0;
  let least = Infinity;
  let most = -Infinity;
  for (let row = 0; row < length; row++) {
    const value = values[row]!;
    if (isMissing(value)) missing[missingEnd++] = row;
    else {
      present[presentEnd++] = row;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  const rows = present.subarray(0, presentEnd);
  const keys = keysOf(
    values,
    rows,
    descending ? { from: most, sign: -1 } : { from: least, sign: 1 },
  );
  const order = new Uint32Array(length);
  order.set(most > least ? sortByKeys(rows, keys) : rows);
  order.set(missing.subarray(0, missingEnd), presentEnd);
  return order;
}

/** Distances of the values from the first in order: never negative, exact below 2^53. */
function keysOf(
  values: ArrayLike<number>,
  rows: Uint32Array,
  { from, sign }: { readonly from: number; readonly sign: number },
): Keys {
  const low = new Uint32Array(values.length);
  const high = new Uint32Array(values.length);
  let anyHigh = 0;
  for (const row of rows) {
    const distance = (values[row]! - from) * sign;
    const upper = Math.floor(distance / 4294967296);
    low[row] = distance - upper * 4294967296;
    high[row] = upper;
    anyHigh |= upper;
  }
  return { low, high: anyHigh === 0 ? undefined : high };
}

function sortByDigit(rows: Uint32Array, keys: Uint32Array, shift: number): Uint32Array {
  const starts = new Uint32Array(DIGIT_VALUES + 1);
  for (const row of rows) starts[((keys[row]! >>> shift) & 0xffff) + 1]!++;
  for (let digit = 0; digit < DIGIT_VALUES; digit++) {
    // All in one: this digit decides nothing.
    if (starts[digit + 1] === rows.length) return rows;
    starts[digit + 1]! += starts[digit]!;
  }
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) sorted[starts[(keys[row]! >>> shift) & 0xffff]!++] = row;
  return sorted;
}
