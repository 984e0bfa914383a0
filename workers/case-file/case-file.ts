/**
 * Opening and closing a case: one SQLite file that may come from a stranger. Nothing in it is
 * trusted: schema objects that Loupe did not make are refused, no extension is loaded, no code in
 * it runs. While it is open for writing it has a write-ahead log beside it; closed, it is one file.
 */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { WorkbenchError } from '#contract/errors.ts';
import { FORMAT_VERSION, migrations } from './migrations/index.ts';
import { sqliteTrouble } from './sqlite-errors.ts';

export type Sqlite = Database.Database;

/** 'LOUP': tells a case from any other SQLite file (PRAGMA application_id). */
export const APPLICATION_ID = 0x4c4f5550;
const PAGE_BYTES = 8192;
const MAGIC = 'SQLite format 3\0';
/** Pages in the write-ahead log before it is folded into the file: 64 MiB. */
const CHECKPOINT_PAGES = 8192;

/** Makes an empty case. Throws `case-exists`, `no-permission`, `no-such-file` (folder). */
export function createCaseFile(file: string): Sqlite {
  if (existsSync(file) && !isUnborn(file)) {
    throw new WorkbenchError({
      code: 'case-exists',
      message: `${path.basename(file)} exists already.`,
      hint: 'Open it instead, or choose another name.',
      place: file,
    });
  }
  return guarded(file, () => {
    const db = new Database(file);
    db.pragma(`page_size = ${PAGE_BYTES}`);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    migrate(db);
    return writable(db);
  });
}

/** Opens a case for writing and brings it to the present form. */
export function openForWriting(file: string): Sqlite {
  if (isUnborn(file)) return createCaseFile(file);
  checkHeader(file);
  return guarded(file, () => {
    const db = new Database(file, { fileMustExist: true });
    harden(db);
    checkIdentity(db, file);
    migrate(db);
    return writable(db);
  });
}

/** True for a file without a byte that a killed program left where it was about to make a case. */
function isUnborn(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return path.extname(file) === '.loupe' && stats?.isFile() === true && stats.size === 0;
}

/** Opens a case for reading only. Throws `case-newer` and `case-older` when another Loupe wrote it. */
export function openForReading(file: string): Sqlite {
  checkHeader(file);
  return guarded(file, () => {
    const db = new Database(file, { fileMustExist: true, readonly: true });
    harden(db);
    checkIdentity(db, file);
    if (formOf(db) === 0) throw neverFinished(file);
    if (formOf(db) < FORMAT_VERSION) throw ofOlderForm(file, formOf(db));
    db.pragma('cache_size = -32768');
    return db;
  });
}

/** Folds the log into the file and closes; afterwards the case is one file again. */
export function closeCaseFile(db: Sqlite): void {
  if (!db.open) return;
  if (!db.readonly) {
    try {
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.pragma('journal_mode = DELETE');
    } catch {
      // Somebody else still reads: the log stays until the last reader closes, no record is lost.
      db.pragma('optimize');
    }
  }
  db.close();
}

function writable(db: Sqlite): Sqlite {
  harden(db);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  db.pragma('cache_size = -32768');
  db.pragma('temp_store = MEMORY');
  return db;
}

/** Settings of sqlite.org/security.html for files of unknown origin. */
function harden(db: Sqlite): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('mmap_size = 0');
}

function checkHeader(file: string): void {
  guarded(file, () => {
    if (statSync(file).isDirectory()) throw notACase(file);
    const head = Buffer.alloc(MAGIC.length);
    const handle = openSync(file, 'r');
    try {
      readSync(handle, head, 0, head.length, 0);
    } finally {
      closeSync(handle);
    }
    if (head.toString('latin1') !== MAGIC) throw notACase(file);
  });
}

function formOf(db: Sqlite): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** The program was killed after it had named the file and before it had made a table. */
function neverFinished(file: string): WorkbenchError {
  return new WorkbenchError({
    code: 'not-a-case',
    message: `${path.basename(file)} was never finished: the program ended while it was being made.`,
    hint: 'Give the same import command again; it makes the case anew.',
    place: file,
  });
}

function checkIdentity(db: Sqlite, file: string): void {
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw notACase(file);
  const version = formOf(db);
  if (version > FORMAT_VERSION) {
    throw new WorkbenchError({
      code: 'case-newer',
      message: `${path.basename(file)} was written by a newer Loupe (form ${version}, this one knows ${FORMAT_VERSION}).`,
      hint: 'Open it with that version.',
      place: file,
    });
  }
  checkSchema(db, file, version);
}

/** Reading changes nothing, so a case of an earlier form is brought to the present one only when it is opened to be written. */
function ofOlderForm(file: string, version: number): WorkbenchError {
  return new WorkbenchError({
    code: 'case-older',
    message: `${path.basename(file)} was written by an older Loupe (form ${version}, this one reads ${FORMAT_VERSION}).`,
    hint: 'Open it once in the workbench, which brings it to the present form; copy it first if it must stay as it is.',
    place: file,
  });
}

/** Tables and indexes must be exactly those of the case's own form: a stranger's trigger or view could run. */
function checkSchema(db: Sqlite, file: string, version: number): void {
  const expected = new Database(':memory:');
  for (const { id, up } of migrations) if (id <= version) expected.exec(up);
  const list = `SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY 1`;
  const known = expected.prepare<[], string>(list).pluck().all();
  const found = db.prepare<[], string>(list).pluck().all();
  expected.close();
  const strange = found.find((entry) => !known.includes(entry));
  if (strange !== undefined || found.length !== known.length) {
    const what = (strange ?? 'something missing').split('\n')[0] ?? '';
    throw new WorkbenchError({
      code: 'case-corrupt',
      message: `${path.basename(file)} has contents that Loupe did not make: ${what.slice(0, 80)}.`,
      hint: 'It was changed by another program or made to mislead; ask for the original.',
      place: file,
    });
  }
}

/** All steps in one transaction: whoever is killed in between leaves the case in the form it had. */
function migrate(db: Sqlite): void {
  const version = formOf(db);
  if (version === FORMAT_VERSION) return;
  db.transaction(() => {
    for (const { id, before, up } of migrations) {
      if (id <= version) continue;
      before?.(db);
      db.exec(up);
      db.pragma(`user_version = ${id}`);
    }
  }).immediate();
}

function notACase(file: string): WorkbenchError {
  return new WorkbenchError({
    code: 'not-a-case',
    message: `${path.basename(file)} is not a Loupe case.`,
    hint: 'To add it as evidence, open or create a case and import it there.',
    place: file,
  });
}

function guarded<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw sqliteTrouble(cause, file);
  }
}
