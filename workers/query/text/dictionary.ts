/**
 * All repeated text of the case in memory, folded, as one run of bytes: a wildcard is then one
 * native search over it instead of half a million string operations, and equality is a look-up.
 * Loaded when a question first needs it, extended as the case grows.
 *
 * Layout: 0xFF, text 1, 0xFF, text 2, 0xFF, … (0xFF never occurs in UTF-8).
 */
import type { TextsReader } from '#workers/case-file/read-texts.ts';
import { ByteCache } from '#workers/query/columns/byte-cache.ts';
import { foldText } from './fold.ts';
import type { Glob } from './glob.ts';

const BORDER = 0xff;
/** Hits this many in a row, at most this far apart: reading on is cheaper than searching. */
const DENSE_HITS = 32;
const DENSE_TEXTS = 2048;
const NEAR_TEXTS = 8;
/** Resolved conditions that are kept. */
const TABLES_BYTES = 32 * 1024 * 1024;

/** 1 for every text id that satisfies a condition; index 0 (missing) is 0. */
export type TextTable = Uint8Array;

export class TextDictionary {
  private readonly texts: TextsReader;
  private readonly resolved = new ByteCache<TextTable>(TABLES_BYTES);
  private arena = Buffer.alloc(1 << 16, BORDER);
  private arenaEnd = 1;
  /** Where each text begins; one more than there are ids. */
  private starts = new Uint32Array(1 << 10).fill(1);
  /** Least id with the same folded text. */
  private same = new Int32Array(1 << 10);
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
    if (this.texts.last() === this.lastId) return;
    for (const [id, text] of this.texts.after(this.lastId)) this.add(id, text);
  }

  /** Least id whose text is the same but for case; the id itself when it is the first. */
  canonical(id: number): number {
    return this.same[id] ?? 0;
  }

  /** Folded text of an id. */
  folded(id: number): string {
    return id < 1 || id > this.lastId
      ? ''
      : this.arena.toString('utf8', this.starts[id], this.endOf(id));
  }

  /** Compares two folded texts by bytes, that is by code points. */
  compare(a: number, b: number): number {
    return this.arena.compare(
      this.arena,
      this.starts[b],
      this.endOf(b),
      this.starts[a],
      this.endOf(a),
    );
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
    const wanted = this.slots[this.slotOf(literal, 0, literal.length)]!;
    if (wanted === 0) return;
    for (let id = from; id <= this.lastId; id++) if (this.same[id] === wanted) table[id] = 1;
  }

  private markMatches(glob: Glob, table: Uint8Array, from: number): void {
    const { arena, starts } = this;
    const used = arena.subarray(0, this.arenaEnd);
    let streak = 0;
    for (let id = from; id <= this.lastId;) {
      const before = id;
      if (glob.needle.length > 0 && streak < DENSE_HITS) {
        const hit = used.indexOf(glob.needle, starts[id]);
        if (hit < 0) return;
        id = this.idAt(hit, id);
      }
      streak = id - before < NEAR_TEXTS ? streak + 1 : 0;
      const end = streak < DENSE_HITS ? id : Math.min(this.lastId, id + DENSE_TEXTS);
      for (; id <= end; id++) {
        if (glob.matches(arena, starts[id]!, this.endOf(id))) table[id] = 1;
      }
      if (streak > DENSE_HITS) streak = 0;
    }
  }

  /** The text that holds a byte of the arena; `from` is one at or before it. */
  private idAt(position: number, from: number): number {
    let low = from;
    let high = this.lastId + 1;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle]! <= position) low = middle;
      else high = middle;
    }
    return low;
  }

  private add(id: number, text: string): void {
    if (id + 1 >= this.starts.length) {
      this.starts = longer(this.starts, id + 2);
      this.same = longer(this.same, id + 2);
    }
    // Ids that are not used are empty texts that nothing points to.
    for (let gap = this.lastId + 1; gap <= id; gap++) this.starts[gap] = this.arenaEnd;
    const folded = foldText(text);
    // Three bytes hold any UTF-16 unit.
    const room = this.arenaEnd + folded.length * 3 + 1;
    if (room > this.arena.length) this.arena = grownBuffer(this.arena, room);
    const end = this.arenaEnd + this.arena.write(folded, this.arenaEnd, 'utf8');
    this.arena[end] = BORDER;
    this.lastId = id;
    this.same[id] = this.enter(id, this.arenaEnd, end);
    this.arenaEnd = end + 1;
    this.starts[id + 1] = this.arenaEnd;
  }

  /** Puts a text into the table of folded texts. @returns the id that stands for it */
  private enter(id: number, from: number, to: number): number {
    if (this.distinct * 2 > this.slots.length) this.rehash();
    this.starts[id + 1] = to + 1;
    const slot = this.slotOf(this.arena, from, to);
    const known = this.slots[slot]!;
    if (known !== 0) return known;
    this.slots[slot] = id;
    this.distinct++;
    return id;
  }

  /** The slot of a folded text, or the free one where it belongs. */
  private slotOf(bytes: Uint8Array, from: number, to: number): number {
    const mask = this.slots.length - 1;
    let slot = hashOf(bytes, from, to) & mask;
    for (;;) {
      const id = this.slots[slot]!;
      if (id === 0 || this.equals(id, bytes, from, to)) return slot;
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
    for (const id of before) {
      if (id === 0) continue;
      const mask = this.slots.length - 1;
      let slot = hashOf(this.arena, this.starts[id]!, this.endOf(id)) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = id;
    }
  }

  private endOf(id: number): number {
    return Math.max(this.starts[id]!, this.starts[id + 1]! - 1);
  }
}

/** FNV-1a with a last mix, so that the low bits depend on all of it. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 2166136261;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 16777619);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function longer<T extends Uint32Array | Int32Array>(array: T, least: number): T {
  const out = new (array.constructor as new (length: number) => T)(
    Math.max(least, array.length * 2),
  );
  out.set(array);
  return out;
}

function grownBuffer(buffer: Buffer, least: number): Buffer<ArrayBuffer> {
  const out = Buffer.alloc(Math.max(least, Math.ceil(buffer.length * 1.5)), BORDER);
  buffer.copy(out);
  return out;
}
