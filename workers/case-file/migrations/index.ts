/** The migrations in order, imported by name: a bundle has no folders to scan. */
import { createCase } from './0001-case.ts';
import { rulesAndClocks } from './0002-rules-and-clocks.ts';
import { placesInColumns } from './0003-places-in-columns.ts';
import { textRuns } from './0004-text-runs.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  createCase,
  rulesAndClocks,
  placesInColumns,
  textRuns,
];

/** The form of case that this program writes. */
export const FORMAT_VERSION = migrations.length;
