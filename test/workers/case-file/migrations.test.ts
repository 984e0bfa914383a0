/** A case of every earlier form is brought to the present one without losing an event. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import {
  APPLICATION_ID,
  closeCaseFile,
  openForReading,
  openForWriting,
} from '#workers/case-file/case-file.ts';
import { migrations } from '#workers/case-file/migrations/index.ts';
import { packNumbers } from '#workers/case-file/packing.ts';
import { CaseView } from '#workers/query/case-view.ts';

const ROWS = 5;

/** A case of the form that had a row per event: two segments of five events, one without times and lines. */
function caseOfForm2(file: string): void {
  const db = new Database(file);
  db.pragma(`application_id = ${APPLICATION_ID}`);
  for (const { id, up } of migrations.filter((migration) => migration.id <= 2)) {
    db.exec(up);
    db.pragma(`user_version = ${id}`);
  }
  db.exec(
    `INSERT INTO evidence VALUES (1, 'a', '', '', '', 0, '', 'csv', 1, '', 'utc', 'UTC', 'complete', 10, 10, 0, 0, NULL, NULL, '', '', 0, 0)`,
  );
  const segment = db.prepare(`INSERT INTO segments VALUES (?, 1, ?, ${ROWS}, NULL, NULL)`);
  const time = db.prepare(`INSERT INTO segment_columns VALUES (?, '@timestamp', ?)`);
  const event = db.prepare(
    `INSERT INTO events (id, evidence, ordinal, record_offset, record_length, record_id, line, time_us, time_nanos, time_digits)
     VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const [at, first] of [1, 6].entries()) {
    segment.run(at + 1, first);
    const times = Float64Array.from({ length: ROWS }, (_, row) => (at === 0 ? row * 1e6 : NaN));
    time.run(at + 1, packNumbers(times));
    for (let row = 0; row < ROWS; row++) {
      const id = first + row;
      const line = at === 0 ? id : null;
      event.run(id, id - 1, 1000 * id, 7 + id, at === 0 ? null : 90 + id, line, null, 100 * at, 7);
    }
  }
  db.close();
}

test('places, record ids, lines and parts of times of a case with rows are carried over', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'loupe-migrate-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'old.loupe');
  caseOfForm2(file);
  expect(() => openForReading(file)).toThrow(/written by an older Loupe/);
  const db = openForWriting(file);
  const view = new CaseView(db, {
    findReader: () => undefined,
    checkCancelled: () => undefined,
    columnBytes: 0,
  });
  view.refresh();
  expect(view.events.place(2)).toEqual({
    id: 2,
    evidence: 1,
    offset: 2000,
    length: 9,
    recordId: null,
    line: 2,
    timeUs: 1e6,
    timeNanos: 0,
    timeDigits: 7,
  });
  expect(view.events.place(10)).toMatchObject({
    offset: 10_000,
    recordId: 100,
    line: null,
    timeUs: null,
    timeNanos: 100,
  });
  expect(Array.from(view.events.ordinals(1, 10), ([, ordinal]) => ordinal)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
  ]);
  closeCaseFile(db);
  openForReading(file).close();
});
