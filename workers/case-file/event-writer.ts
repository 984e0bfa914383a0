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

/** Rows per statement: fewer crossings into SQLite; 24 rows of 48 values stay far below its limit. */
const ROWS_AT_ONCE = 24;
/** Statements that are kept; constants are part of them, so evidence of many kinds makes many. */
const STATEMENTS = 200;

interface Present {
  readonly name: string;
  readonly sql: string;
  readonly isText: boolean;
  /** Ids in `texts` or numbers; 0 and -1 mean missing. */
  readonly values: Int32Array;
}

/** A column of the row as it is bound: its values, and which of them means NULL. */
interface Bound {
  readonly sql: string;
  readonly values: Int32Array | Float64Array | Uint8Array | Uint16Array;
  readonly missing: number;
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
    this.texts.flush();
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
    const ordinals = Float64Array.from(batch.ordinals, (ordinal) => firstOrdinal + ordinal);
    const all: Bound[] = [
      { sql: 'ordinal', values: ordinals, missing: NaN },
      { sql: 'record_offset', values: batch.offsets, missing: NaN },
      { sql: 'record_length', values: batch.lengths, missing: NaN },
      { sql: 'record_id', values: batch.recordIds, missing: -1 },
      { sql: 'line', values: batch.lines, missing: -1 },
      { sql: 'time_us', values: batch.timeUs, missing: NaN },
      { sql: 'time_nanos', values: batch.timeNanos, missing: NaN },
      { sql: 'time_digits', values: batch.timeDigits, missing: NaN },
      ...columns.map(({ sql, values, isText }) => ({ sql, values, missing: isText ? 0 : -1 })),
    ];
    // What is the same in the whole batch need not be bound row by row.
    const constant = all.filter(({ values }) => isConstant(values));
    const bound = all.filter((column) => !constant.includes(column));
    const literals: (readonly [string, string])[] = [['evidence', String(evidence)]];
    for (const { sql, values, missing } of constant) {
      literals.push([sql, literal(values[0]!, missing)]);
    }
    const form = formOf(literals, bound);
    const insertMany = this.insertRows(form, ROWS_AT_ONCE);
    for (let from = 0; from < batch.rows; from += ROWS_AT_ONCE) {
      const rows = Math.min(ROWS_AT_ONCE, batch.rows - from);
      const insert = rows === ROWS_AT_ONCE ? insertMany : this.insertRows(form, rows);
      insert.run(valuesOf(bound, firstEvent, from, rows));
    }
  }

  private insertRows({ names, tuple }: RowForm, rows: number): Statement {
    const key = `${rows} ${names} ${tuple}`;
    let statement = this.inserts.get(key);
    if (statement === undefined) {
      if (this.inserts.size >= STATEMENTS) this.inserts.clear();
      const tuples = new Array<string>(rows).fill(tuple).join(',');
      statement = this.db.prepare(`INSERT INTO events (${names}) VALUES ${tuples}`);
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

/** Column names and one row's places of a statement. */
interface RowForm {
  readonly names: string;
  readonly tuple: string;
}

function formOf(
  literals: readonly (readonly [string, string])[],
  bound: readonly Bound[],
): RowForm {
  const names = ['id', ...literals.map(([sql]) => sql), ...bound.map(({ sql }) => sql)];
  const places = ['?', ...literals.map(([, value]) => value), ...bound.map(() => '?')];
  return { names: names.join(','), tuple: `(${places.join(',')})` };
}

/** The bound values of some rows, row by row, each behind its event's id. */
function valuesOf(
  bound: readonly Bound[],
  firstEvent: number,
  from: number,
  rows: number,
): (number | null)[] {
  const out = new Array<number | null>(rows * (bound.length + 1));
  let at = 0;
  for (let row = from; row < from + rows; row++) {
    out[at++] = firstEvent + row;
    for (const { values, missing } of bound) {
      const value = values[row]!;
      out[at++] = value === missing || Number.isNaN(value) ? null : value;
    }
  }
  return out;
}

function isConstant(values: Bound['values']): boolean {
  const first = values[0];
  // NaN is never equal to itself: times that are all missing are bound as NULL.
  return values.every((value) => value === first);
}

function literal(value: number, missing: number): string {
  return value === missing ? 'NULL' : String(value);
}
