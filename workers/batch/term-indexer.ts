/**
 * Collects the terms of a batch's documents while records are parsed: one pass over the bytes, every
 * distinct term once, pairs of term and row in flat arrays. JSON documents give terms of their values
 * only, not of their keys.
 */
import type { TermPage } from './batch.ts';
import { grown } from './grown.ts';
import { TermPageWriter } from './term-page-writer.ts';
import { MAX_TERM_BYTES, TERM_CLASS, compareBytes, foldTerm } from './terms.ts';

const BACKSLASH = 92;
const QUOTE = 34;
const COMMA = 44;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
/** Readers refuse deeper documents; a mask, so that depth can never leave the array. */
const MAX_DEPTH = 127;
const LETTER_U = 117;
/** Numbers of a term's record. */
const RECORD = 4;
const START = 1;
const LENGTH = 2;
const LAST_ROW = 3;
/** Bits of a sorting key that hold the term's number. */
const TERM_MASK = 0xfffff;
const FNV_BASIS = 0x811c9dc5 | 0;
const FNV_PRIME = 16777619;

/** A table of this module's own: its address is a constant to the compiler, one of another module's is not. */
const LETTERS = new Uint8Array(TERM_CLASS);

export class TermIndexer {
  /** Bytes of all distinct terms, one after the other. */
  private arena = new Uint8Array(1 << 18);
  private arenaEnd = 0;
  /** By term: hash, start in the arena, length, last row it was seen in; together, since they are read together. */
  private records = new Int32Array(RECORD << 14);
  private terms = 0;
  /** Open addressing: term number + 1, 0 = free. */
  private slots = new Uint32Array(1 << 15);
  private pairTerm = new Uint32Array(1 << 16);
  private pairRow = new Uint32Array(1 << 16);
  private pairs = 0;
  private row = 0;
  /** By depth in the JSON document: 1 inside an object, 0 inside a list. */
  private readonly inObject = new Uint8Array(MAX_DEPTH + 1);
  private readonly json: boolean;

  /** @param json true when documents are JSON, whose keys are not indexed */
  constructor(json: boolean) {
    this.json = json;
  }

  /** Adds the terms of one row's document. Rows must come in ascending order. */
  add(bytes: Uint8Array, from: number, to: number, row: number): void {
    this.row = row;
    if (this.json) this.addJson(bytes, from, to);
    else this.addText(bytes, from, to);
  }

  private addText(bytes: Uint8Array, from: number, to: number): void {
    let i = from;
    while (i < to) {
      if (LETTERS[bytes[i]!] !== 0) i = this.addWord(bytes, i, to);
      else i++;
    }
  }

  /** The term that begins here. @returns where it is over */
  private addWord(bytes: Uint8Array, from: number, to: number): number {
    let i = from;
    let hash = FNV_BASIS;
    let wide = 0;
    let letter = LETTERS[bytes[i]!]!;
    do {
      hash = Math.imul(hash ^ letter, FNV_PRIME);
      wide |= letter;
      i++;
      letter = i < to ? LETTERS[bytes[i]!]! : 0;
    } while (letter !== 0);
    if (wide < 128 && i - from <= MAX_TERM_BYTES) this.post(bytes, from, i - from, hash);
    else this.addLong(bytes, from, i);
    return i;
  }

  /** Walks one JSON document that is known to be well formed; keys are passed over. */
  private addJson(bytes: Uint8Array, from: number, to: number): void {
    const { inObject } = this;
    let depth = 0;
    let isKey = false;
    let i = from;
    while (i < to) {
      const byte = bytes[i]!;
      if (byte === QUOTE) {
        if (!isKey) i = this.addString(bytes, i + 1, to);
        else {
          isKey = false;
          i++;
          while (i < to && bytes[i] !== QUOTE) i += bytes[i] === BACKSLASH ? 2 : 1;
          i++;
        }
      } else if (byte === COMMA) {
        isKey = inObject[depth] === 1;
        i++;
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        isKey = byte === OPEN_OBJECT;
        depth = (depth + 1) & MAX_DEPTH;
        inObject[depth] = isKey ? 1 : 0;
        i++;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        depth = (depth - 1) & MAX_DEPTH;
        i++;
      } else if (LETTERS[byte] !== 0) i = this.addWord(bytes, i, to);
      else i++;
    }
  }

