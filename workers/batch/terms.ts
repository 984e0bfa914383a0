/**
 * The text index, built where records are parsed. A term is a run of letters and digits (any byte
 * above 127 counts as a letter), folded to lower case; JSON documents give terms of their values
 * only, not of their keys. A batch's terms come out sorted, cut into pages of about 16 KiB, so that
 * the case only appends pages and a look-up reads one page per batch.
 *
 * Page: terms in byte order, each `shared varint, rest varint, rest bytes, postings`. `shared` is the
 * prefix shared with the term before it (0 for a page's first). Postings: kind byte, then
 * 0: count varint and row deltas as varints; 1: a bitmap of ceil(rows/8) bytes; 2: every row.
 */
import type { TermPage } from './batch.ts';

const PAGE_BYTES = 16_384;
const MAX_TERM_BYTES = 64;
const BACKSLASH = 92;
const QUOTE = 34;
const COLON = 58;

/** Folded byte for letters and digits, 0 for separators. */
const CLASS = new Uint8Array(256);
for (let c = 48; c < 58; c++) CLASS[c] = c;
for (let c = 65; c < 91; c++) CLASS[c] = c + 32;
for (let c = 97; c < 123; c++) CLASS[c] = c;
for (let c = 128; c < 256; c++) CLASS[c] = c;

export class TermIndexer {
  /** Bytes of all distinct terms, one after the other. */
  private arena = new Uint8Array(1 << 18);
  private arenaEnd = 0;
  private termStart = new Uint32Array(1 << 14);
  private termHash = new Uint32Array(1 << 14);
  private lastRow = new Int32Array(1 << 14);
  private terms = 0;
  /** Open addressing: term number + 1, 0 = free. */
  private slots = new Uint32Array(1 << 15);
  private pairTerm = new Uint32Array(1 << 16);
  private pairRow = new Uint32Array(1 << 16);
  private pairs = 0;
  private pending = new Uint8Array(MAX_TERM_BYTES);

  /** Adds the terms of one row's document. Rows must come in ascending order. */
  add(bytes: Uint8Array, from: number, to: number, row: number, json: boolean): void {
    if (json) this.addJson(bytes, from, to, row);
    else this.addText(bytes, from, to, row);
  }

  private addText(bytes: Uint8Array, from: number, to: number, row: number): void {
    let start = -1;
    for (let i = from; i < to; i++) {
      const letter = CLASS[bytes[i]!]!;
      if (letter !== 0) {
        if (start < 0) start = i;
      } else if (start >= 0) {
        this.term(bytes, start, i, row);
        start = -1;
      }
    }
    if (start >= 0) this.term(bytes, start, to, row);
  }

  /** Strings in quotes are keys when a colon follows; keys are passed over. */
  private addJson(bytes: Uint8Array, from: number, to: number, row: number): void {
    let i = from;
    while (i < to) {
      const byte = bytes[i]!;
      if (byte === QUOTE) {
        const end = stringEnd(bytes, i + 1, to);
        if (!isKey(bytes, end + 1, to)) this.addString(bytes, i + 1, end, row);
        i = end + 1;
      } else if (CLASS[byte] !== 0) {
        const start = i;
        while (i < to && CLASS[bytes[i]!] !== 0) i++;
        this.term(bytes, start, i, row);
      } else i++;
    }
  }

  /** A JSON string's inside: an escape separates, except \\uXXXX, which is decoded. */
  private addString(bytes: Uint8Array, from: number, to: number, row: number): void {
    let start = -1;
    for (let i = from; i < to; i++) {
      const byte = bytes[i]!;
      const letter = CLASS[byte]!;
      if (letter !== 0) {
        if (start < 0) start = i;
        continue;
      }
      if (byte === BACKSLASH && bytes[i + 1] === 117 && isLetterEscape(bytes, i)) {
        // Rare: text written in \u escapes. Decode the whole string once and take it as text.
        this.addDecoded(bytes, start >= 0 ? start : i, to, row);
        return;
      }
      if (start >= 0) this.term(bytes, start, i, row);
      start = -1;
      if (byte === BACKSLASH) i += bytes[i + 1] === 117 ? 5 : 1;
    }
    if (start >= 0) this.term(bytes, start, to, row);
  }

  private addDecoded(bytes: Uint8Array, from: number, to: number, row: number): void {
    const escaped = new TextDecoder().decode(bytes.subarray(from, to));
    const plain = escaped.replace(/\\(u([0-9a-fA-F]{4})|.)/gs, (_all, _kind, hex?: string) =>
      hex === undefined ? ' ' : String.fromCharCode(parseInt(hex, 16)),
    );
    const encoded = new TextEncoder().encode(plain);
    this.addText(encoded, 0, encoded.length, row);
  }

