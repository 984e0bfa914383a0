/**
 * Sorts texts of the dictionary by their bytes: multikey quicksort (J. Bentley and R. Sedgewick,
 * Fast algorithms for sorting and searching strings, 1997), four bytes at a time. A million paths and
 * command lines agree in long beginnings, which a comparing sort would read over and over.
 */
import type { TextDictionary } from './dictionary.ts';

/** Up to here each is put in its place by comparing. */
const FEW = 16;

interface Range {
  readonly from: number;
  readonly to: number;
  /** Bytes in which all of the range agree. */
  readonly depth: number;
}

/** Ids by their folded texts, ascending; ids must have different texts. */
export function sortTexts(dictionary: TextDictionary, unsorted: readonly number[]): Uint32Array {
  const ids = Uint32Array.from(unsorted);
  const keys = new Uint32Array(ids.length);
  const waiting: Range[] = [{ from: 0, to: ids.length, depth: 0 }];
  for (let range = waiting.pop(); range !== undefined; range = waiting.pop()) {
    const { from, to, depth } = range;
    if (to - from <= FEW) {
      insertionSort(dictionary, ids, range);
      continue;
    }
    for (let at = from; at < to; at++) keys[at] = fourBytes(dictionary, ids[at]!, depth);
    sortByKey(dictionary, { ids, keys }, range, waiting);
  }
  return ids;
}

interface Keyed {
  readonly ids: Uint32Array;
  readonly keys: Uint32Array;
}

/** Brings a range into the order of its keys; parts with equal keys are left to be sorted deeper. */
function sortByKey(dictionary: TextDictionary, keyed: Keyed, range: Range, waiting: Range[]): void {
  const { depth } = range;
  const stack = [[range.from, range.to] as const];
  for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
    const [from, to] = part;
    if (to - from <= FEW) {
      insertionSort(dictionary, keyed.ids, { from, to, depth });
      continue;
    }
    const pivot = middleOf(keyed.keys, from, to);
    const [equalFrom, equalTo] = partition(keyed, from, to, pivot);
    stack.push([from, equalFrom], [equalTo, to]);
    if (equalTo - equalFrom < 2) continue;
    const same = keyed.ids.subarray(equalFrom, equalTo);
    if (isLongerThan(dictionary, same, depth + 4)) {
      waiting.push({ from: equalFrom, to: equalTo, depth: depth + 4 });
    } else same.sort((a, b) => compareTexts(dictionary, a, b, depth));
  }
}

/** Less, equal, greater (E. W. Dijkstra's flag). @returns where the equal ones begin and end */
function partition(
  { ids, keys }: Keyed,
  from: number,
  to: number,
  pivot: number,
): readonly [number, number] {
  let less = from;
  let greater = to;
  let at = from;
  while (at < greater) {
    const key = keys[at]!;
    if (key === pivot) at++;
    else {
      const other = key < pivot ? less++ : --greater;
      const id = ids[at]!;
      keys[at] = keys[other]!;
      ids[at] = ids[other]!;
      keys[other] = key;
      ids[other] = id;
      if (key < pivot) at++;
    }
  }
  return [less, greater];
}

/** True when a text goes on behind its first `depth` bytes; texts that do not differ in NULs at their end only. */
function isLongerThan(dictionary: TextDictionary, ids: Uint32Array, depth: number): boolean {
  return ids.some((id) => dictionary.endOf(id) - dictionary.startOf(id) > depth);
}

function middleOf(keys: Uint32Array, from: number, to: number): number {
  const a = keys[from]!;
  const b = keys[(from + to) >>> 1]!;
  const c = keys[to - 1]!;
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function insertionSort(
  dictionary: TextDictionary,
  ids: Uint32Array,
  { from, to, depth }: Range,
): void {
  for (let next = from + 1; next < to; next++) {
    const id = ids[next]!;
    let at = next;
    while (at > from && compareTexts(dictionary, ids[at - 1]!, id, depth) > 0) {
      ids[at] = ids[at - 1]!;
      at--;
    }
    ids[at] = id;
  }
}

/** Bytes from `depth` on as one number, the first one counting most; 0 stands behind the end. */
function fourBytes(dictionary: TextDictionary, id: number, depth: number): number {
  const { bytes } = dictionary;
  const end = dictionary.endOf(id);
  let value = 0;
  for (let at = dictionary.startOf(id) + depth, i = 0; i < 4; i++, at++) {
    value = (value << 8) | (at < end ? bytes[at]! : 0);
  }
  return value >>> 0;
}

/** Compares folded texts that agree in their first `depth` bytes. */
export function compareTexts(
  dictionary: TextDictionary,
  a: number,
  b: number,
  depth: number,
): number {
  const { bytes } = dictionary;
  const aStart = dictionary.startOf(a);
  const bStart = dictionary.startOf(b);
  const aLength = dictionary.endOf(a) - aStart;
  const bLength = dictionary.endOf(b) - bStart;
  const length = Math.min(aLength, bLength);
  for (let i = depth; i < length; i++) {
    const difference = bytes[aStart + i]! - bytes[bStart + i]!;
    if (difference !== 0) return difference;
  }
  return aLength - bLength;
}
