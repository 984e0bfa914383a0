/**
 * All repeated text of the case in memory, folded, as one run of bytes: a wildcard is then one
 * native search over it instead of half a million string operations, and equality is a look-up.
 * Loaded when a question first needs it, extended as the case grows.
 *
 * Layout: 0xFF, text 1, 0xFF, text 2, 0xFF, … (0xFF never occurs in UTF-8).
 */
import type { TextsReader } from '#workers/case-file/read-texts.ts';
import { ByteCache } from '#workers/query/columns/byte-cache.ts';
import { ByteSearch } from './byte-search.ts';
import { foldText } from './fold.ts';
import type { Glob } from './glob.ts';

const BORDER = 0xff;
/** FNV-1a, 32 bits. */
const FNV_BASIS = 0x811c9dc5 | 0;
const FNV_PRIME = 16777619;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** ASCII letters in lower case, everything else as it is. */
const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte > 64 && byte < 91 ? byte + 32 : byte,
);
/** A shorter needle is found in nearly every text: reading each is cheaper than searching. */
const LEAST_NEEDLE = 3;
/** Resolved conditions that are kept. */
const TABLES_BYTES = 32 * 1024 * 1024;

/** 1 for every text id that satisfies a condition; index 0 (missing) is 0. */
export type TextTable = Uint8Array;

export class TextDictionary {
  private readonly texts: TextsReader;
  private readonly resolved = new ByteCache<TextTable>(TABLES_BYTES);
  private arena: Uint8Array = new Uint8Array(1 << 16).fill(BORDER);
  private arenaEnd = 1;
  /** Where each text begins; one more than there are ids. */
  private starts = new Uint32Array(1 << 10).fill(1);
  /** Least id with the same folded text. */
  private same = new Int32Array(1 << 10);
  private hashes = new Uint32Array(1 << 10);
  /** Open addressing over folded texts: id, 0 = free. */
  private slots = new Int32Array(1 << 12);
  private distinct = 0;
  private lastId = 0;

  constructor(texts: TextsReader) {
    this.texts = texts;
  }

  /** Greatest text id known. */
  get count(): number {
    return this.lastId;
  }

  /** Takes in texts that are new. */
  refresh(): void {
    const last = this.texts.last();
    while (this.lastId < last) {
      const run = this.texts.run(this.lastId);
      if (run === undefined) this.addRest();
      else this.addRun(run.bytes, run.last);
    }
  }

  /** Least id whose text is the same but for case; the id itself when it is the first. */
  canonical(id: number): number {
    return this.same[id] ?? 0;
  }

  /** Folded text of an id. */
  folded(id: number): string {
    return id < 1 || id > this.lastId
      ? ''
      : decoder.decode(this.arena.subarray(this.starts[id], this.endOf(id)));
  }

  /** Folded bytes of all texts; a text's lie from `startOf` up to `endOf`. Not to be changed. */
  get bytes(): Uint8Array {
    return this.arena;
  }

  startOf(id: number): number {
    return this.starts[id]!;
  }

  endOf(id: number): number {
    return Math.max(this.starts[id]!, this.starts[id + 1]! - 1);
  }

  /** Ids whose text matches any of the globs; `key` names the globs. Not to be changed. */
  matching(key: string, globs: readonly Glob[]): TextTable {
    const known = this.resolved.get(key);
    const from = known?.length ?? 1;
    if (known !== undefined && from > this.lastId) return known;
    const table = new Uint8Array(this.lastId + 1);
    if (known !== undefined) table.set(known);
    for (const glob of globs) {
      if (glob.literal !== undefined) this.markEqual(glob.literal, table, from);
      else this.markMatches(glob, table, from);
    }
    this.resolved.set(key, table, table.length);
    return table;
  }

  private markEqual(literal: Uint8Array, table: Uint8Array, from: number): void {
    let hash = FNV_BASIS;
    for (const byte of literal) hash = Math.imul(hash ^ byte, FNV_PRIME);
    const wanted = this.slots[this.slotOf(literal, 0, literal.length, hash)]!;
    if (wanted === 0) return;
    for (let id = from; id <= this.lastId; id++) if (this.same[id] === wanted) table[id] = 1;
  }

