/** Rows of a block of columns, picked and ordered: how tables of runs are paged. */
import type { Column, ColumnBlock, KeptColumn, KeptTable, RecordColumn } from '#contract/block.ts';
import { orderByNumbers } from '#workers/query/columns/row-order.ts';
import { recordText } from './record-text.ts';
import { textColumn } from './text-builder.ts';

/** The given rows, in the given order. */
export function pickRows(block: KeptTable, rows: Uint32Array): ColumnBlock {
  const columns = Object.entries(block.columns).map(
    ([name, column]) => [name, picked(column, rows)] as const,
  );
  return { rows: rows.length, columns: Object.fromEntries(columns) };
}

/** All rows by a column; equal ones stay as they are, missing ones come last. */
export function orderRows(block: KeptTable, column: KeptColumn, descending: boolean): Uint32Array {
  switch (column.kind) {
    case 'number':
    case 'time':
      return orderByNumbers(column.values, descending, Number.isNaN);
    case 'int':
    case 'flag':
      return orderByNumbers(column.values, descending, () => false);
    case 'text':
      return orderByTexts(column.ids, column.values, descending);
    case 'json':
      return orderByTexts(
        Int32Array.from({ length: block.rows }, (_, row) => (column.values[row] === '' ? -1 : row)),
        column.values,
        descending,
      );
    case 'record':
      return orderByEntries(block, column, descending);
  }
}

/** By the first field, entries that are missing last. */
function orderByEntries(
  { rows }: KeptTable,
  { ids, fields }: RecordColumn,
  descending: boolean,
): Uint32Array {
  const [first] = Object.values(fields);
  if (first?.kind === 'text') {
    return orderByTexts(
      ids.map((id) => (id < 0 ? -1 : first.ids[id]!)),
      first.values,
      descending,
    );
  }
  const values = new Float64Array(rows).fill(NaN);
  if (first !== undefined && first.kind !== 'list') {
    for (let row = 0; row < rows; row++) if (ids[row]! >= 0) values[row] = first.values[ids[row]!]!;
  }
  return orderByNumbers(values, descending, Number.isNaN);
}

function orderByTexts(
  ids: Int32Array,
  values: readonly string[],
  descending: boolean,
): Uint32Array {
  const folded = values.map((value) => value.toLowerCase());
  const distinct = [...new Set(folded)].sort();
  const rankOf = new Map(distinct.map((value, rank) => [value, rank]));
  const ranks = folded.map((value) => rankOf.get(value)!);
  const isMissing = (rank: number): boolean => rank < 0;
  return orderByNumbers(
    ids.map((id) => ranks[id] ?? -1),
    descending,
    isMissing,
  );
}

function picked(column: KeptColumn, rows: Uint32Array): Column {
  switch (column.kind) {
    case 'record':
      return { kind: 'json', values: Array.from(rows, (row) => recordText(column, row)) };
    case 'number':
      return { kind: 'number', values: Float64Array.from(rows, (row) => column.values[row]!) };
    case 'int':
      return { kind: 'int', values: Int32Array.from(rows, (row) => column.values[row]!) };
    case 'flag':
      return { kind: 'flag', values: Uint8Array.from(rows, (row) => column.values[row]!) };
    case 'json':
      return { kind: 'json', values: Array.from(rows, (row) => column.values[row]!) };
    case 'text':
      // Shifted by one, because 0 means missing there and -1 here.
      return textColumn(
        Int32Array.from(rows, (row) => column.ids[row]! + 1),
        (id) => column.values[id - 1]!,
      );
    case 'time':
      return {
        kind: 'time',
        values: Float64Array.from(rows, (row) => column.values[row]!),
        nanos: Uint16Array.from(rows, (row) => column.nanos[row]!),
        digits: Uint8Array.from(rows, (row) => column.digits[row]!),
      };
  }
}
