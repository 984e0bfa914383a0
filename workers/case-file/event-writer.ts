/**
 * Applies a parsed batch to the case: one row per event, the packed columns, the documents and the
 * pages of the text index, all inside the caller's transaction. This is the hot path of importing:
 * statements name only the columns that a batch really has, and are kept.
 */
import { eventColumns } from '#contract/event-columns.ts';
import { isoTime } from '#contract/time.ts';
import type { EventBatch } from '#workers/batch/batch.ts';
import type { Statement } from 'better-sqlite3';
import type { Sqlite } from './case-file.ts';
import { widenSpan } from './evidence-repository.ts';
import { packDoubles, packInts } from './packing.ts';
import { TextStore } from './text-store.ts';

const FIXED =
  'id, evidence, ordinal, record_offset, record_length, record_id, line, time_us, time_nanos, time_digits';
const FIXED_COUNT = 10;
/** Rows per statement: fewer crossings into SQLite; 24 rows of 47 values stay far below its limit. */
const ROWS_AT_ONCE = 24;

interface Present {
  readonly name: string;
  readonly sql: string;
  readonly isText: boolean;
  /** Ids in `texts` or numbers; 0 and -1 mean missing. */
  readonly values: Int32Array;
}

export class EventWriter {
  private readonly db: Sqlite;
  private readonly texts: TextStore;
  private readonly inserts = new Map<string, Statement>();
  private readonly insertSegment: Statement;
  private readonly insertColumn: Statement;
  private readonly insertDocuments: Statement;
  private readonly insertTerms: Statement;

  constructor(db: Sqlite) {
    this.db = db;
    this.texts = new TextStore(db);
    this.insertSegment = db.prepare(
      `INSERT INTO segments (evidence, first_event, rows, min_time_us, max_time_us) VALUES (?, ?, ?, ?, ?)`,
    );
    this.insertColumn = db.prepare(
      `INSERT INTO segment_columns (segment, name, data) VALUES (?, ?, ?)`,
    );
    this.insertDocuments = db.prepare(
      `INSERT INTO segment_documents (segment, first_row, rows, lengths, data) VALUES (?, ?, ?, ?, ?)`,
    );
    this.insertTerms = db.prepare(
      `INSERT INTO term_pages (segment, first_term, data) VALUES (?, ?, ?)`,
    );
  }

  /**
   * Writes a batch; `firstOrdinal` is the number of records of the evidence before it.
   * @returns id of the first event, 0 when the batch has none
   */
  write(evidence: number, batch: EventBatch, firstOrdinal: number): number {
    if (batch.rows === 0) return 0;
    const firstEvent = this.nextEvent();
    const columns = this.globalColumns(batch);
    this.writeRows(evidence, batch, firstEvent, { columns, firstOrdinal });
    this.writeSegment(evidence, batch, firstEvent, columns);
    return firstEvent;
  }

  /** After a rollback: forgets ids of texts that were never kept. */
  forget(): void {
    this.texts.forget();
  }

  private nextEvent(): number {
    const last = this.db.prepare(`SELECT max(id) FROM events`).pluck().get() as number | null;
    return (last ?? 0) + 1;
  }

  private globalColumns(batch: EventBatch): Present[] {
    const ids = new Int32Array(batch.texts.length + 1);
    for (let i = 0; i < batch.texts.length; i++) {
      ids[i + 1] = this.texts.id(batch.texts[i]!, batch.textHashes[i]!);
    }
    const present: Present[] = [];
    eventColumns.forEach(({ name, sql, kind }, number) => {
      const values = batch.columns[number];
      if (values === undefined) return;
      const isText = kind === 'text';
      present.push({ name, sql, isText, values: isText ? values.map((id) => ids[id]!) : values });
    });
    return present;
  }

  private writeRows(
    evidence: number,
    batch: EventBatch,
    firstEvent: number,
    {
      columns,
      firstOrdinal,
    }: { readonly columns: readonly Present[]; readonly firstOrdinal: number },
  ): void {
    const width = FIXED_COUNT + columns.length;
    for (let from = 0; from < batch.rows; from += ROWS_AT_ONCE) {
      const rows = Math.min(ROWS_AT_ONCE, batch.rows - from);
      const values: (number | null)[] = new Array(rows * width) as (number | null)[];
      let at = 0;
      for (let row = from; row < from + rows; row++) {
        const time = batch.timeUs[row]!;
        values[at++] = firstEvent + row;
        values[at++] = evidence;
        values[at++] = firstOrdinal + batch.ordinals[row]!;
        values[at++] = batch.offsets[row]!;
        values[at++] = batch.lengths[row]!;
        values[at++] = orNull(batch.recordIds[row]!, -1);
        values[at++] = orNull(batch.lines[row]!, -1);
        values[at++] = Number.isNaN(time) ? null : time;
        values[at++] = batch.timeNanos[row]!;
        values[at++] = batch.timeDigits[row]!;
        for (const { values: column, isText } of columns) {
          values[at++] = orNull(column[row]!, isText ? 0 : -1);
        }
      }
      this.insertRows(columns, rows).run(values);
    }
  }

  private insertRows(columns: readonly Present[], rows: number): Statement {
    const names = [FIXED, ...columns.map(({ sql }) => sql)].join(', ');
    const key = `${rows} ${names}`;
    let statement = this.inserts.get(key);
    if (statement === undefined) {
      const tuple = `(${new Array(FIXED_COUNT + columns.length).fill('?').join(',')})`;
      statement = this.db.prepare(
        `INSERT INTO events (${names}) VALUES ${new Array(rows).fill(tuple).join(',')}`,
      );
      this.inserts.set(key, statement);
    }
    return statement;
  }

  private writeSegment(
    evidence: number,
    batch: EventBatch,
    firstEvent: number,
    columns: readonly Present[],
  ): void {
    const span = this.writeSpan(evidence, batch);
    const { lastInsertRowid } = this.insertSegment.run(
      evidence,
      firstEvent,
      batch.rows,
      span?.[0] ?? null,
      span?.[1] ?? null,
    );
    const segment = Number(lastInsertRowid);
    this.insertColumn.run(segment, '@timestamp', packDoubles(batch.timeUs));
    for (const { name, values } of columns) this.insertColumn.run(segment, name, packInts(values));
    for (const { firstRow, rows, data } of batch.documents) {
      const lengths = batch.documentLengths.slice(firstRow, firstRow + rows);
      this.insertDocuments.run(segment, firstRow, rows, new Uint8Array(lengths.buffer), data);
    }
    for (const { firstTerm, data } of batch.terms) this.insertTerms.run(segment, firstTerm, data);
  }

  /** Least and greatest time of the batch, entered into the evidence's span; undefined when nothing has a time. */
  private writeSpan(evidence: number, batch: EventBatch): readonly [number, number] | undefined {
    let first = -1;
    let last = -1;
    const { timeUs } = batch;
    for (let row = 0; row < timeUs.length; row++) {
      if (Number.isNaN(timeUs[row]!)) continue;
      if (first < 0 || timeUs[row]! < timeUs[first]!) first = row;
      if (last < 0 || timeUs[row]! > timeUs[last]!) last = row;
    }
    if (first < 0) return undefined;
    const iso = (row: number): string =>
      isoTime(timeUs[row]!, batch.timeDigits[row], batch.timeNanos[row]);
    widenSpan(this.db, evidence, [timeUs[first]!, iso(first)], [timeUs[last]!, iso(last)]);
    return [timeUs[first]!, timeUs[last]!];
  }
}

function orNull(value: number, missing: number): number | null {
  return value === missing ? null : value;
}
