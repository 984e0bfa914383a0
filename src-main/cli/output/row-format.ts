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
  const { names, rawCells } = options;
  switch (name) {
    case 'json':
      return { head: '[\n', between: ',\n', tail: '\n]\n', row: (cells) => jsonRow(cells, options) };
    case 'jsonl':
      return { head: '', between: '\n', tail: '\n', row: (cells) => jsonRow(cells, options) };
    case 'csv': {
      const line = (cells: readonly Cell[]): string => cells.map((cell) => csvCell(cell, rawCells)).join(',');
      return { head: line(names), between: '\r\n', tail: '\r\n', row: line };
    }
  }
}

function jsonRow(cells: readonly Cell[], { names, missing }: RowFormatOptions): string {
  const parts: string[] = [];
  for (const [at, name] of names.entries()) {
    const cell = cells[at];
    if (cell === undefined && missing === 'left-out') continue;
    parts.push(`${JSON.stringify(name)}:${jsonCell(cell)}`);
  }
  return `{${parts.join(',')}}`;
}

function jsonCell(cell: Cell): string {
  if (cell === undefined) return 'null';
  return typeof cell === 'object' ? cell.json : JSON.stringify(cell);
}

// With the full-width forms, which some spreadsheets take for the plain ones.
const startsLikeFormula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** One CSV field. */
export function csvCell(cell: Cell, rawCells: boolean): string {
  const text = textOfCell(cell);
  const isText = typeof cell === 'string';
  const safe = isText && !rawCells && startsLikeFormula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
