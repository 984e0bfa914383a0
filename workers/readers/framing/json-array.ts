/**
 * JSON values inside a top-level array, or one after the other: `[{…},{…}]`, `{"Records":[{…}]}`,
 * pretty-printed objects in a row. Chunks hold the raw bytes between records too (commas, blanks,
 * brackets), so that offsets stay true; the parser finds the records again with the same scanner.
 *
 * The reader's skipBytes end before the first record or at any bracket before it, but inside a
 * wrapping object: a `{` at the beginning of a chunk is a record.
 */
import type { Prepared } from '../reader.ts';
import type { Cutter } from './framing.ts';
import { RecordCutter } from './record-cutter.ts';
import type { BorderScanner } from './record-cutter.ts';

const LF = 10;
const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
/** Damaged records that are ended early before the scanner stops helping. */
const MAX_RECOVERIES = 100;

/** 0: part of a scalar; 1: blank or comma; 2: looked at inside records too. */
const KIND = new Uint8Array(256);
for (const byte of [32, 9, 13, 44]) KIND[byte] = 1;
for (const byte of [LF, QUOTE, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT]) KIND[byte] = 2;
const FIRST_COLUMN = Buffer.from('\n{');

/** Chunks that end right after a record. */
export function makeJsonArrayCutter(prepared: Prepared, targetBytes: number): Cutter {
  return new RecordCutter(prepared, targetBytes, new JsonRecordScanner());
}

/**
 * Finds the records of a chunk, too: call `next` until it answers -1; after each answer the record
 * is `start` … answer and begins on line `startLine` (0-based in the chunk). After -1, `start` is
 * the beginning of an unfinished record or -1.
 */
export class JsonRecordScanner implements BorderScanner {
  /** As of the last border. */
  lines = 0;
  start = -1;
  startLine = 0;
  private seenLines = 0;
  private depth = 0;
  /** Behind the `]` of the array: nothing is a record until the next `[`. */
  private outside = false;
  private inString = false;
  /** The byte before the next one is a backslash that takes its meaning. */
  private escaped = false;
  /** Behind a comma or the array's own bracket: another bracket opens a list inside the array. */
  private mayNest = false;
  /** Inside a number, word or garbage at the top. */
  private inScalar = false;
  private recoveries = 0;

  next(bytes: Buffer, from: number): number {
    this.start = this.depth > 0 || this.inScalar ? from : -1;
    let at = from;
    while (at < bytes.length) {
      if (this.inString) {
        at = this.passString(bytes, at);
        if (at < 0) return -1;
        if (this.depth === 0 && !this.outside) return this.recordEnds(at);
      } else if (this.depth > 0) {
        at = this.passRecord(bytes, at);
        if (this.depth === 0) return this.recordEnds(at);
      } else {
        at = this.step(bytes, at);
        if (at < 0) return this.recordEnds(-1 - at);
      }
    }
    return -1;
  }

  /** A pretty-printed record that never closes ends where the next one opens with its indentation. */
  giveUp(bytes: Buffer): number {
    const open = bytes.indexOf(OPEN_OBJECT);
    if (this.recoveries >= MAX_RECOVERIES || open < 0) return -1;
    const lineStart = bytes.lastIndexOf(LF, open);
    const indent = lineStart < 0 ? FIRST_COLUMN : bytes.subarray(lineStart, open + 1);
    const again = bytes.indexOf(indent, open);
    if (again < 0) return -1;
    this.recoveries++;
    this.depth = 0;
    this.inString = false;
    this.escaped = false;
    for (let at = bytes.indexOf(LF); at >= 0 && at <= again; at = bytes.indexOf(LF, at + 1)) {
      this.lines++;
    }
    this.seenLines = this.lines;
    return again + 1;
  }

  private recordEnds(at: number): number {
    this.lines = this.seenLines;
    return at;
  }

  /** One byte between records. @returns the next position, or -1 - position when a scalar ends there */
  private step(bytes: Buffer, at: number): number {
    const byte = bytes[at]!;
    const boring = KIND[byte] === 0;
    if (this.inScalar) {
      if (boring) return at + 1;
      this.inScalar = false;
      return -1 - at;
    }
    if (byte === OPEN_ARRAY && this.mayNest && !this.outside) return this.nestedList(at);
    if (byte === LF) this.seenLines++;
    else if (byte === OPEN_ARRAY) this.outside = false;
    else if (byte === CLOSE_ARRAY) this.outside = true;
    else if (byte === QUOTE) this.inString = true;
    if (byte === COMMA || byte === OPEN_ARRAY) this.mayNest = true;
    else if (KIND[byte] !== 1 && byte !== LF) this.mayNest = false;
    if (this.outside) return at + 1;
    if (boring || byte === QUOTE || byte === OPEN_OBJECT) {
      this.start = at;
      this.startLine = this.seenLines;
      this.inScalar = boring;
      if (byte === OPEN_OBJECT) this.depth = 1;
    }
    return at + 1;
  }

  /** A list where a record should be: it is cut out like one, and the parser says that it is none. */
  private nestedList(at: number): number {
    this.start = at;
    this.startLine = this.seenLines;
    this.depth = 1;
    this.mayNest = false;
    return at + 1;
  }

  /** Inside a record, until it closes or a string goes on past the end. */
  private passRecord(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length) {
      const byte = bytes[at++]!;
      if (KIND[byte]! < 2) continue;
      if (byte === QUOTE) {
        this.inString = true;
        at = this.passString(bytes, at);
        if (at < 0) return bytes.length;
      } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.depth++;
      else if (byte === LF) this.seenLines++;
      else if (--this.depth === 0) return at;
    }
    return at;
  }

  /** Goes on inside a string. @returns position after its closing quote, -1 when it goes on */
  private passString(bytes: Buffer, from: number): number {
    let at = from;
    if (this.escaped) {
      this.escaped = false;
      at++;
    }
    for (;;) {
      const quote = bytes.indexOf(QUOTE, at);
      const end = quote < 0 ? bytes.length : quote;
      let run = end;
      while (run > at && bytes[run - 1] === BACKSLASH) run--;
      const odd = (end - run) % 2 === 1;
      if (quote < 0) {
        this.escaped = odd;
        return -1;
      }
      at = quote + 1;
      if (!odd) {
        this.inString = false;
        return at;
      }
    }
  }
}
