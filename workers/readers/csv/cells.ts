/**
 * Splitting rows into cells, by the same rules as `../framing/csv.ts` finds their ends. Cells are
 * positions; text is made only of those that somebody asks for.
 */
import { isAscii } from 'node:buffer';
import { ByteFinder } from '../framing/byte-finder.ts';
import type { CsvDialect } from '../framing/csv.ts';

const QUOTE = 34;
const CR = 13;
const LF = 10;
/** Cells of a row beyond this are counted but not kept apart. */
export const MAX_CELLS = 4096;

/** The cells of one row after the other. */
export class RowCells {
  /** Cells of the present row. */
  count = 0;
  /** Where the present row begins and ends, without its line end. */
  rowStart = 0;
  rowEnd = 0;
  /** Line breaks inside the present row, its own end not counted. */
  innerLines = 0;
  /** A quote was opened and never closed. */
  unbalanced = false;
  private readonly bytes: Buffer;
  private readonly delimiter: number;
  private readonly newline: number;
  private readonly quotes = new ByteFinder(QUOTE);
  private readonly delimiters: ByteFinder;
  private readonly newlines: ByteFinder;
  private starts = new Int32Array(64);
  private ends = new Int32Array(64);
  /** Whether a cell has doubled quotes. */
  private doubled = new Uint8Array(64);
  /** The bytes as Latin-1, so that positions stay the same, and whether that is the whole truth. */
  private readonly text: string;
  private readonly ascii: boolean;
  /** The same for the present row, once a cell was asked for. */
  private rowAscii: boolean | undefined;

  constructor(bytes: Uint8Array, dialect: CsvDialect) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.delimiter = dialect.delimiter;
    this.newline = dialect.newline;
    this.delimiters = new ByteFinder(dialect.delimiter);
    this.newlines = new ByteFinder(dialect.newline);
    this.text = this.bytes.toString('latin1');
    this.ascii = isAscii(bytes);
  }

  /** Splits the row that begins at `from`. @returns where the next one begins */
  next(from: number): number {
    const { bytes, delimiter } = this;
    this.count = 0;
    this.rowStart = from;
    this.innerLines = 0;
    this.unbalanced = false;
    this.rowAscii = this.ascii ? true : undefined;
    let at = from;
    for (;;) {
      at = bytes[at] === QUOTE ? this.quoted(at) : this.plain(at);
      if (at >= bytes.length) {
        this.rowEnd = this.lastRowEnd();
        return bytes.length;
      }
      if (bytes[at] !== delimiter) {
        this.rowEnd = at > from && bytes[at - 1] === CR && this.newline === LF ? at - 1 : at;
        return at + 1;
      }
      at++;
    }
  }

  /** Text of a cell, '' when the row has no such cell. */
  cell(index: number): string {
    if (index >= this.count || index >= MAX_CELLS) return '';
    const start = this.starts[index]!;
    const end = this.ends[index]!;
    if (start >= end) return '';
    this.rowAscii ??= isAscii(this.bytes.subarray(this.rowStart, this.rowEnd));
    const value = this.rowAscii
      ? this.text.slice(start, end)
      : this.bytes.toString('utf8', start, end);
    return this.doubled[index] === 1 ? value.replaceAll('""', '"') : value;
  }

  /** Whether a cell has anything in it, without making text of it. */
  has(index: number): boolean {
    return index >= 0 && index < this.count && this.starts[index]! < this.ends[index]!;
  }

  /** True for lines with nothing in them. */
  isBlank(): boolean {
    return this.count === 1 && this.rowStart === this.rowEnd;
  }

  /** The present row as it stands in the content. */
  rowText(): string {
    return this.bytes.toString('utf8', this.rowStart, this.rowEnd);
  }

  /** A cell without quotes. @returns where its delimiter, line end or the end is */
  private plain(start: number): number {
    const line = this.newlines.next(this.bytes, start);
    const delimiter = this.delimiters.next(this.bytes, start);
    if (delimiter < line) {
      this.add(start, delimiter, 0);
      return delimiter;
    }
    const hasReturn = line > start && this.bytes[line - 1] === CR && this.newline === LF;
    this.add(start, hasReturn ? line - 1 : line, 0);
    return line;
  }

  private quoted(from: number): number {
    const { bytes, delimiter, newline } = this;
    const start = from + 1;
    let doubled = 0;
    let at = start;
    for (;;) {
      const quote = this.quotes.next(bytes, at);
      this.countLines(at, quote);
      if (quote >= bytes.length) {
        this.unbalanced = true;
        this.add(start, bytes.length, doubled);
        return bytes.length;
      }
      at = quote + 1;
      if (bytes[at] === QUOTE) {
        doubled = 1;
        at++;
        continue;
      }
      while ((bytes[at] === 32 || bytes[at] === 9) && bytes[at] !== delimiter) at++;
      const after = bytes[at];
      if (after === delimiter || after === newline || after === undefined) {
        this.add(start, quote, doubled);
        return at;
      }
      if (after === CR) return this.afterReturn(start, quote, doubled);
    }
  }

  /** A row whose quote never closes has the content's last line end inside. */
  private lastRowEnd(): number {
    const { bytes, newline } = this;
    const end = bytes.length;
    if (!this.unbalanced || bytes[end - 1] !== newline) return end;
    return bytes[end - 2] === CR ? end - 2 : end - 1;
  }

  /** A CR closes the cell; what stands between it and the next delimiter or line end is left out. */
  private afterReturn(start: number, quote: number, doubled: number): number {
    this.add(start, quote, doubled);
    const from = this.bytes.indexOf(CR, quote) + 1;
    const line = this.newlines.next(this.bytes, from);
    return Math.min(line, this.delimiters.next(this.bytes, from));
  }

  private countLines(from: number, to: number): void {
    for (let line = this.newlines.next(this.bytes, from); line < to;) {
      this.innerLines++;
      line = this.newlines.next(this.bytes, line + 1);
    }
  }

  private add(start: number, end: number, doubled: number): void {
    const index = this.count++;
    if (index >= MAX_CELLS) return;
    if (index === this.starts.length) this.grow();
    this.starts[index] = start;
    this.ends[index] = end;
    this.doubled[index] = doubled;
  }

  private grow(): void {
    const length = this.starts.length * 2;
    const starts = new Int32Array(length);
    starts.set(this.starts);
    this.starts = starts;
    const ends = new Int32Array(length);
    ends.set(this.ends);
    this.ends = ends;
    const doubled = new Uint8Array(length);
    doubled.set(this.doubled);
    this.doubled = doubled;
  }
}