  private term(bytes: Uint8Array, from: number, to: number, row: number): void {
    let length = to - from;
    if (length > MAX_TERM_BYTES) length = MAX_TERM_BYTES;
    let hash = 2166136261;
    let wide = 0;
    const pending = this.pending;
    for (let i = 0; i < length; i++) {
      const byte = CLASS[bytes[from + i]!]!;
      wide |= byte;
      pending[i] = byte;
      hash = Math.imul(hash ^ byte, 16777619);
    }
    if (wide > 127) {
      const folded = foldTerm(pending.subarray(0, length));
      length = folded.length;
      hash = 2166136261;
      for (let i = 0; i < length; i++) {
        pending[i] = folded[i]!;
        hash = Math.imul(hash ^ folded[i]!, 16777619);
      }
    }
    this.post(hash >>> 0, length, row);
  }

  private post(hash: number, length: number, row: number): void {
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const entry = this.slots[slot]!;
      if (entry === 0) break;
      if (this.termHash[entry - 1] === hash && this.same(entry - 1, length)) {
        if (this.lastRow[entry - 1] !== row) this.pair(entry - 1, row);
        return;
      }
      slot = (slot + 1) & mask;
    }
    this.slots[slot] = this.terms + 1;
    this.insert(hash, length);
    this.pair(this.terms - 1, row);
  }

  private same(term: number, length: number): boolean {
    const start = this.termStart[term]!;
    const end = term + 1 < this.terms ? this.termStart[term + 1]! : this.arenaEnd;
    if (end - start !== length) return false;
    for (let i = 0; i < length; i++) {
      if (this.arena[start + i] !== this.pending[i]) return false;
    }
    return true;
  }

  private insert(hash: number, length: number): void {
    if (this.terms === this.termStart.length) this.growTerms();
    if (this.arenaEnd + length > this.arena.length) this.arena = grown(this.arena);
    const arena = this.arena;
    for (let i = 0; i < length; i++) arena[this.arenaEnd + i] = this.pending[i]!;
    this.termStart[this.terms] = this.arenaEnd;
    this.termHash[this.terms] = hash;
    this.lastRow[this.terms] = -1;
    this.arenaEnd += length;
    this.terms++;
    if (this.terms * 2 > this.slots.length) this.rehash();
  }

  private pair(term: number, row: number): void {
    if (this.pairs === this.pairTerm.length) {
      this.pairTerm = grown(this.pairTerm);
      this.pairRow = grown(this.pairRow);
    }
    this.pairTerm[this.pairs] = term;
    this.pairRow[this.pairs] = row;
    this.pairs++;
    this.lastRow[term] = row;
  }

  private growTerms(): void {
    this.termStart = grown(this.termStart);
    this.termHash = grown(this.termHash);
    this.lastRow = grown(this.lastRow);
  }

  private rehash(): void {
    const slots = new Uint32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let term = 0; term < this.terms; term++) {
      const hash = this.termHash[term]!;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = term + 1;
    }
    this.slots = slots;
  }

  /** Sorted pages of everything added; the indexer must not be used afterwards. */
  finish(rows: number): TermPage[] {
    const starts = new Uint32Array(this.terms + 1);
    for (let i = 0; i < this.pairs; i++) starts[this.pairTerm[i]! + 1]!++;
    for (let t = 0; t < this.terms; t++) starts[t + 1]! += starts[t]!;
    const at = starts.slice(0, this.terms);
    const postings = new Uint32Array(this.pairs);
    for (let i = 0; i < this.pairs; i++) postings[at[this.pairTerm[i]!]!++] = this.pairRow[i]!;
    const writer = new PageWriter(rows);
    for (const term of this.sorted()) {
      const start = this.termStart[term]!;
      const end = term + 1 < this.terms ? this.termStart[term + 1]! : this.arenaEnd;
      writer.add(this.arena.subarray(start, end), postings.subarray(starts[term], starts[term + 1]));
    }
    return writer.finish();
  }

  /** Term numbers in byte order; the first eight bytes decide nearly always. */
  private sorted(): Uint32Array {
    const order = new Uint32Array(this.terms);
    const high = new Uint32Array(this.terms);
    const low = new Uint32Array(this.terms);
    for (let t = 0; t < this.terms; t++) {
      order[t] = t;
      const start = this.termStart[t]!;
      const end = t + 1 < this.terms ? this.termStart[t + 1]! : this.arenaEnd;
      high[t] = bigEndian(this.arena, start, end);
      low[t] = bigEndian(this.arena, start + 4, end);
    }
    const arena = this.arena;
    return order.sort((a, b) => {
      if (high[a] !== high[b]) return high[a]! - high[b]!;
      if (low[a] !== low[b]) return low[a]! - low[b]!;
      const aEnd = a + 1 < this.terms ? this.termStart[a + 1]! : this.arenaEnd;
      const bEnd = b + 1 < this.terms ? this.termStart[b + 1]! : this.arenaEnd;
      return compareBytes(arena.subarray(this.termStart[a], aEnd), arena.subarray(this.termStart[b], bEnd));
    });
  }
}

