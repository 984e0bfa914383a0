/** Aligned columns for people: as wide as they need, the last one takes what the terminal has left. */
import { visible } from './visible-text.ts';

export interface TableColumn {
  readonly heading: string;
  /** Numbers stand at the right. */
  readonly right?: boolean;
  /** Longer cells are cut; paths in the middle, other text at the end. */
  readonly maxWidth?: number;
  readonly cut?: 'middle' | 'end';
}

const GAP = '  ';
/** Rather a line that wraps than a last column of nothing but dots. */
const LAST_AT_LEAST = 32;

/**
 * Lines of a table, heading first.
 * @param width columns of the terminal; lines may be longer where nothing can be cut any more
 */
export function textTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const shown = rows.map((row) => columns.map((column, at) => shortened(row[at] ?? '', column)));
  const widths = columns.map((column, at) =>
    Math.max(column.heading.length, ...shown.map((row) => lengthOf(row[at] ?? ''))),
  );
  const last = columns.length - 1;
  const before = widths.slice(0, last).reduce((sum, each) => sum + each + GAP.length, 0);
  const wanted = Math.min(widths[last] ?? 0, LAST_AT_LEAST);
  widths[last] = Math.max(columns[last]?.heading.length ?? 0, wanted, width - before);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) =>
        aligned(cut(cell, widths[at] ?? 0, columns[at]?.cut), widths[at] ?? 0, columns[at]),
      )
      .join(GAP)
      .trimEnd();
  return [line(columns.map(({ heading }) => heading)), ...shown.map(line)];
}

function shortened(text: string, column: TableColumn): string {
  return cut(visible(text), column.maxWidth ?? Infinity, column.cut);
}

function aligned(text: string, width: number, column: TableColumn | undefined): string {
  const space = ' '.repeat(Math.max(0, width - lengthOf(text)));
  return column?.right === true ? space + text : text + space;
}

/** Characters, not UTF-16 units. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** At most `width` characters, with `…` where something is missing. */
export function cut(text: string, width: number, where: 'middle' | 'end' = 'end'): string {
  if (text.length <= width) return text;
  const letters = Array.from(text);
  if (letters.length <= width) return text;
  if (where === 'end') return `${letters.slice(0, width - 1).join('')}…`;
  const head = Math.floor((width - 1) / 2);
  return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (width - 1 - head)).join('')}`;
}
