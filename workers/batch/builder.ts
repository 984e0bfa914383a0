/**
 * Where readers put what they find: one record at a time, either committed as an event or rejected
 * with a reason. Keeps columns as growing typed arrays and each batch's text once.
 */
import { constants, zstdCompressSync } from 'node:zlib';
import { eventColumns } from '#contract/event-columns.ts';
import { textHash53 } from '#workers/base/hash.ts';
import type {
  BatchProblem,
  BatchReject,
  DocumentBlock,
  EventBatch,
  NumberSpan,
  RecordPlace,
} from './batch.ts';
import { TermIndexer } from './term-indexer.ts';

/** Uncompressed size at which a block of documents is closed: large enough to compress, small enough to open for one row. */
const BLOCK_BYTES = 1 << 18;
/** The fastest level with tables cut to the size of a block: as small as without, in two thirds of the time. */
const PACKING = {
  params: {
    [constants.ZSTD_c_compressionLevel]: 1,
    [constants.ZSTD_c_windowLog]: 18,
    [constants.ZSTD_c_hashLog]: 16,
  },
};
const RAW_LIMIT = 65_536;
/** No calendar goes further (ECMA-262, Date): what cannot be printed is no time. */
const MAX_TIME_US = 8.64e18;
const isInt = eventColumns.map(({ kind }) => kind === 'int');

/** How documents of a format look to the text index. */
export type DocumentKind = 'json' | 'text';

export class BatchBuilder {
  private rows = 0;
  private capacity = 1024;
  private timeUs = new Float64Array(this.capacity);
  private timeNanos = new Uint16Array(this.capacity);
  private timeDigits = new Uint8Array(this.capacity);
  private offsets = new Float64Array(this.capacity);
  private lengths = new Float64Array(this.capacity);
  private recordIds = new Float64Array(this.capacity);
  private lines = new Float64Array(this.capacity);
  private ordinals = new Uint32Array(this.capacity);
  private documentLengths = new Uint32Array(this.capacity);
  private readonly columns: (Int32Array | undefined)[] = eventColumns.map(() => undefined);
  /** Columns set since the last commit, to be cleared when the record is rejected after all. */
  private readonly touched: number[] = [];
  /** By column: the last text that was set and its id. */
  private readonly lastText: string[] = eventColumns.map(() => '');
  private readonly lastId = new Int32Array(eventColumns.length);
  private readonly dictionary = new Map<string, number>();
  private readonly texts: string[] = [];
  private block = new Uint8Array(BLOCK_BYTES + (1 << 16));
  private blockEnd = 0;
  private blockFirstRow = 0;
  private readonly blocks: DocumentBlock[] = [];
  private readonly terms: TermIndexer;
  private readonly rejects: BatchReject[] = [];
  private readonly problems = new Map<string, BatchProblem>();
  private readonly spans: NumberSpan[] = [];

  constructor(kind: DocumentKind) {
    this.terms = new TermIndexer(kind === 'json');
    this.timeUs[0] = NaN;
  }

  /** Events committed so far. */
  get count(): number {
    return this.rows;
  }

  /** Sets a text column of the present record; '' and undefined mean missing. */
  text(column: number, value: string | undefined): void {
    if (value === undefined || value === '') return;
    // Columns repeat themselves: comparing with the last value is cheaper than hashing a fresh string.
    if (value !== this.lastText[column]) {
      this.lastText[column] = value;
      this.lastId[column] = this.dictionary.get(value) ?? this.addText(value);
    }
    this.put(column, this.lastId[column]!);
  }

  /** Lone surrogates are no text that a database can keep: they become replacement characters. */
  private addText(value: string): number {
    const text = value.isWellFormed() ? value : value.toWellFormed();
    let id = text === value ? undefined : this.dictionary.get(text);
    if (id === undefined) {
      this.texts.push(text);
      id = this.texts.length;
      this.dictionary.set(text, id);
    }
    if (text !== value) this.dictionary.set(value, id);
    return id;
  }

  /** Sets a whole-number column; anything but 0 … 2^31-1 means missing. */
  int(column: number, value: number | undefined): void {
    if (value === undefined || !(value >= 0 && value <= 0x7fffffff)) return;
    this.put(column, value);
  }

  /**
   * Sets the record's time.
   * @param timeUs whole microseconds since the epoch; NaN = no time
   * @param nanos nanoseconds below the microsecond
   * @param digits fraction digits that the evidence showed
   */
  time(timeUs: number, nanos: number, digits: number): void {
    this.timeUs[this.rows] = Math.abs(timeUs) <= MAX_TIME_US ? timeUs : NaN;
    this.timeNanos[this.rows] = nanos;
    this.timeDigits[this.rows] = digits;
  }

