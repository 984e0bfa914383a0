/** The times of rows that have several: which of them are filled, and the documents of their events. */
import { newParsedTime, parseTimeInOrder } from '#workers/normalise/time-parser.ts';
import { timeTrouble } from '#workers/normalise/time-sentinels.ts';
import type { TimeNote } from '../record-time.ts';
import type { RowCells } from './cells.ts';
import type { RowTime } from './state.ts';

/** The present row's times. Equal times of equal meaning are one. One object for all rows of a chunk. */
export class RowTimes {
  /** Times of the present row. */
  count = 0;
  readonly timeUs: Float64Array;
  readonly nanos: Uint16Array;
  readonly digits: Uint8Array;
  /** Every column that said it, as bits of the row's times (at most 30 are told apart). */
  readonly said: Int32Array;
  /** Bytes of the last document that was made. */
  documentLength = 0;
  private readonly each: readonly RowTime[];
  /** Index into `each` of the first column that said the time. */
  private readonly first: Int32Array;
  private readonly delimiter: number;
  private readonly time = newParsedTime();
  /** What each time means and what it is about, as one text. */
  private readonly meanings: readonly string[];
  private readonly names = new Map<number, Buffer>();
  private buffer = new Uint8Array(4096);

  constructor(each: readonly RowTime[], delimiter: number) {
    this.each = each;
    this.meanings = each.map(({ action, paths }) => `${action} ${paths.join()}`);
    this.delimiter = delimiter;
    this.timeUs = new Float64Array(each.length);
    this.nanos = new Uint16Array(each.length);
    this.digits = new Uint8Array(each.length);
    this.first = new Int32Array(each.length);
    this.said = new Int32Array(each.length);
  }

  /** Reads the row's times. @returns what is to be noted, when one of them is no time */
  take(cells: RowCells): TimeNote | undefined {
    this.count = 0;
    let trouble: TimeNote | undefined;
    for (let i = 0; i < this.each.length; i++) {
      const { at, order } = this.each[i]!;
      const text = cells.cell(at);
      if (text === '' || nothing.test(text)) continue;
      if (parseTimeInOrder(text, order, undefined, this.time)) this.add(i);
      else trouble = timeTrouble(this.time);
    }
    return trouble;
  }

  actionOf(i: number): string {
    return this.each[this.first[i]!]!.action;
  }

  /** The file that this time is about, where that is not the row's own. */
  pathOf(i: number, cells: RowCells): string | undefined {
    for (const at of this.each[this.first[i]!]!.paths) {
      const path = cells.cell(at);
      if (path !== '') return path;
    }
    return undefined;
  }

  /**
   * The present row and a cell more with the names of the columns that said the time; valid until the
   * next call.
   * @param said see above, 0 = none
   */
  document(said: number, bytes: Uint8Array, { rowStart, rowEnd }: RowCells): Uint8Array {
    const name = this.nameOf(said);
    const rowLength = rowEnd - rowStart;
    this.documentLength = rowLength + 1 + name.length;
    if (this.documentLength > this.buffer.length) {
      this.buffer = new Uint8Array(this.documentLength * 2);
    }
    this.buffer.set(bytes.subarray(rowStart, rowEnd));
    this.buffer[rowLength] = this.delimiter;
    this.buffer.set(name, rowLength + 1);
    return this.buffer;
  }

  private add(i: number): void {
    const { timeUs, nanos, digits } = this.time;
    const bit = 1 << Math.min(i, 30);
    for (let known = 0; known < this.count; known++) {
      if (this.timeUs[known] !== timeUs || this.nanos[known] !== nanos) continue;
      if (this.meanings[this.first[known]!] !== this.meanings[i]) continue;
      this.said[known]! |= bit;
      return;
    }
    const at = this.count++;
    this.timeUs[at] = timeUs;
    this.nanos[at] = nanos;
    this.digits[at] = digits;
    this.first[at] = i;
    this.said[at] = bit;
  }

  private nameOf(said: number): Buffer {
    let name = this.names.get(said);
    if (name === undefined) {
      const told = this.each.filter((_, i) => (said & (1 << Math.min(i, 30))) !== 0);
      const text = told.map((time) => time.name).join(' + ');
      name = Buffer.from(/["\r\n,;\t|]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      this.names.set(said, name);
    }
    return name;
  }
}

/** How tools write that there is no time. */
const nothing = /^(?:-|N\/A|NA|null)$/i;
