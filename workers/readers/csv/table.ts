/**
 * Finding the table in a text: what separates its cells, where its header is, what its columns are
 * called. By counting: the right delimiter gives every row the same number of cells.
 */
import { newParsedTime, parseTime } from '#workers/normalise/time-parser.ts';
import { ipAddress } from '#workers/normalise/values.ts';
import { bomBytes } from '../framing/bom.ts';
import type { CsvDialect } from '../framing/csv.ts';
import type { Head } from '../reader.ts';
import { MAX_CELLS, RowCells } from './cells.ts';
import { plainName } from '../mapping/plain-name.ts';
import { telltaleNames } from './columns.ts';
import { headerlessTables } from './profiles/all-profiles.ts';

const COMMA = 44;
const SEMICOLON = 59;
const TAB = 9;
const BAR = 124;
const LF = 10;
const CR = 13;
/** Rows looked at to find the delimiter and the times. */
export const SAMPLE_ROWS = 200;
/** Share of rows that must have as many cells as the first. */
const LEAST_EVEN = 0.8;
const LONGEST_NAME = 256;

/** The table that begins a text. */
export interface Table {
  readonly dialect: CsvDialect;
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  /** Bytes and lines before the first row of data. */
  readonly skipBytes: number;
  readonly skipLines: number;
  /** Cells of the first rows of data. */
  readonly sample: readonly (readonly string[])[];
  /** Share of the sampled rows that have as many cells as there are columns, 0…1. */
  readonly even01: number;
}

/** The table in a head, or undefined when its text is not arranged in columns. */
export function findTable(head: Head): Table | undefined {
  if (head.text === undefined) return undefined;
  const start = bomBytes(head.bytes);
  const told = separatorLine(head.bytes.subarray(start));
  const typeBytes = typeLine(head.bytes.subarray(start));
  const from = start + (told?.bytes ?? typeBytes);
  const newline = head.bytes.includes(LF) ? LF : CR;
  const delimiters = told === undefined ? [COMMA, TAB, SEMICOLON, BAR] : [told.delimiter];
  let best: Table | undefined;
  for (const delimiter of delimiters) {
    const table = tableWith(head, from, { delimiter, newline, columns: 0 });
    if (table !== undefined && isBetter(table, best)) best = table;
  }
  if (best === undefined || from === start) return best;
  return { ...best, skipLines: best.skipLines + 1 };
}

/** PowerShell's own first line, `#TYPE System.Diagnostics.…`. @returns its bytes, 0 when there is none */
function typeLine(bytes: Uint8Array): number {
  const match = /^"?#TYPE [^\r\n]*\r?\n/.exec(
    Buffer.from(bytes.subarray(0, 512)).toString('latin1'),
  );
  return match?.[0].length ?? 0;
}

/** Excel's own first line, `sep=;`. */
function separatorLine(bytes: Uint8Array): { delimiter: number; bytes: number } | undefined {
  const match = /^"?sep=(.)"?\r?\n/i.exec(Buffer.from(bytes.subarray(0, 16)).toString('latin1'));
  if (match === null) return undefined;
  return { delimiter: match[1]!.charCodeAt(0), bytes: match[0].length };
}

/** More even rows win; among equals the one with more columns. */
function isBetter(table: Table, best: Table | undefined): boolean {
  if (best === undefined) return true;
  const gain = table.even01 - best.even01;
  return gain > 0.05 || (gain > -0.05 && table.columns.length > best.columns.length);
}

function tableWith(head: Head, from: number, dialect: CsvDialect): Table | undefined {
  const bytes = head.bytes.subarray(from);
  const rows = new RowCells(bytes, dialect);
  const first = nextRow(rows, 0, bytes.length, head.whole);
  if (first === undefined || first.cells.length < 2 || first.cells.length > MAX_CELLS) {
    return undefined;
  }
  const sample: string[][] = [];
  let at = first.end;
  while (sample.length < SAMPLE_ROWS) {
    const row = nextRow(rows, at, bytes.length, head.whole);
    if (row === undefined) break;
    sample.push(row.cells);
    at = row.end;
  }
  const names = withUnnamed(first.cells, sample);
  const even01 = shareOf(sample, (row) => fits(row, names.length));
  if (even01 < LEAST_EVEN) return undefined;
  const hasHeader = looksLikeHeader(first.cells, sample);
  const columns = hasHeader ? uniqueNames(names) : namesWithoutHeader([first.cells, ...sample]);
  return {
    dialect: { ...dialect, columns: columns.length },
    columns,
    hasHeader,
    skipBytes: from + (hasHeader ? first.end : 0),
    skipLines: hasHeader ? first.lines : 0,
    sample: hasHeader ? sample : [first.cells, ...sample],
    even01,
  };
}

