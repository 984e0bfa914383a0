/** Table `events`, read side: single rows and the places of records, for what the packed columns do not hold. */
import { eventColumns } from '#contract/event-columns.ts';
import type { Sqlite } from './case-file.ts';

/** Where an event's record lies. */
export interface EventPlace {
  readonly id: number;
  readonly evidence: number;
  readonly offset: number;
  readonly length: number;
  /** null when the record has none. */
  readonly recordId: number | null;
  readonly line: number | null;
  readonly timeUs: number | null;
  readonly timeNanos: number;
  readonly timeDigits: number;
}

/** Evidence, offset, record id and line of one event; -1 where it has none. */
export type PlaceTuple = readonly [
  id: number,
  evidence: number,
  offset: number,
  recordId: number,
  line: number,
];

export interface EventsReader {
  place(id: number): EventPlace | undefined;
  /** Values of the columns of one event in the order of `eventColumns`, null where missing. */
  columns(id: number): readonly (number | null)[] | undefined;
  /** Places of all events with first ≤ id ≤ last, ascending. */
  places(first: number, last: number): Iterable<PlaceTuple>;
  /**
   * 0-based positions of records in their evidence, and the nanoseconds and digits of their times,
   * for first ≤ id ≤ last, as [id, ordinal, nanos, digits].
   */
  ordinals(first: number, last: number): Iterable<readonly [number, number, number, number]>;
}

/** Prepares the statements on an open case. */
export function readEvents(db: Sqlite): EventsReader {
  const place = db.prepare<[number], EventPlace>(
    `SELECT id, evidence, record_offset AS offset, record_length AS length, record_id AS recordId, line,
       time_us AS timeUs, time_nanos AS timeNanos, time_digits AS timeDigits FROM events WHERE id = ?`,
  );
  const columns = db
    .prepare<[number], (number | null)[]>(
      `SELECT ${eventColumns.map(({ sql }) => sql).join(', ')} FROM events WHERE id = ?`,
    )
    .raw();
  const places = db
    .prepare<[number, number], PlaceTuple>(
      `SELECT id, evidence, record_offset, coalesce(record_id, -1), coalesce(line, -1) FROM events
       WHERE id BETWEEN ? AND ? ORDER BY id`,
    )
    .raw();
  const ordinals = db
    .prepare<[number, number], [number, number, number, number]>(
      `SELECT id, ordinal, time_nanos, time_digits FROM events WHERE id BETWEEN ? AND ? ORDER BY id`,
    )
    .raw();
  return {
    place: (id) => place.get(id),
    columns: (id) => columns.get(id),
    places: (first, last) => places.iterate(first, last),
    ordinals: (first, last) => ordinals.iterate(first, last),
  };
}
