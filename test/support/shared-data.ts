/** Where the reference data lies, if it is there: beside the project, never inside it. */
import { existsSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../../../shared');

/** Said by tests that need the reference data and do not find it. */
export const NO_SHARED = 'the reference data beside the project (../shared) is missing';

export const hasShared = existsSync(folder);

/** Path of a file or folder of the reference data. */
export function shared(...parts: readonly string[]): string {
  return path.join(folder, ...parts);
}
