/** Runs of equal values that claim more than their page has: refused before anything is written out. */
import { expect, test } from 'vitest';
import { checkLevels, checkPage, checkValues } from '#workers/readers/parquet/run-check.ts';

const shape = { values: 20, repetition: 0, definition: 1, encoding: 'PLAIN', isBoolean: false };

/** A run of the value 1, so many times. */
function run(count: number): number[] {
  const out: number[] = [];
  let rest = count * 2;
  while (rest > 127) {
    out.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...out, rest, 1];
}

/** Levels of a first version's page: their length, then they. */
function levels(...bytes: readonly number[]): Uint8Array {
  return Uint8Array.from([bytes.length, 0, 0, 0, ...bytes, 7, 7, 7]);
}

test('runs that make up the page are good, packed ones may go beyond its end', () => {
  checkPage(levels(...run(20)), shape);
  checkPage(levels(...run(5), ...run(15)), shape);
  checkPage(levels(...run(4), 5, 255, 255), shape);
});

test.each([21, 1000, 2 ** 30])('a run of %i values in a page of 20 is refused', (count) => {
  expect(() => checkPage(levels(...run(count)), shape)).toThrow('longer than its page');
  expect(() => checkLevels(Uint8Array.from(run(count)), shape, [0, 6])).toThrow('longer');
  const dictionary = { ...shape, definition: 0, encoding: 'RLE_DICTIONARY' };
  expect(() => checkValues(Uint8Array.from([1, ...run(count)]), 0, dictionary)).toThrow('longer');
});

test('a length that does not end, and a page too short for its levels, are refused', () => {
  expect(() => checkPage(levels(255, 255, 255, 255, 255, 255), shape)).toThrow('does not end');
  expect(() => checkPage(new Uint8Array(2), shape)).toThrow(RangeError);
});
