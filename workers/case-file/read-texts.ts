/** Table `texts`, read side: text that repeats, by id. */
import type { Sqlite } from './case-file.ts';

export interface TextsReader {
  /** Text of an id; '' when there is none. */
  value(id: number): string;
  /** Texts with an id above `after`, ascending, as [id, text]. */
  after(after: number): Iterable<readonly [number, string]>;
  /** Greatest id, 0 when there is no text. */
  last(): number;
}

/** Prepares the statements on an open case. */
export function readTexts(db: Sqlite): TextsReader {
  const value = db.prepare<[number], string>(`SELECT value FROM texts WHERE id = ?`).pluck();
  const after = db
    .prepare<[number], [number, string]>(`SELECT id, value FROM texts WHERE id > ? ORDER BY id`)
    .raw();
  const last = db.prepare<[], number | null>(`SELECT max(id) FROM texts`).pluck();
  return {
    value: (id) => value.get(id) ?? '',
    after: (id) => after.iterate(id),
    last: () => last.get() ?? 0,
  };
}
