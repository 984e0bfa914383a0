/**
 * Order among texts: whole numbers by value and before everything else (event codes), the rest by
 * their UTF-8 bytes, that is by code points, without regard to case. Only the texts that a column
 * really has are ordered.
 */
import type { TextDictionary } from './dictionary.ts';
import { compareTexts, sortTexts } from './text-sort.ts';

const WHOLE_NUMBER = /^\d{1,15}$/;
const MAX_DIGITS = 15;
const MISSING = -1;
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
  numbers.sort((a, b) => a.value - b.value || compareTexts(dictionary, a.id, b.id, 0));
  return [...numbers.map(({ id }) => id), ...sortTexts(dictionary, texts)];
}
