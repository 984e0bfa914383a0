/** The shape of a migration: one numbered step from one form of the case to the next, never changed once released. */

export interface Migration {
  /** 1, 2, 3, … without gaps; equals SQLite's user_version afterwards. */
  readonly id: number;
  readonly name: string;
  readonly up: string;
}
