/**
 * One unchanging view of the case for the length of a question: while evidence is being read in,
 * two statements of the same answer must not see two states of the case.
 */
import type { Sqlite } from './case-file.ts';

/** Runs `action` inside one read transaction; joins the present one when there is one. */
export function withSnapshot<T>(db: Sqlite, action: () => T): T {
  if (db.inTransaction) return action();
  db.exec('BEGIN');
  try {
    return action();
  } finally {
    db.exec('COMMIT');
  }
}

/** A number that changes whenever another connection has changed the case. */
export function dataVersion(db: Sqlite): number {
  return Number(db.pragma('data_version', { simple: true }));
}
