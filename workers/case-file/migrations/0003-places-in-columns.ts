/**
 * The table of events becomes columns like everything else of an event: a row of 48 values each was
 * a third of the work of an import and of the size of a case, and said nothing that the packed
 * columns do not. What cases of the older form know of their records' places is carried over.
 */
import type { Sqlite } from '../case-file.ts';
import { packNumbers } from '../packing.ts';
import { placeColumns } from '../place-columns.ts';
import type { Migration } from './migration.ts';

const columnsOf: readonly (readonly [name: string, sql: string])[] = [
  [placeColumns.offset, 'record_offset'],
  [placeColumns.length, 'record_length'],
  [placeColumns.recordId, 'coalesce(record_id, -1)'],
  [placeColumns.line, 'coalesce(line, -1)'],
  [placeColumns.ordinal, 'ordinal'],
  [placeColumns.timeNanos, 'time_nanos'],
  [placeColumns.timeDigits, 'time_digits'],
];

export const placesInColumns: Migration = {
  id: 3,
  name: 'places-in-columns',
  before: carryOver,
  up: `DROP TABLE events;`,
};

function carryOver(db: Sqlite): void {
  const segments = db
    .prepare<[], { id: number; first: number; rows: number }>(
      `SELECT id, first_event AS first, rows FROM segments ORDER BY id`,
    )
    .all();
  const insert = db.prepare(`INSERT INTO segment_columns (segment, name, data) VALUES (?, ?, ?)`);
  for (const [name, sql] of columnsOf) {
    const values = db
      .prepare<[number, number], number>(
        `SELECT ${sql} FROM events WHERE id BETWEEN ? AND ? ORDER BY id`,
      )
      .pluck();
    for (const { id, first, rows } of segments) {
      insert.run(id, name, packNumbers(Float64Array.from(values.all(first, first + rows - 1))));
    }
  }
}
