/**
 * Reference data lies beside the project and is not part of it. Tests on it run where it is, and say
 * in their own name that they were skipped where it is not.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../../shared/reference');

/** Path of a reference file, e.g. `process-map/ecar.jsonl`. */
export function referencePath(name: string): string {
  return path.join(folder, name);
}

/** Text of a reference file. */
export function referenceText(name: string): string {
  return readFileSync(referencePath(name), 'utf8');
}

/** Content of a reference JSON file, of the form that the caller knows it to have. */
export function referenceJson<T>(name: string): T {
  return JSON.parse(referenceText(name)) as T;
}

/** A test that needs the reference data. */
export function referenceTest(name: string, run: () => void | Promise<void>): void {
  if (existsSync(folder)) test(name, run);
  else test.skip(`SKIPPED, ../shared/reference is missing: ${name}`, run);
}
