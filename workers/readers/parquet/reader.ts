/**
 * Parquet, as data lakes export logs: each row becomes a JSON document and is read by the layouts of
 * JSON records, so a table of Sentinel or Defender means the same as Parquet and as JSON.
 */
import { WorkbenchError } from '#contract/errors.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { newParsedTime } from '#workers/normalise/time-parser.ts';
import { readingTrouble, timeTrouble } from '#workers/normalise/time-sentinels.ts';
import type { ParquetContext } from '../framing/parquet.ts';
import type { JsonObject } from '../json/json-object.ts';
import { layoutFor } from '../json/layouts/all-layouts.ts';
import { findTimePath } from '../json/layouts/generic.ts';
import { setTime } from '../json/layouts/layout.ts';
import type { Layout, LayoutRun } from '../json/layouts/layout.ts';
import { jsonFields } from '../json/opened-fields.ts';
import type { Chunk, Head, Prepared, Reader, ReadOptions } from '../reader.ts';
import { noTime, offsetsOf, zoneAssumed } from '../record-time.ts';
import type { TimeNote } from '../record-time.ts';
import { assumedZone } from '../zone-of.ts';
import { readColumns } from './columns.ts';
import type { ColumnValues } from './columns.ts';
import type { Piece } from './plan.ts';
import { jsonValue } from './values.ts';

const SAMPLE_ROWS = 50;

export const parquetReader: Reader = {
  id: 'parquet',
  label: 'Parquet',
  version: 1,
  cards: [
    {
      id: 'parquet',
      label: 'Parquet, up to 512 MiB; rows are read as the JSON records above',
      knownBy: '`PAR1` at the beginning',
      times: 'as in JSON of the same source; timestamps by their type',
    },
  ],
  cardOf: () => 'parquet',
  documents: 'json',
  sniff: ({ bytes }) => (/^PAR[1E]$/.test(magic(bytes)) ? 'certain' : 'no'),
  prepare,
  parse,
  fields: (document) => jsonFields(document),
};

function magic(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 4));
}

function prepare({ bytes }: Head, { timeZone }: ReadOptions): Prepared {
  if (magic(bytes) === 'PARE') {
    throw new WorkbenchError({
      code: 'unreadable',
      message: 'The Parquet file is encrypted.',
      hint: 'Export it without encryption.',
    });
  }
  const { zone } = assumedZone(timeZone, true);
  return { framing: 'parquet', skipBytes: 0, skipLines: 0, zone, state: {}, problems: [] };
}

function parse(chunk: Chunk, prepared: Prepared, batch: BatchBuilder): void {
  const context = chunk.context as ParquetContext;
  if (context.kind === 'damaged') {
    const place = { offset: 0, length: context.fileBytes, recordId: -1, line: -1 };
    batch.reject(place, 'parquet-damaged', context.message, '');
    return;
  }
  const { piece } = context;
  const columns = decode(chunk.bytes, piece, batch);
  if (columns !== undefined) new Rows(columns, piece, prepared, batch).read();
}

/** The columns, or undefined when the piece cannot be decoded; each of its rows is rejected then. */
function decode(
  bytes: Uint8Array,
  piece: Piece,
  batch: BatchBuilder,
): readonly ColumnValues[] | undefined {
  try {
    return readColumns(bytes, piece);
  } catch {
    const message = 'The row group that holds this row cannot be decoded.';
    for (let row = piece.from; row < piece.to; row++) {
      batch.reject(placeOf(piece, row), 'parquet-damaged', message, '');
    }
    return undefined;
  }
}

function placeOf(
  { start, end, firstRow }: Piece,
  row: number,
): { offset: number; length: number; recordId: number; line: number } {
  return { offset: start, length: end - start, recordId: firstRow + row + 1, line: -1 };
}

class Rows {
  private readonly columns: readonly ColumnValues[];
  private readonly piece: Piece;
  private readonly batch: BatchBuilder;
  private readonly run: LayoutRun;
  private readonly zoneGiven: boolean;

  constructor(
    columns: readonly ColumnValues[],
    piece: Piece,
    prepared: Prepared,
    batch: BatchBuilder,
  ) {
    this.columns = columns;
    this.piece = piece;
    this.batch = batch;
    const sample = Math.min(piece.to - piece.from, SAMPLE_ROWS);
    const rows = Array.from({ length: sample }, (_, at) => this.rowAt(at));
    const first = rows[0];
    const isGeneric = first !== undefined && layoutFor(first).id === 'generic';
    const timePath = isGeneric ? findTimePath(rows) : [];
    this.zoneGiven = prepared.zone.zone !== 'UTC';
    this.run = { batch, zone: offsetsOf(prepared.zone), time: newParsedTime(), timePath };
  }

  read(): void {
    const { piece, batch, run } = this;
    let layout: Layout | undefined;
    for (let row = piece.from; row < piece.to; row++) {
      const record = this.rowAt(row - piece.from);
      if (layout === undefined || layout.id === 'generic' || !layout.fits(record))
        layout = layoutFor(record);
      const place = placeOf(piece, row);
      const found = setTime(layout.timeOf(record, run), layout.utc, run);
      this.note(
        found === 'none'
          ? noTime
          : found === 'unreadable'
            ? timeTrouble(run.time)
            : this.doubt(layout),
        place,
      );
      layout.read(record, run);
      batch.commit(place, Buffer.from(JSON.stringify(record)));
    }
  }

  private rowAt(at: number): JsonObject {
    const row = Object.create(null) as Record<string, unknown>;
    for (const { name, values } of this.columns) {
      const value = jsonValue(values[at]);
      if (value !== undefined) row[name] = value;
    }
    return row;
  }

  private doubt(layout: Layout): TimeNote | undefined {
    const { time } = this.run;
    if (!layout.utc && !time.zoned && !this.zoneGiven) return zoneAssumed;
    return readingTrouble(time);
  }

  private note(note: TimeNote | undefined, { recordId }: { recordId: number }): void {
    if (note !== undefined) this.batch.problem(note.code, note.message, `record ${recordId}`);
  }
}
