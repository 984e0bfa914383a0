/**
 * What one test runner reports to test/run-all.js, as a JSON file: the same few fields whichever
 * runner it was, with the reason of every skip.
 */
import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** One test, or one file that could not be run, with what is to be said about it. */
export interface Remark {
  readonly name: string;
  readonly said: string;
}

/** The outcome of one runner. */
export interface Tally {
  passed: number;
  readonly failures: Remark[];
  readonly skips: Remark[];
}

/** The variable that carries the path of the tally to the runner. */
export const tallyVariable = 'LOUPE_TEST_TALLY';

/** Leaves the tally where test/run-all.js asked for it; does nothing when nobody asked. */
export function writeTally(tally: Tally): void {
  const file = process.env[tallyVariable];
  if (file === undefined) return;
  const plain = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? stripVTControlCharacters(value) : value;
  writeFileSync(file, JSON.stringify(tally, plain));
}
