/** Stable order of events by time within one identity: logs are nearly sorted, so runs are merged. */

/** Instants of events: microseconds and the nanoseconds below. */
export interface Instants {
  readonly timeUs: Float64Array;
  readonly nanos: Uint16Array;
}

/** Comparisons between two looks at whether anybody still waits. */
const CHECK_EVERY = 1 << 17;

/**
 * Positions from ≤ p < to in ascending order of time; of equal times the earlier position comes first.
 * Undefined when they already are. Natural merge sort: O(n · log runs), 8 bytes per position.
 * @param check called every few milliseconds
 */
export function timeOrder(
  times: Instants,
  from: number,
  to: number,
  check: () => void,
): Int32Array | undefined {
  let ends = runEnds(times, from, to);
  if (ends.length <= 1) return undefined;
  let order = Int32Array.from({ length: to - from }, (_, at) => from + at);
  let other = new Int32Array(to - from);
  while (ends.length > 1) {
    const merged: number[] = [];
    let begin = 0;
    for (let run = 0; run < ends.length; run += 2) {
      const middle = ends[run]!;
      const end = ends[run + 1] ?? middle;
      mergeRuns(times, order, other, { begin, middle, end, check });
      merged.push(end);
      begin = end;
    }
    [order, other] = [other, order];
    ends = merged;
  }
  return order;
}

/** Where stretches of ascending times end, counted from `from`. */
function runEnds({ timeUs, nanos }: Instants, from: number, to: number): number[] {
  const ends: number[] = [];
  for (let at = from + 1; at < to; at++) {
    const before = timeUs[at - 1]!;
    const now = timeUs[at]!;
    if (now < before || (now === before && nanos[at]! < nanos[at - 1]!)) ends.push(at - from);
  }
  if (to > from) ends.push(to - from);
  return ends;
}

interface Runs {
  readonly begin: number;
  readonly middle: number;
  readonly end: number;
  readonly check: () => void;
}

function mergeRuns(
  { timeUs, nanos }: Instants,
  order: Int32Array,
  out: Int32Array,
  { begin, middle, end, check }: Runs,
): void {
  let left = begin;
  let right = middle;
  for (let at = begin; at < end; at++) {
    if (at % CHECK_EVERY === 0) check();
    let takesLeft = right >= end;
    if (!takesLeft && left < middle) {
      const a = order[left]!;
      const b = order[right]!;
      const difference = timeUs[a]! - timeUs[b]!;
      takesLeft = difference < 0 || (difference === 0 && nanos[a]! <= nanos[b]!);
    }
    out[at] = takesLeft ? order[left++]! : order[right++]!;
  }
}
