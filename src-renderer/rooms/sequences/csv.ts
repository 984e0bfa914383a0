/**
 * Rows of a grid as CSV (RFC 4180). Spreadsheets run cells that look like formulas, and evidence may
 * hold such text: it gets an apostrophe in front (OWASP, "CSV injection"). Numbers stay numbers.
 */
import type { GridColumn } from '../../grid/grid-column.ts';

// With the full-width forms, which some spreadsheets take for the plain ones.
const STARTS_LIKE_FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i;

/** One field. */
export function csvField(text: string | undefined): string {
  const raw = text ?? '';
  const safe = STARTS_LIKE_FORMULA.test(raw) && !NUMBER.test(raw) ? `'${raw}` : raw;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Heading line of some columns. */
export function csvHeading<R>(columns: readonly GridColumn<R>[]): string {
  return `${columns.map(({ id }) => csvField(id)).join(',')}\r\n`;
}

/** Lines of some rows: what the cells say. */
export function csvLines<R>(columns: readonly GridColumn<R>[], rows: readonly R[]): string {
  return rows
    .map((row) => `${columns.map((column) => csvField(column.text(row))).join(',')}\r\n`)
    .join('');
}
