/**
 * Blocks of columns: how rows cross threads, sockets and bridges. Typed arrays for numbers, a
 * dictionary for text, so that a hundred thousand rows are a handful of buffers and not a hundred
 * thousand objects.
 */

/** Numbers; NaN means missing. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly values: Float64Array;
}

/** Whole numbers that are always present. */
export interface IntColumn {
  readonly kind: 'int';
  readonly values: Int32Array;
}

/** Yes or no, always present; 1 or 0. */
export interface FlagColumn {
  readonly kind: 'flag';
  readonly values: Uint8Array;
}

/** Text by dictionary: `ids[row]` points into `values`, -1 means missing. */
export interface TextColumn {
  readonly kind: 'text';
  readonly ids: Int32Array;
  readonly values: readonly string[];
}

/** Instants: microseconds (NaN = missing), nanoseconds below and printed fraction digits. */
export interface TimeColumn {
  readonly kind: 'time';
  readonly values: Float64Array;
  readonly nanos: Uint16Array;
  readonly digits: Uint8Array;
}

/** Anything else, one JSON text per row ('' = missing). */
export interface JsonColumn {
  readonly kind: 'json';
  readonly values: readonly string[];
}

export type Column = NumberColumn | IntColumn | FlagColumn | TextColumn | TimeColumn | JsonColumn;

/** Columns of equal length, in display order. */
export interface ColumnBlock {
  readonly rows: number;
  readonly columns: Readonly<Record<string, Column>>;
}

/** A short list of texts in each row: `ids` from `starts[row]` up to `starts[row + 1]` point into `values`. */
export interface ListColumn {
  readonly kind: 'list';
  /** One more than there are rows. */
  readonly starts: Int32Array;
  readonly ids: Int32Array;
  readonly values: readonly string[];
}

/**
 * Small objects, packed: row → entry → a value in each field. Tables of runs are kept so; whoever asks
 * for a page of them gets a {@link JsonColumn}. Sorting goes by the first field.
 */
export interface RecordColumn {
  readonly kind: 'record';
  /** Entry of each row; -1 = missing. */
  readonly ids: Int32Array;
  /** In each, one value per entry; missing ones become null. */
  readonly fields: Readonly<Record<string, NumberColumn | IntColumn | TextColumn | ListColumn>>;
}

/** A column of a table as a run keeps it. */
export type KeptColumn = Column | RecordColumn;

/** A table as a run keeps it. */
export interface KeptTable {
  readonly rows: number;
  readonly columns: Readonly<Record<string, KeptColumn>>;
}
