/** A text has one id, however many there are, whenever it comes again, and whatever its hash is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { textHash53 } from '#workers/base/hash.ts';
import { SeededRandom } from '#workers/base/random.ts';
import { closeCaseFile, createCaseFile, type Sqlite } from '#workers/case-file/case-file.ts';
import { TextIndex } from '#workers/case-file/text-index.ts';
import { TextStore } from '#workers/case-file/text-store.ts';

let folder = '';
let db: Sqlite;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'loupe-texts-'));
  db = createCaseFile(path.join(folder, 'case.loupe'));
});
afterEach(() => {
  closeCaseFile(db);
  rmSync(folder, { recursive: true, force: true });
});

/** Ids of some texts, asked for batch by batch as the writer does. */
function idsOf(store: TextStore, texts: readonly string[], hash = textHash53): number[] {
  const ids: number[] = [];
  for (let from = 0; from < texts.length; from += 50) {
    const batch = texts.slice(from, from + 50);
    const own = new Map([...new Set(batch)].map((text) => [text, store.id(text, hash(text))]));
    store.flush();
    ids.push(...batch.map((text) => own.get(text) ?? 0));
  }
  return ids;
}

/** Text by text, what the case has under each id. */
function valuesOf(ids: readonly number[]): unknown[] {
  const value = db.prepare(`SELECT value FROM texts WHERE id = ?`).pluck();
  return ids.map((id) => value.get(id));
}

/** Longer than what is remembered as it is, so that every one is looked up by its hash. */
const long = (name: string): string => name.padEnd(2100, '.');
const few = (): TextStore => new TextStore(db, new TextIndex(db, 100));

test('texts that come again have the id of the first time, also after many others and in sorted runs', () => {
  const random = new SeededRandom(5);
  const texts = Array.from({ length: 3000 }, () => long(`text ${random.below(900)}`));
  const ids = idsOf(few(), texts);
  expect(valuesOf(ids)).toEqual(texts);
  const distinct = new Set(texts).size;
  expect(new Set(ids).size).toBe(distinct);
  expect(db.prepare(`SELECT count(*) FROM texts`).pluck().get()).toBe(distinct);
  expect(db.prepare(`SELECT count(DISTINCT run) FROM text_hashes`).pluck().get()).toBeGreaterThan(
    5,
  );
});

test('a case that is opened again knows its texts, in runs and after them', () => {
  const texts = Array.from({ length: 333 }, (_, at) => `text ${at}`);
  const ids = idsOf(few(), texts);
  expect(idsOf(few(), texts)).toEqual(ids);
  expect(idsOf(new TextStore(db), [...texts, 'new'])).toEqual([...ids, 334]);
});

test('texts of one hash are told apart by what they say; beyond a bound they are only stored again', () => {
  const same = (): number => 1234567;
  const texts = Array.from({ length: 60 }, (_, at) => long(`made to collide ${at}`));
  const store = few();
  const ids = idsOf(store, texts, same);
  expect(valuesOf(ids)).toEqual(texts);
  const again = idsOf(store, texts, same);
  expect(again.slice(0, 16)).toEqual(ids.slice(0, 16));
  expect(valuesOf(again)).toEqual(texts);
});

test('after a rollback no id is used that is not in the case', () => {
  const store = few();
  idsOf(store, ['kept']);
  db.exec('BEGIN');
  idsOf(store, ['lost', 'also lost']);
  db.exec('ROLLBACK');
  store.forget();
  const ids = idsOf(store, ['lost', 'kept', 'other']);
  expect(ids).toEqual([2, 1, 3]);
  expect(valuesOf(ids)).toEqual(['lost', 'kept', 'other']);
});
