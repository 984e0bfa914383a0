/**
 * Order among texts: whole numbers by value and before everything else (event codes), the rest by
 * code points without regard to case. Only the texts that a column really has are ordered.
 */
import type { TextDictionary } from './dictionary.ts';

const WHOLE_NUMBER = /^\d{1,15}$/;
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
  const texts: { readonly id: number; readonly text: string }[] = [];
  for (const id of ids) {
    const text = dictionary.folded(id);
    if (WHOLE_NUMBER.test(text)) numbers.push({ id, value: Number(text) });
    else texts.push({ id, text });
  }
  // 007 and 7 are equal in value; the dictionary's order keeps it the same everywhere.
  numbers.sort((a, b) => a.value - b.value || dictionary.compare(a.id, b.id));
  texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return [...numbers, ...texts].map(({ id }) => id);
}
