/**
 * Real logs lie beside the project and are not part of it. Tests on them run where they are, and say
 * in their own name that they were skipped where they are not.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../../shared');

/** Path of a file, e.g. `data/jsonl/osqueryd.results.log`. */
export function realPath(name: string): string {
  return path.join(folder, name);
}

/** Content of a JSON file among them. */
export function realJson(name: string): unknown {
  return JSON.parse(readFileSync(realPath(name), 'utf8'));
}

/** A test that needs one of those files. */
export function realTest(needs: string, name: string, run: () => void | Promise<void>): void {
  if (existsSync(realPath(needs))) test(name, run);
  else test.skip(`SKIPPED, ../shared/${needs} is missing: ${name}`, run);
}
