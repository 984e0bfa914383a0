/**
 * One chunk's rows on their way into a batch. A row is an event as a rule; where the profile says that
 * a row has several times, each of them is one, and its document is the row with a cell more, which
 * names the time.
 */
import { columnOf } from '#contract/event-columns.ts';
import type { RecordPlace } from '#workers/batch/batch.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { wholeNumber } from '#workers/normalise/values.ts';
import { plainName } from '../mapping/plain-name.ts';
import type { Chunk, Prepared } from '../reader.ts';
import { RecordTime } from '../record-time.ts';
import type { TimeNote } from '../record-time.ts';
import { MAX_CELLS, RowCells } from './cells.ts';
import { isoOfExcel } from './excel-time.ts';
import { openRows } from './open-rows.ts';
import type { RowReader } from './profiles/profile.ts';
import { RowTimes } from './row-times.ts';
import { RowZones } from './row-zones.ts';
import { csvState } from './state.ts';
import type { CsvState, TimeColumns } from './state.ts';

const ACTION = columnOf('event.action');
const FILE_PATH = columnOf('file.path');

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export class RowRun {
  private readonly chunk: Chunk;
  private readonly batch: BatchBuilder;
  private readonly state: CsvState;
  private readonly cells: RowCells;
  private readonly reader: RowReader;
  private readonly time: RecordTime;
  /** Set when rows have several times. */
  private readonly times: RowTimes | undefined;
  /** Set when rows name their zone. */
  private readonly zones: RowZones | undefined;
  private readonly recordIdAt: number;
  private readonly place: Writable<RecordPlace> = { offset: 0, length: 0, recordId: -1, line: 0 };

  constructor(chunk: Chunk, prepared: Prepared, batch: BatchBuilder) {
    this.chunk = chunk;
    this.batch = batch;
    this.state = csvState(prepared.state);
    const { dialect, time, each, columns } = this.state;
    this.cells = new RowCells(chunk.bytes, dialect);
    this.reader = openRows(this.state, batch);
    const order = time?.order ?? 'month-first';
    this.time = new RecordTime(prepared.zone, order, batch);
    this.times = each === undefined ? undefined : new RowTimes(each, dialect.delimiter);
    this.zones = time?.zoneAt === undefined ? undefined : new RowZones(order, batch);
    this.recordIdAt = recordIdColumn(columns);
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
    if (this.isRagged()) this.note(RAGGED);
    if (this.times !== undefined) {
      this.commitEach(this.times);
      return;
    }
    this.setTime();
    this.reader.read(cells);
    place.recordId = this.recordId();
    this.batch.commit(place, this.chunk.bytes, cells.rowStart, cells.rowEnd);
  }

  /** One event for each time and meaning; a row without any is one event without a time. */
  private commitEach(times: RowTimes): void {
    const { cells, batch, chunk, place } = this;
    const trouble = times.take(cells);
    if (trouble !== undefined) this.note(trouble);
    place.recordId = this.recordId();
    if (times.count === 0) {
      this.note(NO_TIME);
      this.reader.read(cells);
      batch.commit(place, times.document(0, chunk.bytes, cells), 0, times.documentLength);
    }
    for (let i = 0; i < times.count; i++) {
      this.reader.read(cells);
      batch.time(times.timeUs[i]!, times.nanos[i]!, times.digits[i]!);
      batch.text(ACTION, times.actionOf(i));
      batch.text(FILE_PATH, times.pathOf(i, cells));
      const document = times.document(times.said[i]!, chunk.bytes, cells);
      batch.commit(place, document, 0, times.documentLength);
    }
  }

  private recordId(): number {
    const { cells, reader, recordIdAt } = this;
    if (reader.recordIdOf !== undefined) return reader.recordIdOf(cells);
    return recordIdAt < 0 ? -1 : (wholeNumber(cells.cell(recordIdAt)) ?? -1);
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
    const told = this.reader.timeOf?.(this.cells);
    if (time === undefined && told === undefined) return;
    const trouble = told === undefined ? this.setCellTime(time!) : this.time.set(told);
    if (trouble !== undefined) this.note(trouble);
  }

  private setCellTime(time: TimeColumns): TimeNote | undefined {
    const text = this.timeText(time.at);
    if (time.form === 'excel') return this.time.set(isoOfExcel(text));
    if (time.form === 'seconds' && text !== '') return this.setCounted(text, time.epochUs ?? 0);
    if (this.zones === undefined) return this.time.set(text);
    return this.zones.set(text, this.cells.cell(time.zoneAt!));
  }

  private setCounted(text: string, epochUs: number): TimeNote | undefined {
    const seconds = wholeNumber(text);
    if (seconds === undefined) return BAD_TIME;
    this.batch.time(epochUs + seconds * 1e6, 0, 0);
    return undefined;
  }

  private timeText(at: readonly number[]): string {
    const first = this.cells.cell(at[0]!);
    return at.length === 1 ? first : `${first} ${this.cells.cell(at[1]!)}`.trim();
  }

  private note({ code, message }: TimeNote): void {
    this.batch.problem(code, message, `line ${this.place.line}`);
  }
}

const RAGGED: TimeNote = {
  code: 'ragged-row',
  message: 'Rows with more or fewer cells than the header.',
};
const BAD_TIME: TimeNote = { code: 'bad-time', message: 'Times that cannot be read.' };
const NO_TIME: TimeNote = { code: 'no-time', message: 'Records without a time.' };

/** The column with the record's own number in its log, -1 when there is none. */
function recordIdColumn(columns: readonly string[]): number {
  return columns.findIndex((name) => ['eventrecordid', 'recordid'].includes(plainName(name)));
}
