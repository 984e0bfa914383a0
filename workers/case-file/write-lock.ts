/**
 * One writer per case. The lock is an exclusive SQLite lock on a small file beside the case, held
 * for as long as the writer lives: the system lets go of it when the program is killed, so there
 * are no stale locks to clear by hand.
 */
import { existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';

export interface WriteLock {
  release(): void;
}

const ATTEMPTS = 3;

/** The lock, or undefined when another program has it. Throws what the file system says when the lock file cannot be made. */
export function takeWriteLock(caseFile: string): WriteLock | undefined {
  const file = `${caseFile}-lock`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const db = new Database(file, { timeout: 0 });
    try {
      db.exec('BEGIN EXCLUSIVE');
    } catch (cause) {
      db.close();
      if (isBusy(cause)) return undefined;
      throw cause;
    }
    // The holder before us may have removed the file between our opening and locking it.
    if (existsSync(file))
      return {
        release: () => {
          release(db, file);
        },
      };
    db.close();
  }
  return undefined;
}

function release(db: Database.Database, file: string): void {
  if (!db.open) return;
  rmSync(file, { force: true });
  db.close();
}

function isBusy(cause: unknown): boolean {
  return cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY');
}