/** The header, and a name more when nearly every row has a cell more that says something. */
function withUnnamed(
  header: readonly string[],
  sample: readonly (readonly string[])[],
): readonly string[] {
  const at = header.length;
  const more = shareOf(sample, (row) => row.length === at + 1);
  const isUsed = sample.some((row) => row.length === at + 1 && row[at]!.trim() !== '');
  return sample.length > 0 && isUsed && more >= LEAST_EVEN ? [...header, ''] : header;
}

/** Share of the rows, 1 when there are none. */
function shareOf(
  rows: readonly (readonly string[])[],
  is: (row: readonly string[]) => boolean,
): number {
  return rows.length === 0 ? 1 : rows.filter(is).length / rows.length;
}

interface SampledRow {
  readonly cells: string[];
  readonly end: number;
  readonly lines: number;
}

/** The next row that is not blank; undefined at the end and for a row that the head cuts. */
function nextRow(
  rows: RowCells,
  from: number,
  length: number,
  whole: boolean,
): SampledRow | undefined {
  let at = from;
  let lines = 0;
  while (at < length) {
    const end = rows.next(at);
    lines += rows.innerLines + 1;
    const cut = end === length && rows.rowEnd === length;
    if (rows.unbalanced || (cut && !whole)) return undefined;
    at = end;
    if (rows.isBlank()) continue;
    const kept = Math.min(rows.count, MAX_CELLS + 1);
    return { cells: Array.from({ length: kept }, (_, i) => rows.cell(i)), end, lines };
  }
  return undefined;
}

/** As many cells as the header, or a delimiter more at the end. */
function fits(cells: readonly string[], columns: number): boolean {
  return cells.length === columns || (cells.length === columns + 1 && cells[columns] === '');
}

/** Names are short, mostly present and different from each other, and no values. */
function looksLikeHeader(
  cells: readonly string[],
  sample: readonly (readonly string[])[],
): boolean {
  const names = cells.map((cell) => cell.trim()).filter((name) => name !== '');
  if (names.length * 2 < cells.length) return false;
  if (names.some((name) => name.length > LONGEST_NAME || isValue(name))) return false;
  if (new Set(names).size * 2 <= names.length) return false;
  // A first row that comes again lower down is data, unless files were put together.
  return hasTelltale(names) || !sample.some((row) => sameCells(row, cells));
}

/** True when a name is one that only logs have. */
export function hasTelltale(names: readonly string[]): boolean {
  return names.some((name) => telltaleNames.has(plainName(name)));
}

const time = newParsedTime();

/** Numbers, times, addresses, GUIDs, hashes and structures are values, not names. */
function isValue(text: string): boolean {
  if (!/\p{L}|_/u.test(text)) return /\d/.test(text);
  if (/^(?:0x)?[0-9a-f]{8,}(?:-[0-9a-f]{4,}){0,4}$/i.test(text) && /\d/.test(text)) return true;
  return /^[{[<]/.test(text) || ipAddress(text) !== undefined || parseTime(text, undefined, time);
}

/** True when a row is the same as another. */
function sameCells(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((cell, i) => cell === b[i]);
}

/** Names from the documentation of tables that come without a header, else by place. */
function namesWithoutHeader(rows: readonly (readonly string[])[]): readonly string[] {
  const known = headerlessTables.find(({ cells }) =>
    rows.every(
      (row) => row.length === cells.length && row.every((cell, i) => cells[i]!.test(cell)),
    ),
  );
  return known?.names ?? uniqueNames(rows[0]!.map(() => ''));
}

/** Trimmed names; blank ones are called after their place, repeated ones numbered. */
function uniqueNames(cells: readonly string[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, i) => {
    const name = cell.trim() === '' ? `column_${i + 1}` : cell.trim();
    let unique = name;
    for (let n = 2; taken.has(unique); n++) unique = `${name}_${n}`;
    taken.add(unique);
    return unique;
  });
}