  private markMatches(glob: Glob, table: Uint8Array, from: number): void {
    const { arena, starts } = this;
    if (glob.needle.length < LEAST_NEEDLE) {
      for (let id = from; id <= this.lastId; id++) {
        if (glob.matches(arena, starts[id]!, this.endOf(id))) table[id] = 1;
      }
      return;
    }
    let id = from;
    const search = new ByteSearch(glob.needle);
    let hit = search.next(arena, starts[from]!, this.arenaEnd);
    while (hit >= 0) {
      while (starts[id + 1]! <= hit) id++;
      if (glob.matches(arena, starts[id]!, this.endOf(id))) table[id] = 1;
      hit = search.next(arena, starts[id + 1]!, this.arenaEnd);
    }
  }

  /** Texts in one piece, see {@link TextsReader}: folded byte by byte unless they are not plain ASCII. */
  private addRun(bytes: Uint8Array, last: number): void {
    this.makeRoom(last, bytes.length);
    let from = 0;
    for (let id = this.lastId + 1; id <= last; id++) {
      const { arena, arenaEnd } = this;
      let wide = 0;
      let hash = FNV_BASIS;
      let at = from;
      for (; at < bytes.length; at++) {
        const byte = bytes[at]!;
        if (byte === BORDER) break;
        const folded = FOLDED[byte]!;
        wide |= byte;
        arena[arenaEnd + at - from] = folded;
        hash = Math.imul(hash ^ folded, FNV_PRIME);
      }
      if (wide < 128) this.enter(id, arenaEnd + at - from, hash);
      else this.addText(id, decoder.decode(bytes.subarray(from, at)));
      from = at + 1;
      this.makeRoom(last, bytes.length - from);
    }
  }

  /** Texts one by one: where some ids are not used. */
  private addRest(): void {
    for (const [id, text] of this.texts.after(this.lastId)) {
      this.makeRoom(id, 0);
      // Ids that are not used are empty texts that nothing points to.
      while (this.lastId + 1 < id) this.starts[++this.lastId + 1] = this.arenaEnd;
      this.addText(id, text);
    }
  }

  private addText(id: number, text: string): void {
    const folded = encoder.encode(foldText(text));
    this.makeRoom(id, folded.length);
    this.arena.set(folded, this.arenaEnd);
    let hash = FNV_BASIS;
    for (const byte of folded) hash = Math.imul(hash ^ byte, FNV_PRIME);
    this.enter(id, this.arenaEnd + folded.length, hash);
  }

  /** Ends the text that was written at the arena's end and puts it into the table of folded texts. */
  private enter(id: number, end: number, hash: number): void {
    const start = this.arenaEnd;
    this.arena[end] = BORDER;
    this.arenaEnd = end + 1;
    this.starts[id + 1] = this.arenaEnd;
    this.lastId = id;
    this.hashes[id] = hash;
    const slot = this.slotOf(this.arena, start, end, hash);
    const known = this.slots[slot]!;
    this.same[id] = known === 0 ? id : known;
    if (known !== 0) return;
    this.slots[slot] = id;
    this.distinct++;
    if (this.distinct * 2 > this.slots.length) this.rehash();
  }

  /** The slot of a folded text, or the free one where it belongs. */
  private slotOf(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const id = this.slots[slot]!;
      if (id === 0) return slot;
      if (this.hashes[id] === hash >>> 0 && this.equals(id, bytes, from, to)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private equals(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.starts[id]!;
    if (this.endOf(id) - start !== to - from) return false;
    for (let i = 0; i < to - from; i++) if (this.arena[start + i] !== bytes[from + i]) return false;
    return true;
  }

  private rehash(): void {
    const before = this.slots;
    this.slots = new Int32Array(before.length * 2);
    const mask = this.slots.length - 1;
    for (const id of before) {
      if (id === 0) continue;
      const hash = this.hashes[id]!;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = id;
    }
  }

  /** Room for ids up to `last` and for more bytes with the border behind them. */
  private makeRoom(last: number, bytes: number): void {
    if (last + 1 >= this.starts.length) {
      this.starts = longer(this.starts, last + 2);
      this.same = longer(this.same, last + 2);
      this.hashes = longer(this.hashes, last + 2);
    }
    const least = this.arenaEnd + bytes + 1;
    if (least <= this.arena.length) return;
    const arena = new Uint8Array(Math.max(least, Math.ceil(this.arena.length * 1.5)));
    arena.set(this.arena.subarray(0, this.arenaEnd));
    this.arena = arena;
  }
}

function longer<T extends Uint32Array | Int32Array>(array: T, least: number): T {
  const out = new (array.constructor as new (length: number) => T)(
    Math.max(least, array.length * 2),
  );
  out.set(array);
  return out;
}
