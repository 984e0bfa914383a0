/** The shape of a migration: one numbered step from one form of the case to the next, never changed once released. */
import type { Sqlite } from '../case-file.ts';

export interface Migration {
  /** 1, 2, 3, … without gaps; equals SQLite's user_version afterwards. */
  readonly id: number;
  readonly name: string;
  /** Carries over what plain SQL cannot; runs before `up` in the same transaction. */
  readonly before?: (db: Sqlite) => void;
  readonly up: string;
}
