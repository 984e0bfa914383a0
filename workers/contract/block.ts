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