/** Writes sorted terms and their rows into pages. */
class PageWriter {
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
    const need = 16 + term.length + Math.min(postings.length * 5, Math.max(bitmapBytes, postings.length * 2));
    while (this.end + need + postings.length * 5 > this.bytes.length) this.bytes = grown(this.bytes);
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

/** Terms of a query text, folded just as documents are. */
export function termsOf(text: string): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  const out: Uint8Array[] = [];
  let start = -1;
  for (let i = 0; i <= bytes.length; i++) {
    const inside = i < bytes.length && CLASS[bytes[i]!] !== 0;
    if (inside && start < 0) start = i;
    if (!inside && start >= 0) {
      const term = bytes.slice(start, Math.min(i, start + MAX_TERM_BYTES));
      out.push(foldTerm(term.map((byte) => CLASS[byte]!)));
      start = -1;
    }
  }
  return out;
}

/**
 * Marks rows of every term of a page that `matches`; stops early when `matches` says the page is past.
 * @param mark called with row numbers of the batch
 * @param matches 0 = this term, -1 = not yet, 1 = past it: stop
 * @returns false when scanning stopped because a term was past the wanted ones
 */
export function scanPage(
  page: Uint8Array,
  rows: number,
  matches: (term: Uint8Array) => -1 | 0 | 1,
  mark: (row: number) => void,
): boolean {
  const term = new Uint8Array(MAX_TERM_BYTES + 8);
  let at = 0;
  const varint = (): number => {
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = page[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
      shift += 7;
    }
  };
  while (at < page.length) {
    const shared = varint();
    const rest = varint();
    for (let i = 0; i < rest; i++) term[shared + i] = page[at + i]!;
    at += rest;
    const verdict = matches(term.subarray(0, shared + rest));
    if (verdict > 0) return false;
    const kind = page[at++];
    if (kind === 2) {
      if (verdict === 0) for (let row = 0; row < rows; row++) mark(row);
    } else if (kind === 1) {
      const bytes = (rows + 7) >> 3;
      if (verdict === 0) markBitmap(page, at, rows, mark);
      at += bytes;
    } else {
      const count = varint();
      let row = 0;
      for (let i = 0; i < count; i++) {
        row += varint();
        if (verdict === 0) mark(row);
      }
    }
  }
  return true;
}

function markBitmap(page: Uint8Array, at: number, rows: number, mark: (row: number) => void): void {
  for (let row = 0; row < rows; row++) {
    if ((page[at + (row >> 3)]! & (1 << (row & 7))) !== 0) mark(row);
  }
}

/** Byte order, shorter first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] !== b[i]) return a[i]! - b[i]!;
  }
  return a.length - b.length;
}

function foldTerm(term: Uint8Array): Uint8Array {
  let wide = 0;
  for (const byte of term) wide |= byte;
  if (wide < 128) return term;
  const folded = new TextEncoder().encode(new TextDecoder().decode(term).toLowerCase());
  return folded.length > MAX_TERM_BYTES ? folded.slice(0, MAX_TERM_BYTES) : folded;
}

function stringEnd(bytes: Uint8Array, from: number, to: number): number {
  let i = from;
  while (i < to) {
    const byte = bytes[i]!;
    if (byte === QUOTE) return i;
    i += byte === BACKSLASH ? 2 : 1;
  }
  return to;
}

function isKey(bytes: Uint8Array, from: number, to: number): boolean {
  let i = from;
  while (i < to && (bytes[i] === 32 || bytes[i] === 9)) i++;
  return i < to && bytes[i] === COLON;
}

/** True when the \\uXXXX at `at` stands for a letter or digit, or for anything above ASCII. */
function isLetterEscape(bytes: Uint8Array, at: number): boolean {
  let code = 0;
  for (let i = 2; i < 6; i++) code = code * 16 + hexDigit(bytes[at + i] ?? 0);
  return code > 127 || CLASS[code] !== 0;
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : 0;
}

function bigEndian(bytes: Uint8Array, from: number, end: number): number {
  let value = 0;
  for (let i = 0; i < 4; i++) value = value * 256 + (from + i < end ? bytes[from + i]! : 0);
  return value;
}

function sharedPrefix(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length && a[i] === b[i]) i++;
  return i;
}

function grown<T extends Uint8Array | Uint32Array | Int32Array>(array: T): T {
  const bigger = new (array.constructor as new (length: number) => T)(array.length * 2);
  bigger.set(array as never);
  return bigger;
}
