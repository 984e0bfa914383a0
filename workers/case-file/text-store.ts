/**
 * Text that repeats, stored once. Answers from two generations of recently used text, so memory
 * stays bounded however many different texts the evidence has; everything else is looked up by hash.
 */
import type { Sqlite } from './case-file.ts';
import type { Statement } from 'better-sqlite3';

const GENERATION = 100_000;
/** Longer text is looked up each time: remembering it would cost more than finding it. */
const MAX_REMEMBERED = 2048;

export class TextStore {
  private young = new Map<string, number>();
  private old = new Map<string, number>();
  private readonly find: Statement<[number, string]>;
  private readonly insert: Statement<[number, string]>;

  constructor(db: Sqlite) {
    this.find = db
      .prepare<[number, string]>(`SELECT id FROM texts WHERE hash = ? AND value = ?`)
      .pluck();
    this.insert = db.prepare(`INSERT INTO texts (hash, value) VALUES (?, ?)`);
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
    const found = this.find.get(hash, text) as number | undefined;
    return found ?? Number(this.insert.run(hash, text).lastInsertRowid);
  }

  private remember(text: string, id: number): void {
    if (this.young.size >= GENERATION) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(text, id);
  }
}
