/** Columns of a grid, and how a column block becomes rows and texts. */
import type { ReactNode } from 'react';
import type { Column, ColumnBlock, TimeColumn } from '#contract/block.ts';
import { zonedText } from '../ui/zoned-time.ts';

export interface GridColumn<R> {
  readonly id: string;
  readonly label: string;
  readonly widthPx: number;
  readonly align?: 'start' | 'end';
  /** Monospace: numbers, paths, command lines, hashes, times. */
  readonly mono?: boolean;
  /** Where long text is cut: paths in the middle, command lines at the end. */
  readonly cut?: 'middle' | 'end';
  readonly sortable?: boolean;
  /** What a cell says and what copying gives; undefined = missing. */
  readonly text: (row: R) => string | undefined;
  /** Draws something else than the text. */
  readonly render?: (row: R) => ReactNode;
  /** Said on hover where it differs from the text, e.g. the exact number. */
  readonly hint?: (row: R) => string | undefined;
}

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** Another order after a click on a heading: ascending, then descending, then ascending again. */
export function nextSort(sort: Sort | undefined, column: string): Sort {
  return { column, descending: sort?.column === column ? !sort.descending : false };
}

/** One row of a block. */
export interface BlockRow {
  readonly block: ColumnBlock;
  /** Row within the block. */
  readonly at: number;
}

/** Rows of a block. */
export function blockRows(block: ColumnBlock): readonly BlockRow[] {
  return Array.from({ length: block.rows }, (_, at) => ({ block, at }));
}

/** A cell's text; times in a zone; undefined when it is missing or the block lacks the column. */
export function blockText({ block, at }: BlockRow, name: string, zone = 'UTC'): string | undefined {
  const column = columnNamed(block, name);
  return column === undefined ? undefined : cellText(column, at, zone);
}

/** A cell as a number; NaN when it is missing or is no number. */
export function blockNumber({ block, at }: BlockRow, name: string): number {
  const column = columnNamed(block, name);
  if (column === undefined || column.kind === 'text' || column.kind === 'json') return NaN;
  return column.values[at] ?? NaN;
}

/** A column of a block, looked up safely: names may come from evidence. */
export function columnNamed(block: ColumnBlock, name: string): Column | undefined {
  return Object.hasOwn(block.columns, name) ? block.columns[name] : undefined;
}

/** A cell's text by the kind of its column. */
export function cellText(column: Column, at: number, zone: string): string | undefined {
  switch (column.kind) {
    case 'number':
      return numberText(column.values[at]);
    case 'int':
      return column.values[at]?.toString();
    case 'flag':
      return column.values[at] === 1 ? 'yes' : 'no';
    case 'text':
      return column.values[column.ids[at] ?? -1];
    case 'time':
      return timeText(column, at, zone);
    case 'json':
      return column.values[at] === '' ? undefined : column.values[at];
  }
}

function timeText(column: TimeColumn, at: number, zone: string): string | undefined {
  const value = column.values[at] ?? NaN;
  if (Number.isNaN(value)) return undefined;
  return zonedText(value, zone, column.digits[at] ?? 6, column.nanos[at] ?? 0);
}

/** Enough digits to tell numbers apart, few enough to read; copying a cell gives the same. */
function numberText(value = NaN): string | undefined {
  if (Number.isNaN(value)) return undefined;
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(7)));
}
