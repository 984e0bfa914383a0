/** The events of batches as plain objects, for assertions that read like sentences. */
import { zstdDecompressSync } from 'node:zlib';
import { eventColumns } from '#contract/event-columns.ts';
import { isoTime } from '#contract/time.ts';
import type { EventBatch } from '#workers/batch/batch.ts';

export interface PlainEvent {
  /** ISO 8601 with the evidence's digits, '' when the event has no time. */
  readonly time: string;
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly recordId: number;
  /** The kept document. */
  readonly document: string;
  /** Values by ECS name; columns without a value are absent. */
  readonly values: Readonly<Record<string, string | number>>;
}

/** Every event of the batches in order. */
export function eventsOf(batches: readonly EventBatch[]): PlainEvent[] {
  return batches.flatMap((batch) => {
    const documents = documentsOf(batch);
    return Array.from({ length: batch.rows }, (_, row) => eventOf(batch, row, documents[row]!));
  });
}

function eventOf(batch: EventBatch, row: number, document: string): PlainEvent {
  const timeUs = batch.timeUs[row]!;
  const time = Number.isNaN(timeUs)
    ? ''
    : isoTime(timeUs, batch.timeDigits[row], batch.timeNanos[row]);
  return {
    time,
    offset: batch.offsets[row]!,
    length: batch.lengths[row]!,
    line: batch.lines[row]!,
    recordId: batch.recordIds[row]!,
    document,
    values: valuesOf(batch, row),
  };
}

function valuesOf(batch: EventBatch, row: number): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  for (const [at, { name, kind }] of eventColumns.entries()) {
    const stored = batch.columns[at]?.[row];
    if (stored === undefined) continue;
    if (kind === 'text' && stored > 0) values[name] = batch.texts[stored - 1]!;
    if (kind === 'int' && stored >= 0) values[name] = stored;
  }
  return values;
}

function documentsOf(batch: EventBatch): string[] {
  const out: string[] = [];
  for (const { firstRow, rows, data } of batch.documents) {
    const bytes = zstdDecompressSync(data);
    let at = 0;
    for (let row = firstRow; row < firstRow + rows; row++) {
      const length = batch.documentLengths[row]!;
      out.push(bytes.toString('utf8', at, at + length));
      at += length;
    }
  }
  return out;
}
