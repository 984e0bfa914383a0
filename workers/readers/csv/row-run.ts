/** One chunk's rows on their way into a batch. */
import type { RecordPlace } from '#workers/batch/batch.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { newParsedTime, parseSlashTime, parseTime } from '#workers/normalise/time-parser.ts';
import type { DateOrder } from '#workers/normalise/time-parser.ts';
import { wholeNumber } from '#workers/normalise/values.ts';
import { zoneOffset } from '#workers/normalise/zone-offset.ts';
import type { ZoneOffset } from '#workers/normalise/zone-offset.ts';
import type { Chunk, Prepared } from '../reader.ts';
import { MAX_CELLS, RowCells } from './cells.ts';
import { plainName } from './columns.ts';
import { genericRows } from './generic-rows.ts';
import type { RowReader } from './generic-rows.ts';
import { csvState } from './state.ts';
import type { CsvState } from './state.ts';
import { zoneProblem } from './time-columns.ts';
import { windowsRows } from './windows-rows.ts';
import { xdrRows } from './xdr-rows.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export class RowRun {
  private readonly chunk: Chunk;
  private readonly batch: BatchBuilder;
  private readonly state: CsvState;
  private readonly cells: RowCells;
  private readonly read: RowReader;
  private readonly time = newParsedTime();
  /** For times without an offset; undefined: UTC. */
  private readonly zone: ZoneOffset | undefined;
  /** The evidence promised offsets: a time without one is worth telling. */
  private readonly expectsZone: boolean;
  private readonly recordIdAt: number;
  private readonly place: Writable<RecordPlace> = { offset: 0, length: 0, recordId: -1, line: 0 };

  constructor(chunk: Chunk, prepared: Prepared, batch: BatchBuilder) {
    this.chunk = chunk;
    this.batch = batch;
    this.state = csvState(prepared.state);
    this.cells = new RowCells(chunk.bytes, this.state.dialect);
    this.read = rowReader(this.state, batch);
    const { kind, zone } = prepared.zone;
    this.zone = kind === 'assumed' && zone !== 'UTC' ? zoneOffset(zone) : undefined;
    this.expectsZone = kind === 'explicit';
    this.recordIdAt = recordIdColumn(this.state.columns);
  }

  rows(): void {
    const { cells, chunk } = this;
    let line = chunk.firstLine;
    for (let at = 0; at < chunk.bytes.length;) {
      at = cells.next(at);
      if (!cells.isBlank()) this.row(line);
      line += cells.innerLines + 1;
    }
  }

  private row(line: number): void {
    const { cells, place } = this;
    place.offset = this.chunk.offset + cells.rowStart;
    place.length = cells.rowEnd - cells.rowStart;
    place.line = line;
    place.recordId = -1;
    if (!this.isAcceptable()) return;
    if (this.isRagged()) this.note('ragged-row', 'Rows with more or fewer cells than the header.');
    this.setTime();
    this.read(cells);
    if (this.recordIdAt >= 0) place.recordId = wholeNumber(cells.cell(this.recordIdAt)) ?? -1;
    this.batch.commit(place, this.chunk.bytes, cells.rowStart, cells.rowEnd);
  }

  private isAcceptable(): boolean {
    const { cells } = this;
    if (cells.unbalanced) {
      return this.reject('csv-unbalanced-quote', 'A quote is opened and never closed.');
    }
    if (cells.count > MAX_CELLS) {
      return this.reject('csv-too-many-cells', `The row has ${cells.count} cells.`);
    }
    if (this.isHeaderAgain()) {
      return this.reject('csv-repeated-header', 'The header again, as in files put together.');
    }
    return true;
  }

  private reject(reason: string, message: string): false {
    this.batch.reject(this.place, reason, message, this.cells.rowText());
    return false;
  }

  private isHeaderAgain(): boolean {
    const { columns, hasHeader } = this.state;
    const { cells } = this;
    const last = columns.length - 1;
    if (!hasHeader || cells.count !== columns.length || cells.cell(last).trim() !== columns[last]) {
      return false;
    }
    return columns.every((name, at) => {
      const cell = cells.cell(at).trim();
      return cell === name || cell === '';
    });
  }

  /** A delimiter at the end of every row is a habit of some writers, not a cell. */
  private isRagged(): boolean {
    const { cells } = this;
    const wanted = this.state.columns.length;
    return cells.count !== wanted && !(cells.count === wanted + 1 && cells.cell(wanted) === '');
  }

  private setTime(): void {
    const { time } = this.state;
    if (time === undefined) return;
    const text = this.timeText(time.at);
    if (text === '') {
      this.note('no-time', 'Records without a time.');
    } else if (time.relative) {
      const seconds = wholeNumber(text);
      if (seconds === undefined) this.note('bad-time', 'Times that cannot be read.');
      else this.batch.time(seconds * 1e6, 0, 0);
    } else if (this.parseTime(text, time.order)) {
      const { timeUs, nanos, digits, zoned } = this.time;
      this.batch.time(timeUs, nanos, digits);
      if (this.expectsZone && !zoned) this.note(zoneProblem.code, zoneProblem.message);
    } else this.note('bad-time', 'Times that cannot be read.');
  }

  private timeText(at: readonly number[]): string {
    const first = this.cells.cell(at[0]!);
    return at.length === 1 ? first : `${first} ${this.cells.cell(at[1]!)}`.trim();
  }

  private parseTime(text: string, order: DateOrder): boolean {
    if (order === 'day-first' && parseSlashTime(text, order, this.zone, this.time)) return true;
    return parseTime(text, this.zone, this.time);
  }

  private note(code: string, message: string): void {
    this.batch.problem(code, message, `line ${this.place.line}`);
  }
}

function rowReader({ profile, columns, mapped }: CsvState, batch: BatchBuilder): RowReader {
  if (profile === 'windows') return windowsRows(columns, batch);
  if (profile === 'defender-xdr') return xdrRows(columns, batch);
  return genericRows(mapped, batch);
}

/** The column with the record's own number in its log, -1 when there is none. */
function recordIdColumn(columns: readonly string[]): number {
  return columns.findIndex((name) => ['eventrecordid', 'recordid'].includes(plainName(name)));
}
