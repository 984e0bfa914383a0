/**
 * Text that repeats, stored once. Answers from two generations of recently used text, so memory
 * stays bounded however many different texts the evidence has; everything else is looked up by hash.
 * New texts get their ids at once and are written together, many to a statement.
 */
import type { Statement } from 'better-sqlite3';
import type { Sqlite } from './case-file.ts';
import { TextIndex } from './text-index.ts';

const GENERATION = 100_000;
/** Longer text is looked up each time: remembering it would cost more than finding it. */
const MAX_REMEMBERED = 2048;
const ROWS_AT_ONCE = 32;

export class TextStore {
  private young = new Map<string, number>();
  private old = new Map<string, number>();
  private readonly db: Sqlite;
  private readonly index: TextIndex;
  private readonly value: Statement<[number], string>;
  private readonly insertMany: Statement;
  private readonly insertOne: Statement;
  /** 0 until the case was looked at. */
  private nextId = 0;
  /** New texts that are not written yet: id, hash, text in turn. */
  private pending: (number | string)[] = [];

  /** @param index where texts that were not used recently are found */
  constructor(db: Sqlite, index = new TextIndex(db)) {
    this.db = db;
    this.index = index;
    this.value = db.prepare<[number], string>(`SELECT value FROM texts WHERE id = ?`).pluck();
    this.insertOne = db.prepare(`INSERT INTO texts (id, hash, value) VALUES (?, ?, ?)`);
    const rows = new Array<string>(ROWS_AT_ONCE).fill('(?, ?, ?)').join(', ');
    this.insertMany = db.prepare(`INSERT INTO texts (id, hash, value) VALUES ${rows}`);
  }

  /**
   * Id of a text, a new one when it is new; `flush` writes it. `hash` is its textHash53. Between two
   * flushes no text may be asked for twice.
   */
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
    this.index.settle(this.nextId - 1);
  }

  /** Forgets everything; needed after a rollback, when ids were given out that do not exist. */
  forget(): void {
    this.young.clear();
    this.old.clear();
    this.pending = [];
    this.nextId = 0;
  }

  private stored(text: string, hash: number): number {
    if (this.nextId === 0) this.look();
    // A text that is not written yet is another one: of the same hash, not the same.
    const found = this.index.find(hash, (id) => this.value.get(id) === text);
    if (found !== 0) return found;
    const id = this.nextId++;
    this.pending.push(id, hash, text);
    this.index.add(id, hash);
    return id;
  }

  /** Takes in what the case has; only an import needs it. */
  private look(): void {
    this.index.load();
    const last = this.db.prepare<[], number | null>(`SELECT max(id) FROM texts`).pluck().get();
    this.nextId = (last ?? 0) + 1;
  }

  private remember(text: string, id: number): void {
    if (this.young.size >= GENERATION) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(text, id);
  }
}
