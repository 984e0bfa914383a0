/**
 * Rows as JSON, JSON lines or CSV, written one by one so that a result never has to fit in memory.
 *
 * CSV is RFC 4180 with CRLF. Spreadsheets run cells that look like formulas, and evidence may hold
 * such text, so text that begins like one gets a leading apostrophe (OWASP, "CSV injection");
 * quoting alone does not stop them. Numbers of ours, such as the cluster -1, stay numbers.
 */
import { textOfCell, type Cell } from './cells.ts';

export const rowFormats = ['json', 'jsonl', 'csv'] as const;
export type RowFormatName = (typeof rowFormats)[number];

export interface RowFormat {
  /** What comes before the rows, between two of them, and after them. */
  readonly head: string;
  readonly between: string;
  readonly tail: string;
  readonly row: (cells: readonly Cell[]) => string;
}

export interface RowFormatOptions {
  readonly names: readonly string[];
  /** JSON: whether a missing value is left out or null. */
  readonly missing: 'left-out' | 'null';
  /** CSV: text as it is, formulas too. Unsafe in a spreadsheet. */
  readonly rawCells: boolean;
}

/** How rows of these columns are written. */
export function rowFormat(name: RowFormatName, options: RowFormatOptions): RowFormat {
  switch (name) {
    case 'json':
      return { head: '[\n', between: ',\n', tail: '\n]\n', row: jsonRow(options) };
    case 'jsonl':
      return { head: '', between: '\n', tail: '\n', row: jsonRow(options) };
    case 'csv':
      return { head: csvHeading(options), between: '\r\n', tail: '\r\n', row: csvRow(options) };
  }
}

function jsonRow({ names, missing }: RowFormatOptions): RowFormat['row'] {
  const keys = names.map((name) => `${JSON.stringify(name)}:`);
  return (cells) => {
    let text = '';
    for (let at = 0; at < keys.length; at++) {
      const cell = cells[at];
      if (cell === undefined && missing === 'left-out') continue;
      text += (text === '' ? '' : ',') + (keys[at] ?? '') + jsonCell(cell);
    }
    return `{${text}}`;
  };
}

function jsonCell(cell: Cell): string {
  if (cell === undefined) return 'null';
  return typeof cell === 'object' ? cell.json : JSON.stringify(cell);
}

// With the full-width forms, which some spreadsheets take for the plain ones.
const startsLikeFormula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

function csvRow({ rawCells }: RowFormatOptions): RowFormat['row'] {
  return (cells) => cells.map((cell) => csvCell(cell, rawCells)).join(',');
}

function csvHeading({ names, rawCells }: RowFormatOptions): string {
  return names.map((name) => csvCell(name, rawCells || plainName.test(name))).join(',');
}

/** `@timestamp` is a name, and no formula: nothing can be called or added with it. */
const plainName = /^@?[\w.]+$/;

/** One CSV field. */
export function csvCell(cell: Cell, rawCells: boolean): string {
  const text = textOfCell(cell);
  const isText = typeof cell === 'string';
  const safe = isText && !rawCells && startsLikeFormula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
