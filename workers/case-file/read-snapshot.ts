/**
 * One unchanging view of the case for the length of a question: while evidence is being read in,
 * two statements of the same answer must not see two states of the case.
 */
import type { Sqlite } from './case-file.ts';
import { sqliteTrouble } from './sqlite-errors.ts';

/**
 * Runs `action` inside one read transaction; joins the present one when there is one. What SQLite
 * has to complain about is told in the analyst's words.
 */
export function withSnapshot<T>(db: Sqlite, action: () => T): T {
  if (db.inTransaction) return action();
  try {
    return db.transaction(action).deferred();
  } catch (cause) {
    throw sqliteTrouble(cause, db.name);
  }
}

/** A number that changes whenever another connection has changed the case. */
export function dataVersion(db: Sqlite): number {
  return Number(db.pragma('data_version', { simple: true }));
}
