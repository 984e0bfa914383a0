/**
 * Applies a parsed batch to the case: the packed columns of its events, the documents and the pages
 * of the text index, all inside the caller's transaction. This is the hot path of importing, and the
 * one that no second thread can share: what is written are whole columns, never single rows.
 */
import { eventColumns } from '#contract/event-columns.ts';
import { isoTime } from '#contract/time.ts';
import type { EventBatch } from '#workers/batch/batch.ts';
import type { Statement } from 'better-sqlite3';
import type { Sqlite } from './case-file.ts';
import { widenSpan } from './evidence-repository.ts';
import { packNumbers, type Whole } from './packing.ts';
import { placeColumns } from './place-columns.ts';
import { TextStore } from './text-store.ts';

interface Present {
  readonly name: string;
  /** Ids in `texts` or numbers; 0 and -1 mean missing. */
  readonly values: Whole;
}

export class EventWriter {
  private readonly db: Sqlite;
  private readonly texts: TextStore;
  private readonly lastEvent: Statement<[], number>;
  private readonly insertSegment: Statement;
  private readonly insertColumn: Statement;
  private readonly insertDocuments: Statement;
  private readonly insertTerms: Statement;

  constructor(db: Sqlite) {
    this.db = db;
    this.texts = new TextStore(db);
    this.lastEvent = db
      .prepare<[], number>(`SELECT first_event + rows - 1 FROM segments ORDER BY id DESC LIMIT 1`)
      .pluck();
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
    const firstEvent = (this.lastEvent.get() ?? 0) + 1;
    const columns = [...placesOf(batch, firstOrdinal), ...this.globalColumns(batch)];
    this.writeSegment(evidence, batch, firstEvent, columns);
    return firstEvent;
  }

  /** After a rollback: forgets ids of texts that were never kept. */
  forget(): void {
    this.texts.forget();
  }

  private globalColumns(batch: EventBatch): Present[] {
    const ids = new Int32Array(batch.texts.length + 1);
    for (let i = 0; i < batch.texts.length; i++) {
      ids[i + 1] = this.texts.id(batch.texts[i]!, batch.textHashes[i]!);
    }
    this.texts.flush();
    const present: Present[] = [];
    eventColumns.forEach(({ name, kind }, number) => {
      const values = batch.columns[number];
      if (values === undefined) return;
      present.push({ name, values: kind === 'text' ? values.map((id) => ids[id]!) : values });
    });
    return present;
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
    this.insertColumn.run(segment, '@timestamp', packNumbers(batch.timeUs));
    for (const { name, values } of columns)
      this.insertColumn.run(segment, name, packNumbers(values));
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

/** Where the records lie and the finer parts of their times. */
function placesOf(batch: EventBatch, firstOrdinal: number): Present[] {
  return [
    { name: placeColumns.offset, values: batch.offsets },
    { name: placeColumns.length, values: batch.lengths },
    { name: placeColumns.recordId, values: batch.recordIds },
    { name: placeColumns.line, values: batch.lines },
    {
      name: placeColumns.ordinal,
      values: Float64Array.from(batch.ordinals, (ordinal) => firstOrdinal + ordinal),
    },
    { name: placeColumns.timeNanos, values: batch.timeNanos },
    { name: placeColumns.timeDigits, values: batch.timeDigits },
  ];
}