  /**
   * A JSON string from behind its opening quote. An escape separates terms, but \\uXXXX may stand
   * for a letter.
   * @returns where the string is over
   */
  private addString(bytes: Uint8Array, from: number, to: number): number {
    let i = from;
    while (i < to) {
      const byte = bytes[i]!;
      let letter = LETTERS[byte]!;
      if (letter !== 0) {
        const start = i;
        let hash = FNV_BASIS;
        let wide = 0;
        do {
          hash = Math.imul(hash ^ letter, FNV_PRIME);
          wide |= letter;
          i++;
          letter = i < to ? LETTERS[bytes[i]!]! : 0;
        } while (letter !== 0);
        if (bytes[i] === BACKSLASH && isLetterEscape(bytes, i)) {
          return this.addEscaped(bytes, start, to);
        }
        if (wide < 128 && i - start <= MAX_TERM_BYTES) this.post(bytes, start, i - start, hash);
        else this.addLong(bytes, start, i);
      } else if (byte === QUOTE) return i + 1;
      else if (byte !== BACKSLASH) i++;
      else if (bytes[i + 1] !== LETTER_U) i += 2;
      else if (isLetterEscape(bytes, i)) return this.addEscaped(bytes, i, to);
      else i += 6;
    }
    return to;
  }

  /** Rare: letters written as \\uXXXX. The rest of the string is decoded once and taken as text. */
  private addEscaped(bytes: Uint8Array, from: number, to: number): number {
    const end = stringEnd(bytes, from, to);
    const escaped = new TextDecoder().decode(bytes.subarray(from, end));
    const plain = escaped.replace(/\\(u([0-9a-fA-F]{4})|.)/gs, (_all, _kind, hex?: string) =>
      hex === undefined ? ' ' : String.fromCharCode(parseInt(hex, 16)),
    );
    const encoded = new TextEncoder().encode(plain);
    this.addText(encoded, 0, encoded.length);
    return end + 1;
  }

  /** A term that is too long or not plain ASCII. */
  private addLong(bytes: Uint8Array, from: number, to: number): void {
    const cut = bytes.slice(from, Math.min(to, from + MAX_TERM_BYTES));
    const term = foldTerm(cut.map((byte) => LETTERS[byte]!));
    let hash = FNV_BASIS;
    for (const byte of term) hash = Math.imul(hash ^ byte, FNV_PRIME);
    this.post(term, 0, term.length, hash);
  }

  /** A term of the present row; `hash` is FNV-1a over its folded bytes. */
  private post(bytes: Uint8Array, from: number, length: number, hash: number): void {
    const { slots, records } = this;
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const entry = slots[slot]!;
      if (entry === 0) break;
      const at = (entry - 1) * RECORD;
      if (records[at] === hash && this.isTerm(at, bytes, from, length)) {
        if (records[at + LAST_ROW] !== this.row) this.pair(entry - 1);
        return;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = this.terms + 1;
    this.insert(bytes, from, length, hash);
    this.pair(this.terms - 1);
  }

  private isTerm(at: number, bytes: Uint8Array, from: number, length: number): boolean {
    if (this.records[at + LENGTH] !== length) return false;
    const { arena } = this;
    const start = this.records[at + START]!;
    for (let i = 0; i < length; i++) {
      if (arena[start + i] !== LETTERS[bytes[from + i]!]) return false;
    }
    return true;
  }

  private insert(bytes: Uint8Array, from: number, length: number, hash: number): void {
    const at = this.terms * RECORD;
    if (at === this.records.length) this.records = grown(this.records);
    if (this.arenaEnd + length > this.arena.length) this.arena = grown(this.arena);
    const { arena, records } = this;
    for (let i = 0; i < length; i++) arena[this.arenaEnd + i] = LETTERS[bytes[from + i]!]!;
    records[at] = hash;
    records[at + START] = this.arenaEnd;
    records[at + LENGTH] = length;
    records[at + LAST_ROW] = -1;
    this.arenaEnd += length;
    this.terms++;
    if (this.terms * 2 > this.slots.length) this.rehash();
  }

  private pair(term: number): void {
    if (this.pairs === this.pairTerm.length) {
      this.pairTerm = grown(this.pairTerm);
      this.pairRow = grown(this.pairRow);
    }
    this.pairTerm[this.pairs] = term;
    this.pairRow[this.pairs++] = this.row;
    this.records[term * RECORD + LAST_ROW] = this.row;
  }

  private rehash(): void {
    const slots = new Uint32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let term = 0; term < this.terms; term++) {
      const hash = this.records[term * RECORD]!;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = term + 1;
    }
    this.slots = slots;
  }

