/** Facts about the case file itself. */
import type { Sqlite } from './case-file.ts';

/** Number of the form that the case has, see `migrations/`. */
export function formatVersion(db: Sqlite): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Size of the case as one file, bytes. */
export function sizeBytes(db: Sqlite): number {
  const pages = Number(db.pragma('page_count', { simple: true }));
  return pages * Number(db.pragma('page_size', { simple: true }));
}
