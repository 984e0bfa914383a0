/**
 * Pages of the text index, written. A page holds about 16 KiB of terms in byte order, each as
 * `shared varint, rest varint, rest bytes, postings`; `shared` is the prefix shared with the term
 * before it (0 for a page's first). Postings: kind byte, then 0: count varint and row deltas as
 * varints; 1: a bitmap of ceil(rows/8) bytes; 2: every row. `scanPage` in terms.ts reads them.
 */
import type { TermPage } from './batch.ts';
import { grown } from './grown.ts';

const PAGE_BYTES = 16_384;

/** Writes sorted terms and their rows into pages. */
export class TermPageWriter {
  private readonly rows: number;
  private readonly pages: TermPage[] = [];
  private bytes = new Uint8Array(PAGE_BYTES * 2);
  private end = 0;
  private first: Uint8Array = new Uint8Array(0);
  private previous: Uint8Array = new Uint8Array(0);

  constructor(rows: number) {
    this.rows = rows;
  }

  add(term: Uint8Array, postings: Uint32Array): void {
    const bitmapBytes = (this.rows + 7) >> 3;
    const need =
      16 + term.length + Math.min(postings.length * 5, Math.max(bitmapBytes, postings.length * 2));
    while (this.end + need + postings.length * 5 > this.bytes.length)
      this.bytes = grown(this.bytes);
    if (this.end === 0) this.first = term.slice();
    const shared = this.end === 0 ? 0 : sharedPrefix(this.previous, term);
    this.varint(shared);
    this.varint(term.length - shared);
    for (let i = shared; i < term.length; i++) this.bytes[this.end++] = term[i]!;
    this.postings(postings, bitmapBytes);
    this.previous = term;
    if (this.end >= PAGE_BYTES) this.flush();
  }

  private postings(rows: Uint32Array, bitmapBytes: number): void {
    if (rows.length === this.rows) {
      this.bytes[this.end++] = 2;
    } else if (rows.length > bitmapBytes) {
      this.bytes[this.end++] = 1;
      this.bytes.fill(0, this.end, this.end + bitmapBytes);
      for (const row of rows) this.bytes[this.end + (row >> 3)]! |= 1 << (row & 7);
      this.end += bitmapBytes;
    } else {
      this.bytes[this.end++] = 0;
      this.varint(rows.length);
      let before = 0;
      for (const row of rows) {
        this.varint(row - before);
        before = row;
      }
    }
  }

  private varint(value: number): void {
    while (value > 127) {
      this.bytes[this.end++] = (value & 127) | 128;
      value >>>= 7;
    }
    this.bytes[this.end++] = value;
  }

  private flush(): void {
    this.pages.push({ firstTerm: this.first, data: this.bytes.slice(0, this.end) });
    this.end = 0;
  }

  finish(): TermPage[] {
    if (this.end > 0) this.flush();
    return this.pages;
  }
}

function sharedPrefix(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length && a[i] === b[i]) i++;
  return i;
}
