/**
 * Text that repeats, stored once. Answers from two generations of recently used text, so memory
 * stays bounded however many different texts the evidence has; everything else is looked up by hash.
 * New texts get their ids at once and are written together, many to a statement.
 */
import type { Sqlite } from './case-file.ts';
import type { Statement } from 'better-sqlite3';

const GENERATION = 50_000;
/** Bits of the filter that knows what is surely new: 4 MiB, good for some millions of texts. */
const FILTER_BITS = 1 << 25;
/** Longer text is looked up each time: remembering it would cost more than finding it. */
const MAX_REMEMBERED = 2048;
const ROWS_AT_ONCE = 32;

export class TextStore {
  private young = new Map<string, number>();
  private old = new Map<string, number>();
  /** A Bloom filter of one probe over the hashes in `texts`: a clear bit spares asking SQLite. */
  private readonly filter = new Uint8Array(FILTER_BITS >> 3);
  private readonly db: Sqlite;
  private readonly find: Statement<[number, string]>;
  private readonly insertMany: Statement;
  private readonly insertOne: Statement;
  private nextId = 1;
  /** New texts that are not written yet: id, hash, text in turn. */
  private pending: (number | string)[] = [];
  private readonly pendingIds = new Map<string, number>();

  constructor(db: Sqlite) {
    this.db = db;
    this.find = db
      .prepare<[number, string]>(`SELECT id FROM texts WHERE hash = ? AND value = ?`)
      .pluck();
    this.insertOne = db.prepare(`INSERT INTO texts (id, hash, value) VALUES (?, ?, ?)`);
    const rows = new Array<string>(ROWS_AT_ONCE).fill('(?, ?, ?)').join(', ');
    this.insertMany = db.prepare(`INSERT INTO texts (id, hash, value) VALUES ${rows}`);
    this.nextId = this.firstFreeId();
    const hashes = db.prepare<[], number>(`SELECT hash FROM texts`).pluck();
    for (const hash of hashes.iterate()) this.mark(hash);
  }

  /** Id of a text, a new one when it is new; `flush` writes it. `hash` is its textHash53. */
  id(text: string, hash: number): number {
    const known = this.young.get(text);
    if (known !== undefined) return known;
    const id = this.old.get(text) ?? this.stored(text, hash);
    if (text.length <= MAX_REMEMBERED) this.remember(text, id);
    return id;
  }

  /** Writes the new texts; called before the rows that name them. */
  flush(): void {
    const { pending } = this;
    const width = ROWS_AT_ONCE * 3;
    let at = 0;
    for (; at + width <= pending.length; at += width) {
      this.insertMany.run(pending.slice(at, at + width));
    }
    for (; at < pending.length; at += 3) this.insertOne.run(pending.slice(at, at + 3));
    this.pending = [];
    this.pendingIds.clear();
  }

  /** Forgets everything; needed after a rollback, when ids were given out that do not exist. */
  forget(): void {
    this.young.clear();
    this.old.clear();
    this.pending = [];
    this.pendingIds.clear();
    this.nextId = this.firstFreeId();
  }

  private firstFreeId(): number {
    const last = this.db.prepare<[], number | null>(`SELECT max(id) FROM texts`).pluck().get();
    return (last ?? 0) + 1;
  }

  private stored(text: string, hash: number): number {
    if (this.mark(hash)) {
      const found = this.pendingIds.get(text) ?? (this.find.get(hash, text) as number | undefined);
      if (found !== undefined) return found;
    }
    const id = this.nextId++;
    this.pending.push(id, hash, text);
    this.pendingIds.set(text, id);
    return id;
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
