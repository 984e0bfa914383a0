/** Blocks of columns as rows of cells, for everything that is written row by row. */
import type { Column, ColumnBlock, TimeColumn } from '#contract/block.ts';
import { isoTime } from '#contract/time.ts';
import type { TimeWriter } from './zoned-time.ts';

/** JSON text that stands as it is in JSON, and as text elsewhere. */
export interface JsonCell {
  readonly json: string;
}

/** One value; undefined means missing. */
export type Cell = number | boolean | string | JsonCell | undefined;

/** Rows of a block, one after the other; cells in the order of `names`. */
export function* rowsOf(
  block: ColumnBlock,
  names: readonly string[],
  writeTime: TimeWriter = isoTime,
): Generator<readonly Cell[]> {
  const columns = names.map((name) => block.columns[name]);
  for (let row = 0; row < block.rows; row++) {
    yield columns.map((column) =>
      column === undefined ? undefined : cellAt(column, row, writeTime),
    );
  }
}

/** The value of one row. */
export function cellAt(column: Column, row: number, writeTime: TimeWriter = isoTime): Cell {
  switch (column.kind) {
    case 'number':
      return present(column.values[row]);
    case 'int':
      return column.values[row];
    case 'flag':
      return column.values[row] === 1;
    case 'text':
      return column.values[column.ids[row] ?? -1];
    case 'time':
      return timeAt(column, row, writeTime);
    case 'json':
      return jsonCell(column.values[row] ?? '');
  }
}

function timeAt(
  { values, digits, nanos }: TimeColumn,
  row: number,
  writeTime: TimeWriter,
): string | undefined {
  const timeUs = present(values[row]);
  return timeUs === undefined ? undefined : writeTime(timeUs, digits[row], nanos[row]);
}

function jsonCell(json: string): JsonCell | undefined {
  return json === '' ? undefined : { json };
}

/** NaN stands for missing in columns of numbers. */
function present(value: number | undefined): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

/** A cell as plain text; '' when missing. */
export function textOfCell(cell: Cell): string {
  if (cell === undefined) return '';
  return typeof cell === 'object' ? cell.json : String(cell);
}
