/** A JSON record as a tool writes it, and what becomes of it. */

export interface JsonSample {
  /** The layout that knows it. */
  readonly layout: string;
  /** Which of the layout's shapes it has. */
  readonly what: string;
  readonly record: object;
  readonly time: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly recordId?: number;
}
