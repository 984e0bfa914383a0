/** Building result tables: plain arrays and slices' columns become columns of a ColumnBlock. */
import type {
  Column,
  ColumnBlock,
  FlagColumn,
  IntColumn,
  KeptColumn,
  KeptTable,
  NumberColumn,
  RecordColumn,
  TextColumn,
  TimeColumn,
} from '#contract/block.ts';
import { assert } from '#workers/base/assert.ts';

/** Whole numbers that are always present. */
export function intColumn(values: Int32Array): IntColumn {
  return { kind: 'int', values };
}

/** Numbers; NaN = missing. */
export function numberColumn(values: Float64Array): NumberColumn {
  return { kind: 'number', values };
}

/** Yes or no; 1 or 0. */
export function flagColumn(values: Uint8Array): FlagColumn {
  return { kind: 'flag', values };
}

/** Text; undefined = missing. Every text stands once in the dictionary, in order of first use. */
export function textColumn(texts: readonly (string | undefined)[]): TextColumn {
  const numbers = new Map<string, number>();
  const ids = Int32Array.from(texts, (text) => {
    if (text === undefined) return -1;
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  });
  return { kind: 'text', ids, values: [...numbers.keys()] };
}

/** The text of a row, undefined where missing. */
export function textAt(column: TextColumn, row: number): string | undefined {
  const id = column.ids[row]!;
  return id < 0 ? undefined : column.values[id];
}

/** The texts of some rows; -1 among the rows gives a missing value. */
export function pickText(column: TextColumn, rows: Int32Array): TextColumn {
  const ids = rows.map((row) => (row < 0 ? -1 : column.ids[row]!));
  return compactText({ kind: 'text', ids, values: column.values });
}

/** The same texts with a dictionary of only what is used, in order of first use. */
export function compactText(column: TextColumn): TextColumn {
  const numbers = new Int32Array(column.values.length).fill(-1);
  const values: string[] = [];
  const ids = column.ids.map((id) => {
    if (id < 0) return -1;
    if (numbers[id]! < 0) {
      numbers[id] = values.length;
      values.push(column.values[id]!);
    }
    return numbers[id]!;
  });
  return { kind: 'text', ids, values };
}

/** The instants of some rows. */
export function pickTime(column: TimeColumn, rows: Int32Array): TimeColumn {
  const length = rows.length;
  const values = new Float64Array(length);
  const nanos = new Uint16Array(length);
  const digits = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const row = rows[i]!;
    values[i] = row < 0 ? NaN : column.values[row]!;
    nanos[i] = row < 0 ? 0 : column.nanos[row]!;
    digits[i] = row < 0 ? 0 : column.digits[row]!;
  }
  return { kind: 'time', values, nanos, digits };
}

/** A table from its columns; all must have `rows` values. */
export function tableOf(rows: number, columns: Readonly<Record<string, Column>>): ColumnBlock {
  for (const [name, column] of Object.entries(columns)) {
    const length = column.kind === 'text' ? column.ids.length : column.values.length;
    assert(length === rows, `column ${name} has ${length} of ${rows} values`);
  }
  return { rows, columns };
}

/** A text column of a kept table. */
export function textOf(table: KeptTable, name: string): TextColumn {
  const column = table.columns[name];
  assert(column?.kind === 'text', `text column ${name}`);
  return column;
}

/** A whole-number column of a kept table. */
export function intsOf(table: KeptTable, name: string): Int32Array {
  const column = table.columns[name];
  assert(column?.kind === 'int', `whole-number column ${name}`);
  return column.values;
}

/** A column of numbers of a kept table. */
export function numbersOf(table: KeptTable, name: string): Float64Array {
  const column = table.columns[name];
  assert(column?.kind === 'number', `column of numbers ${name}`);
  return column.values;
}

/** A yes-or-no column of a kept table. */
export function flagsOf(table: KeptTable, name: string): Uint8Array {
  const column = table.columns[name];
  assert(column?.kind === 'flag', `yes-or-no column ${name}`);
  return column.values;
}

/** A column of small objects of a kept table. */
export function recordOf(table: KeptTable, name: string): RecordColumn {
  const column = table.columns[name];
  assert(column?.kind === 'record', `column of objects ${name}`);
  return column;
}

/** A table with packed columns; all must have `rows` values. */
export function keptTableOf(
  rows: number,
  columns: Readonly<Record<string, KeptColumn>>,
): KeptTable {
  for (const [name, column] of Object.entries(columns)) {
    const isById = column.kind === 'text' || column.kind === 'record';
    const length = isById ? column.ids.length : column.values.length;
    assert(length === rows, `column ${name} has ${length} of ${rows} values`);
  }
  return { rows, columns };
}
