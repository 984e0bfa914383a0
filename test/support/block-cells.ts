/** Cells of a column block as texts, as an export would write them. */
import type { ColumnBlock } from '#contract/block.ts';
import { isoTime } from '#contract/time.ts';

/** A cell of a block as text. */
export function cellOf({ columns }: ColumnBlock, name: string, row: number): string | undefined {
  const column = columns[name];
  if (column === undefined) return undefined;
  if (column.kind === 'text') return column.values[column.ids[row]!];
  if (column.kind === 'time') {
    const value = column.values[row]!;
    return Number.isNaN(value) ? undefined : isoTime(value, column.digits[row], column.nanos[row]);
  }
  const value = column.values[row];
  return typeof value === 'number' && !Number.isNaN(value) ? String(value) : undefined;
}

/** Columns of the first rows by name, without those that are empty. */
export function tableOf(block: ColumnBlock, names: readonly string[]): (string | undefined)[][] {
  return Array.from({ length: block.rows }, (_, row) =>
    names.map((name) => cellOf(block, name, row)),
  );
}
