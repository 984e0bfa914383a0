/**
 * One JSON text after the other → events. Shared by the two framings: how records are found differs,
 * what happens with one does not.
 */
import type { RecordPlace } from '#workers/batch/batch.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { newParsedTime } from '#workers/normalise/time-parser.ts';
import { readingTrouble, timeTrouble } from '#workers/normalise/time-sentinels.ts';
import { isAscii, isUtf8 } from 'node:buffer';
import type { Chunk, Prepared } from '../reader.ts';
import { noTime, offsetsOf, orderContradicted } from '../record-time.ts';
import type { TimeNote } from '../record-time.ts';
import { MAX_DEPTH, isObject, isTooDeep } from './json-object.ts';
import type { JsonObject } from './json-object.ts';
import { jsonState } from './json-state.ts';
import { MappedRecords } from './mapped-layout.ts';
import { layoutFor, layoutNamed } from './layouts/all-layouts.ts';
import { setTime } from './layouts/layout.ts';
import type { Layout, LayoutRun, TimeFound } from './layouts/layout.ts';
import { findSyntaxFault } from './syntax-error.ts';

/** A place whose numbers are set per record; the builder copies them out. */
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export class RecordReader {
  readonly bytes: Buffer;
  private readonly batch: BatchBuilder;
  private readonly ascii: boolean;
  private readonly run: LayoutRun;
  /** The layout of the record before: nearly always that of the next one, too. */
  private layout: Layout;
  private readonly mapped: MappedRecords | undefined;
  private readonly place: Mutable<RecordPlace> = { offset: 0, length: 0, recordId: -1, line: -1 };
  private readonly chunkOffset: number;

  constructor(chunk: Chunk, prepared: Prepared, batch: BatchBuilder) {
    const { bytes, offset } = chunk;
    const { layout, timePath, mapped, dateOrder } = jsonState(prepared.state);
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.ascii = isAscii(this.bytes);
    this.batch = batch;
    this.chunkOffset = offset;
    this.layout = layoutNamed(layout);
    const zone = offsetsOf(prepared.zone);
    this.run = { batch, zone, time: newParsedTime(), order: dateOrder, timePath };
    this.mapped = mapped === undefined ? undefined : new MappedRecords(mapped, this.run);
  }

  /** Reads the record at `from` … `to` of the chunk. */
  read(from: number, to: number, line: number): void {
    const { place } = this;
    place.offset = this.chunkOffset + from;
    place.length = to - from;
    place.recordId = -1;
    place.line = line;
    const text = this.decode(from, to);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      this.rejectSyntax(text);
      return;
    }
    if (isObject(value)) this.readObject(value, text, from, to);
    else this.batch.reject(place, 'json-not-an-object', `The record is ${kindOf(value)}.`, text);
  }

  private readObject(row: JsonObject, text: string, from: number, to: number): void {
    const { place, batch, run } = this;
    if (isTooDeep(row)) {
      batch.reject(place, 'json-too-deep', `More than ${MAX_DEPTH} levels of nesting.`, text);
      return;
    }
    if (this.mapped !== undefined) {
      const found = this.mapped.time(row);
      if (found !== 'found' || run.time.reading !== 'once') this.noteTime(found);
      this.mapped.read(row);
      batch.commit(place, this.bytes, from, to);
      return;
    }
    if (!this.layout.fits(row) || this.layout.id === 'generic') this.layout = layoutFor(row);
    const { layout } = this;
    const time = setTime(layout.timeOf(row, run), layout.utc, run);
    if (time !== 'found' || run.time.reading !== 'once') this.noteTime(time);
    place.recordId = layout.read(row, run);
    batch.commit(place, this.bytes, from, to);
  }

  /** The record as text; damaged UTF-8 is replaced and counted. */
  private decode(from: number, to: number): string {
    // Latin-1 strings parse three times as fast as those of two bytes a character.
    if (this.ascii) return this.bytes.toString('latin1', from, to);
    const bytes = this.bytes.subarray(from, to);
    if (isAscii(bytes)) return this.bytes.toString('latin1', from, to);
    if (!isUtf8(bytes)) {
      this.batch.problem(
        'invalid-utf8',
        'Bytes that are not UTF-8 are read as replacement characters; the record keeps them.',
        this.locator(),
      );
    }
    return this.bytes.toString('utf8', from, to);
  }

  private rejectSyntax(text: string): void {
    const fault = findSyntaxFault(text);
    const where = fault?.breaksOff === true ? 'breaks off' : 'is damaged';
    const message = `The record ${where} at character ${(fault?.at ?? text.length) + 1}: expected ${fault?.expected ?? 'JSON'}.`;
    this.batch.reject(this.place, 'json-syntax', message, text);
  }

  private noteTime(found: TimeFound): void {
    const { time, order } = this.run;
    switch (found) {
      case 'none':
        this.note(noTime);
        return;
      case 'found':
        this.note(readingTrouble(time));
        return;
      case 'unreadable':
        this.note(timeTrouble(time));
        return;
      case 'contradicted':
        this.note(orderContradicted(order ?? 'month-first'));
    }
  }

  private note(trouble: TimeNote | undefined): void {
    if (trouble !== undefined) this.batch.problem(trouble.code, trouble.message, this.locator());
  }

  private locator(): string {
    const { line, offset } = this.place;
    return line >= 0 ? `line ${line}` : `offset ${offset}`;
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
