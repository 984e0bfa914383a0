/** An algorithm that looks at the disk, the case and a class used only as a type. */

// eslint-disable-next-line local/layers -- excused: algorithms are pure
import { readFileSync } from 'node:fs';
// eslint-disable-next-line local/layers -- excused: only case-file opens SQLite
import Database from 'better-sqlite3';
// eslint-disable-next-line @typescript-eslint/consistent-type-imports -- excused: a rule is tested here
import { WorkbenchError } from '#contract/errors.ts';

export const reads = [readFileSync, Database];
export type Wrong = WorkbenchError;
