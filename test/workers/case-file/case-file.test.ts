/** A case is one file that may come from a stranger: opening one tells friend from foe and never runs what is in it. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WorkbenchError } from '#contract/errors.ts';
import {
  APPLICATION_ID,
  closeCaseFile,
  createCaseFile,
  openForReading,
  openForWriting,
} from '#workers/case-file/case-file.ts';
import { FORMAT_VERSION } from '#workers/case-file/migrations/index.ts';
import { takeWriteLock } from '#workers/case-file/write-lock.ts';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'loupe-case-'));
  file = path.join(folder, 'a.loupe');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof WorkbenchError) {
      expect(error.hint.length).toBeGreaterThan(0);
      return error.code;
    }
    throw error;
  }
  return 'no error';
}

function tampered(change: string): void {
  closeCaseFile(createCaseFile(file));
  const db = new Database(file);
  db.exec(change);
  db.close();
}

test('a new case says what it is in its header, has strict tables only, and is one file once closed', () => {
  const db = createCaseFile(file);
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  closeCaseFile(db);
  expect(readdirSync(folder)).toEqual(['a.loupe']);
  const plain = new Database(file, { readonly: true });
  expect(plain.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
  expect(plain.pragma('user_version', { simple: true })).toBe(FORMAT_VERSION);
  const loose = plain
    .prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all();
  expect(loose).toEqual([]);
  plain.close();
});

test('making a case where a file lies already is refused and leaves that file alone', () => {
  writeFileSync(file, 'notes');
  expect(codeOf(() => createCaseFile(file))).toBe('case-exists');
});

test('text, an empty file, a foreign database and a folder are not cases', () => {
  writeFileSync(file, 'hello');
  expect(codeOf(() => openForReading(file))).toBe('not-a-case');
  const empty = path.join(folder, 'empty.log');
  writeFileSync(empty, '');
  expect(codeOf(() => openForWriting(empty))).toBe('not-a-case');
  writeFileSync(file, '');
  expect(codeOf(() => openForReading(file))).toBe('not-a-case');
  rmSync(file);
  const foreign = new Database(file);
  foreign.exec('CREATE TABLE t (x)');
  foreign.close();
  expect(codeOf(() => openForWriting(file))).toBe('not-a-case');
  expect(codeOf(() => openForReading(folder))).toBe('not-a-case');
  expect(codeOf(() => openForReading(path.join(folder, 'none.loupe')))).toBe('no-such-file');
  expect(codeOf(() => createCaseFile(path.join(folder, 'no', 'such', 'folder.loupe')))).toBe(
    'no-such-file',
  );
});

test('a file without a byte, left by a program that was killed while it made a case, becomes that case', () => {
  for (const open of [openForWriting, createCaseFile]) {
    writeFileSync(file, '');
    closeCaseFile(open(file));
    closeCaseFile(openForReading(file));
    rmSync(file);
  }
});

test('a case that was killed before it had its form is no case yet, and writing makes it one', () => {
  const begun = new Database(file);
  begun.pragma(`application_id = ${APPLICATION_ID}`);
  begun.close();
  expect(codeOf(() => openForReading(file))).toBe('not-a-case');
  closeCaseFile(openForWriting(file));
  closeCaseFile(openForReading(file));
});

test('a case of a newer version is refused by name', () => {
  tampered(`PRAGMA user_version = ${FORMAT_VERSION + 1}`);
  expect(codeOf(() => openForWriting(file))).toBe('case-newer');
  expect(codeOf(() => openForReading(file))).toBe('case-newer');
});

test.each([
  ['a trigger', `CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM evidence; END`],
  ['a view', `CREATE VIEW v AS SELECT 1`],
  ['a virtual table', `CREATE VIRTUAL TABLE f USING fts5(x)`],
  ['a table too many', `CREATE TABLE extra (x INTEGER) STRICT`],
  ['a table too few', `DROP TABLE audit`],
  ['a changed table', `DROP TABLE meta; CREATE TABLE meta (key TEXT, value TEXT) STRICT`],
])('%s makes a case suspicious', (_what, change) => {
  tampered(change);
  expect(codeOf(() => openForReading(file))).toBe('case-corrupt');
});

test('a truncated case is reported as damaged, not crashed on', () => {
  closeCaseFile(createCaseFile(file));
  truncateSync(file, 9000);
  expect(codeOf(() => openForWriting(file))).toBe('case-corrupt');
});

test('one writer holds the lock; it is free again after release and leaves no file', () => {
  const first = takeWriteLock(file);
  expect(first).toBeDefined();
  expect(takeWriteLock(file)).toBeUndefined();
  first?.release();
  expect(existsSync(`${file}-lock`)).toBe(false);
  const second = takeWriteLock(file);
  expect(second).toBeDefined();
  second?.release();
});

test('a copy taken after closing opens from a folder that may not be written', ({ skip }) => {
  if (process.getuid?.() === 0) skip('root may write everywhere');
  closeCaseFile(createCaseFile(file));
  const locked = path.join(folder, 'locked');
  rmSync(locked, { recursive: true, force: true });
  copyFileSync(file, path.join(folder, 'b.loupe'));
  chmodSync(folder, 0o500);
  try {
    openForReading(path.join(folder, 'b.loupe')).close();
  } finally {
    chmodSync(folder, 0o700);
  }
});