  private bytesOf(term: number): Uint8Array {
    const start = this.records[term * RECORD + START]!;
    return this.arena.subarray(start, start + this.records[term * RECORD + LENGTH]!);
  }

  /** Sorted pages of everything added; the indexer must not be used afterwards. */
  finish(rows: number): TermPage[] {
    const starts = new Uint32Array(this.terms + 1);
    for (let i = 0; i < this.pairs; i++) starts[this.pairTerm[i]! + 1]!++;
    for (let t = 0; t < this.terms; t++) starts[t + 1]! += starts[t]!;
    const at = starts.slice(0, this.terms);
    const postings = new Uint32Array(this.pairs);
    for (let i = 0; i < this.pairs; i++) postings[at[this.pairTerm[i]!]!++] = this.pairRow[i]!;
    const writer = new TermPageWriter(rows);
    for (const term of this.sorted()) {
      writer.add(this.bytesOf(term), postings.subarray(starts[term], starts[term + 1]));
    }
    return writer.finish();
  }

  /**
   * Term numbers in byte order. A native sort of 64-bit keys, 44 bits of text above 20 bits of term
   * number, does nearly all of it; only terms that begin alike are compared byte by byte.
   */
  private sorted(): Uint32Array {
    if (this.terms > TERM_MASK) {
      const byBytes = Uint32Array.from({ length: this.terms }, (_, term) => term);
      return byBytes.sort((a, b) => compareBytes(this.bytesOf(a), this.bytesOf(b)));
    }
    const keys = new Uint32Array(this.terms * 2);
    for (let term = 0; term < this.terms; term++) {
      const start = this.records[term * RECORD + START]!;
      const end = start + this.records[term * RECORD + LENGTH]!;
      keys[2 * term + 1] = bigEndian(this.arena, start, end);
      const next = bigEndian(this.arena, start + 4, end);
      keys[2 * term] = ((next >>> 20) << 20) | term;
    }
    new BigUint64Array(keys.buffer).sort();
    const order = new Uint32Array(this.terms);
    for (let i = 0; i < this.terms; i++) order[i] = keys[2 * i]! & TERM_MASK;
    this.sortAlike(keys, order);
    return order;
  }

  /** Orders runs of terms whose keys are the same. */
  private sortAlike(keys: Uint32Array, order: Uint32Array): void {
    const same = (i: number): boolean =>
      keys[2 * i + 1] === keys[2 * i - 1] && keys[2 * i]! >>> 20 === keys[2 * i - 2]! >>> 20;
    let from = 0;
    for (let i = 1; i <= order.length; i++) {
      if (i < order.length && same(i)) continue;
      if (i - from > 1) {
        order.subarray(from, i).sort((a, b) => compareBytes(this.bytesOf(a), this.bytesOf(b)));
      }
      from = i;
    }
  }
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

/** True when the escape at `at` is a \\uXXXX that stands for a letter or digit, or for anything above ASCII. */
function isLetterEscape(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 1] !== LETTER_U) return false;
  let code = 0;
  for (let i = 2; i < 6; i++) code = code * 16 + hexDigit(bytes[at + i] ?? 0);
  return code > 127 || LETTERS[code] !== 0;
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
