/** Table `meta`: single facts about the case by name. */
import type { Sqlite } from './case-file.ts';

/** The fact, or undefined when it was never noted. */
export function getMeta(db: Sqlite, key: string): string | undefined {
  return db.prepare<[string], string>(`SELECT value FROM meta WHERE key = ?`).pluck().get(key);
}

/** Notes a fact, replacing an earlier one of that name. */
export function setMeta(db: Sqlite, key: string, value: string): void {
  db.prepare(
    `INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  ).run(key, value);
}

/** Takes a fact away; nothing happens when it was never noted. */
export function removeMeta(db: Sqlite, key: string): void {
  db.prepare(`DELETE FROM meta WHERE key = ?`).run(key);
}
