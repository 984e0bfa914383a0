/**
 * Order among texts: whole numbers by value and before everything else (event codes), the rest by
 * their UTF-8 bytes, that is by code points, without regard to case. Only the texts that a column
 * really has are ordered.
 */
import { sortByKeys } from '#workers/query/columns/row-order.ts';
import type { TextDictionary } from './dictionary.ts';

const WHOLE_NUMBER = /^\d{1,15}$/;
const MAX_DIGITS = 15;
const MISSING = -1;
/** Below this a comparing sort is faster than a radix sort. */
const FEW = 2000;

/** Texts that agree for longer than this are rare, unless somebody wants to waste our time. */
const DEEP = 1024;

/** Rank of every text id in `used`, by id; equal but for case is equal in rank. -1: not used, missing. */
export function textRanks(dictionary: TextDictionary, used: Int32Array): Int32Array {
  const ranks = new Int32Array(dictionary.count + 1).fill(MISSING);
  const distinct: number[] = [];
  for (const id of used) {
    const first = dictionary.canonical(id);
    if (id === 0 || ranks[first] !== MISSING) continue;
    ranks[first] = 0;
    distinct.push(first);
  }
  sorted(dictionary, distinct).forEach((id, rank) => {
    ranks[id] = rank;
  });
  for (const id of used) if (id !== 0) ranks[id] = ranks[dictionary.canonical(id)]!;
  return ranks;
}

function sorted(dictionary: TextDictionary, ids: readonly number[]): number[] {
  const numbers: { readonly id: number; readonly value: number }[] = [];
  const texts: number[] = [];
  for (const id of ids) {
    const isShort = dictionary.endOf(id) - dictionary.startOf(id) <= MAX_DIGITS;
    const text = isShort ? dictionary.folded(id) : '';
    if (WHOLE_NUMBER.test(text)) numbers.push({ id, value: Number(text) });
    else texts.push(id);
  }
  // 007 and 7 are equal in value; their bytes decide, so that it is the same everywhere.
  numbers.sort((a, b) => a.value - b.value || compare(dictionary, a.id, b.id, 0));
  return [...numbers.map(({ id }) => id), ...sortTexts(dictionary, Uint32Array.from(texts), 0)];
}

/** Sorts ids whose texts agree in their first `depth` bytes: eight bytes at a time, then what is still equal. */
function sortTexts(dictionary: TextDictionary, ids: Uint32Array, depth: number): Uint32Array {
  if (ids.length < FEW || depth > DEEP)
    return ids.slice().sort((a, b) => compare(dictionary, a, b, depth));
  const high = new Uint32Array(ids.length);
  const low = new Uint32Array(ids.length);
  ids.forEach((id, at) => {
    high[at] = fourBytes(dictionary, id, depth);
    low[at] = fourBytes(dictionary, id, depth + 4);
  });
  const order = sortByKeys(Uint32Array.from(ids.keys()), { low, high });
  const out = order.map((at) => ids[at]!);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (
      to < order.length &&
      high[order[to]!] === high[order[from]!] &&
      low[order[to]!] === low[order[from]!]
    )
      to++;
    if (to - from > 1) out.set(sortTexts(dictionary, out.subarray(from, to), depth + 8), from);
    from = to;
  }
  return out;
}

/** Bytes from `depth` on as one number, the first one counting most; 0 stands behind the end. */
function fourBytes(dictionary: TextDictionary, id: number, depth: number): number {
  const { bytes } = dictionary;
  const end = dictionary.endOf(id);
  let value = 0;
  for (let at = dictionary.startOf(id) + depth, i = 0; i < 4; i++, at++) {
    value = value * 256 + (at < end ? bytes[at]! : 0);
  }
  return value;
}

function compare(dictionary: TextDictionary, a: number, b: number, depth: number): number {
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
