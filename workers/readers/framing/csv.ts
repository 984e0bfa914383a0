/**
 * Rows of delimited text after RFC 4180: a field that begins with a quote may hold delimiters,
 * newlines and doubled quotes. Real exports break the rules, so a quote inside an unquoted field
 * means itself, and a quoted field only closes before a delimiter or the end of a line (blanks
 * between are allowed): `"say "hi" now",x` has two fields.
 *
 * The parser splits rows by the same rules, see `../csv/cells.ts`.
 */
import type { Prepared } from '../reader.ts';
import { ByteFinder } from './byte-finder.ts';
import type { Cutter } from './framing.ts';
import { RecordCutter } from './record-cutter.ts';
import type { BorderScanner } from './record-cutter.ts';

/** What separates rows and fields; part of the prepared state of readers with this framing. */
export interface CsvDialect {
  /** Byte between fields: comma, semicolon, tab or bar. */
  readonly delimiter: number;
  /** Byte that ends rows: LF, or CR in files that have no LF. */
  readonly newline: number;
  /** Fields of the header, to tell rows from the lines of a field whose quote never closes. */
  readonly columns: number;
}

const QUOTE = 34;
const CR = 13;
/** Rows with a quote that never closes, after which the rest is left to be one long record. */
const MAX_RECOVERIES = 100;
/** Rows that must look right behind a damaged one. */
const PROBE_ROWS = 3;

/**
 * Chunks of whole rows.
 * @param prepared its state has the `dialect`
 */
export function makeCsvCutter(prepared: Prepared, targetBytes: number): Cutter {
  const { dialect } = prepared.state as { readonly dialect: CsvDialect };
  return new RecordCutter(prepared, targetBytes, new CsvRowScanner(dialect));
}

/** Where in a row the scanner stands. */
type Place = 'field-start' | 'plain' | 'quoted' | 'quote' | 'blank';

/** Finds the ends of rows. */
export class CsvRowScanner implements BorderScanner {
  lines = 0;
  private readonly dialect: CsvDialect;
  private readonly quotes = new ByteFinder(QUOTE);
  private readonly newlines: ByteFinder;
  private place: Place = 'field-start';
  private seenLines = 0;
  private recoveries = 0;

  constructor(dialect: CsvDialect) {
    this.dialect = dialect;
    this.newlines = new ByteFinder(dialect.newline);
  }

  next(bytes: Buffer, from: number): number {
    const { delimiter, newline } = this.dialect;
    let at = from;
    while (at < bytes.length) {
      if (this.place === 'plain') {
        at = this.passPlain(bytes, at);
        if (at < 0) return this.rowEnds(-at);
      } else if (this.place === 'quoted') {
        at = this.passQuoted(bytes, at);
      } else {
        const byte = bytes[at]!;
        if (byte === newline) return this.rowEnds(at + 1);
        this.place = this.step(byte, byte === delimiter);
        at++;
      }
    }
    return -1;
  }

  /** A quote that never closes ends with its line when what follows looks like rows. */
  giveUp(bytes: Buffer): number {
    const line = bytes.indexOf(this.dialect.newline);
    if (this.place !== 'quoted' || line < 0 || this.recoveries >= MAX_RECOVERIES) return -1;
    if (!this.looksLikeRows(bytes, line + 1)) return -1;
    this.recoveries++;
    this.seenLines = this.lines;
    return this.rowEnds(line + 1);
  }

  /** The place after a byte that is no newline, outside plain and quoted runs. */
  private step(byte: number, isDelimiter: boolean): Place {
    if (this.place === 'field-start') {
      if (byte === QUOTE) return 'quoted';
      return isDelimiter ? 'field-start' : 'plain';
    }
    if (isDelimiter) return 'field-start';
    if (byte === CR) return 'plain';
    if (byte === QUOTE) return this.place === 'quote' ? 'quoted' : 'quote';
    return byte === 32 || byte === 9 ? 'blank' : 'quoted';
  }

  /** Goes on outside quotes. @returns the next position, or minus the position after the row */
  private passPlain(bytes: Buffer, from: number): number {
    const { delimiter } = this.dialect;
    const end = this.newlines.next(bytes, from);
    let quote = this.quotes.next(bytes, from);
    while (quote < end) {
      if (quote > from && bytes[quote - 1] === delimiter) {
        this.place = 'quoted';
        return quote + 1;
      }
      quote = this.quotes.next(bytes, quote + 1);
    }
    if (end < bytes.length) return -(end + 1);
    if (bytes[end - 1] === delimiter) this.place = 'field-start';
    return end;
  }

  private passQuoted(bytes: Buffer, from: number): number {
    let at = from;
    for (;;) {
      const end = this.quotes.next(bytes, at);
      let line = this.newlines.next(bytes, at);
      while (line < end) {
        this.seenLines++;
        line = this.newlines.next(bytes, line + 1);
      }
      at = end + 1;
      // Doubled quotes are many in cells of JSON: gone over without leaving this loop.
      if (bytes[at] !== QUOTE) {
        if (end < bytes.length) this.place = 'quote';
        return at;
      }
      at++;
    }
  }

  private rowEnds(at: number): number {
    this.place = 'field-start';
    this.seenLines++;
    this.lines = this.seenLines;
    return at;
  }

  private looksLikeRows(bytes: Buffer, from: number): boolean {
    const { columns } = this.dialect;
    if (columns < 2) return false;
    const probe = new CsvRowScanner(this.dialect);
    let at = from;
    let rows = 0;
    while (rows < PROBE_ROWS) {
      const end = probe.next(bytes, at);
      if (end < 0) break;
      if (countFields(bytes.subarray(at, end), this.dialect) !== columns) return false;
      at = end;
      rows++;
    }
    return rows > 0;
  }
}

/** Fields of one row, by delimiters outside quotes. */
function countFields(row: Buffer, dialect: CsvDialect): number {
  let fields = 1;
  let quoted = false;
  for (const byte of row) {
    if (byte === QUOTE) quoted = !quoted;
    else if (byte === dialect.delimiter && !quoted) fields++;
  }
  return fields;
}