  /** Ends the present record as an event; `document` are its bytes as they are kept and searched. */
  commit(place: RecordPlace, bytes: Uint8Array, from = 0, to = bytes.length): void {
    const row = this.rows;
    this.offsets[row] = place.offset;
    this.lengths[row] = place.length;
    this.recordIds[row] = place.recordId;
    this.lines[row] = place.line;
    this.ordinals[row] = row + this.rejects.length;
    this.keep(bytes, from, to);
    this.terms.add(bytes, from, to, row);
    this.touched.length = 0;
    this.rows++;
    if (this.rows === this.capacity) this.grow();
    this.timeUs[this.rows] = NaN;
  }

  /** Ends the present record as rejected. `raw` is cut to 64 KiB. */
  reject(place: RecordPlace, reason: string, message: string, raw: string): void {
    for (const column of this.touched) {
      const values = this.columns[column];
      if (values !== undefined) values[this.rows] = isInt[column] === true ? -1 : 0;
    }
    this.touched.length = 0;
    this.time(NaN, 0, 0);
    this.rejects.push({ ...place, reason, message, raw: raw.slice(0, RAW_LIMIT) });
  }

  /** Notes trouble that is no single record's. */
  problem(code: string, message: string, locator: string, count = 1): void {
    const key = `${code}\n${message}`;
    const known = this.problems.get(key);
    if (known === undefined)
      this.problems.set(key, { code, message, count, firstLocator: locator });
    else known.count += count;
  }

  /** Notes numbers of records that are there, for formats that number them. */
  numbers(span: NumberSpan): void {
    this.spans.push(span);
  }

  /** The finished batch; the builder must not be used afterwards. */
  finish(): EventBatch {
    this.closeBlock();
    const rows = this.rows;
    const hashes = new Float64Array(this.texts.length);
    for (let i = 0; i < hashes.length; i++) hashes[i] = textHash53(this.texts[i]!);
    return {
      rows,
      timeUs: this.timeUs.slice(0, rows),
      timeNanos: this.timeNanos.slice(0, rows),
      timeDigits: this.timeDigits.slice(0, rows),
      offsets: this.offsets.slice(0, rows),
      lengths: this.lengths.slice(0, rows),
      recordIds: this.recordIds.slice(0, rows),
      lines: this.lines.slice(0, rows),
      ordinals: this.ordinals.slice(0, rows),
      columns: this.columns.map((values) => values?.slice(0, rows)),
      texts: this.texts,
      textHashes: hashes,
      documentLengths: this.documentLengths.slice(0, rows),
      documents: this.blocks,
      terms: this.terms.finish(rows),
      rejects: this.rejects,
      problems: [...this.problems.values()],
      numbers: this.spans,
    };
  }

  private put(column: number, value: number): void {
    let values = this.columns[column];
    if (values === undefined) {
      values = new Int32Array(this.capacity);
      if (isInt[column] === true) values.fill(-1);
      this.columns[column] = values;
    }
    values[this.rows] = value;
    this.touched.push(column);
  }

  private keep(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    if (this.blockEnd > 0 && this.blockEnd + length > BLOCK_BYTES) this.closeBlock();
    if (this.blockEnd + length > this.block.length) {
      const bigger = new Uint8Array(this.blockEnd + length);
      bigger.set(this.block.subarray(0, this.blockEnd));
      this.block = bigger;
    }
    this.block.set(
      from === 0 && to === bytes.length ? bytes : bytes.subarray(from, to),
      this.blockEnd,
    );
    this.blockEnd += length;
    this.documentLengths[this.rows] = length;
  }

  private closeBlock(): void {
    const rows = this.rows - this.blockFirstRow;
    if (rows === 0) return;
    const packed = zstdCompressSync(this.block.subarray(0, this.blockEnd), PACKING);
    // A copy of its own, so that handing over the buffer takes nothing else along.
    this.blocks.push({ firstRow: this.blockFirstRow, rows, data: new Uint8Array(packed) });
    this.blockFirstRow = this.rows;
    this.blockEnd = 0;
  }

  private grow(): void {
    const capacity = this.capacity * 2;
    this.timeUs = bigger(this.timeUs, capacity);
    this.timeNanos = bigger(this.timeNanos, capacity);
    this.timeDigits = bigger(this.timeDigits, capacity);
    this.offsets = bigger(this.offsets, capacity);
    this.lengths = bigger(this.lengths, capacity);
    this.recordIds = bigger(this.recordIds, capacity);
    this.lines = bigger(this.lines, capacity);
    this.ordinals = bigger(this.ordinals, capacity);
    this.documentLengths = bigger(this.documentLengths, capacity);
    for (let column = 0; column < this.columns.length; column++) {
      const values = this.columns[column];
      if (values === undefined) continue;
      const more = bigger(values, capacity);
      if (isInt[column] === true) more.fill(-1, this.capacity);
      this.columns[column] = more;
    }
    this.capacity = capacity;
  }
}

type Typed = Float64Array | Uint16Array | Uint8Array | Uint32Array | Int32Array;

function bigger<T extends Typed>(array: T, length: number): T {
  const out = new (array.constructor as new (length: number) => T)(length);
  out.set(array);
  return out;
}
