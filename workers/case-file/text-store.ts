/**
 * Text that repeats, stored once. Answers from two generations of recently used text, so memory
 * stays bounded however many different texts the evidence has; everything else is looked up by hash.
 */
import type { Sqlite } from './case-file.ts';
import type { Statement } from 'better-sqlite3';

const GENERATION = 50_000;
/** Bits of the filter that knows what is surely new: 4 MiB, good for some millions of texts. */
const FILTER_BITS = 1 << 25;
/** Longer text is looked up each time: remembering it would cost more than finding it. */
const MAX_REMEMBERED = 2048;

export class TextStore {
  private young = new Map<string, number>();
  private old = new Map<string, number>();
  /** A Bloom filter of one probe over the hashes in `texts`: a clear bit spares asking SQLite. */
  private readonly filter = new Uint8Array(FILTER_BITS >> 3);
  private readonly find: Statement<[number, string]>;
  private readonly insert: Statement<[number, string]>;

  constructor(db: Sqlite) {
    this.find = db
      .prepare<[number, string]>(`SELECT id FROM texts WHERE hash = ? AND value = ?`)
      .pluck();
    this.insert = db.prepare(`INSERT INTO texts (hash, value) VALUES (?, ?)`);
    for (const hash of db.prepare<[], number>(`SELECT hash FROM texts`).pluck().iterate())
      this.mark(hash);
  }

  /** Id of a text, stored when new. `hash` is its textHash53. */
  id(text: string, hash: number): number {
    const known = this.young.get(text);
    if (known !== undefined) return known;
    const id = this.old.get(text) ?? this.stored(text, hash);
    if (text.length <= MAX_REMEMBERED) this.remember(text, id);
    return id;
  }

  /** Forgets everything; needed after a rollback, when ids were given out that do not exist. */
  forget(): void {
    this.young.clear();
    this.old.clear();
  }

  private stored(text: string, hash: number): number {
    const found = this.mark(hash) ? (this.find.get(hash, text) as number | undefined) : undefined;
    return found ?? Number(this.insert.run(hash, text).lastInsertRowid);
  }

  /** Sets the hash's bit. @returns whether it was set already */
  private mark(hash: number): boolean {
    const bit = hash % FILTER_BITS;
    const before = this.filter[bit >> 3]!;
    this.filter[bit >> 3] = before | (1 << (bit & 7));
    return (before & (1 << (bit & 7))) !== 0;
  }

  private remember(text: string, id: number): void {
    if (this.young.size >= GENERATION) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(text, id);
  }
}
