/**
 * Delimited text with a header: comma, semicolon, tab or bar. What a row means follows from the names
 * of its columns (`columns.ts`), exports of Windows events are read as such (`windows-rows.ts`);
 * everything else of a row stays in its document, which is the row as it stands in the file.
 */
import { WorkbenchError } from '#contract/errors.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import type {
  Certainty,
  Chunk,
  DocumentField,
  Head,
  Prepared,
  Reader,
  ReadOptions,
} from '../reader.ts';
import { RowCells } from './cells.ts';
import { plainName, telltaleNames } from './columns.ts';
import { mappedColumns, profileOf } from './mapping.ts';
import { RowRun } from './row-run.ts';
import { csvState } from './state.ts';
import type { CsvState } from './state.ts';
import { findTable } from './table.ts';
import { findTimes } from './time-columns.ts';

export const csvReader: Reader = {
  id: 'csv',
  label: 'CSV',
  version: 1,
  documents: 'text',
  sniff,
  prepare,
  parse,
  fields,
};

/** JSON, XML and texts with comments at the top are others' business. */
const foreign = /^\s*(?:[{<#]|\[\s*[{[\]])/;
const LEAST_EVEN_UNKNOWN = 0.95;

function sniff(head: Head): Certainty {
  if (head.text === undefined || foreign.test(head.text.slice(0, 1000))) return 'no';
  const table = findTable(head);
  if (table === undefined) return 'no';
  if (!table.hasHeader) {
    const enough = table.sample.length >= 3 && table.columns.length >= 3;
    return enough && table.even01 >= LEAST_EVEN_UNKNOWN ? 'possible' : 'no';
  }
  if (table.columns.some((name) => telltaleNames.has(plainName(name)))) return 'likely';
  return table.sample.length > 0 && table.even01 >= LEAST_EVEN_UNKNOWN ? 'possible' : 'no';
}

function prepare(head: Head, options: ReadOptions): Prepared {
  const table = findTable(head);
  if (table === undefined) {
    throw new WorkbenchError({
      code: 'unknown-format',
      message: 'This is no table: its lines do not split into the same number of cells.',
      hint: 'Import it without --format, or check that the file is whole.',
    });
  }
  const { dialect, columns, hasHeader, skipBytes, skipLines } = table;
  const { time, zone, problems } = findTimes(table, options.timeZone);
  const profile = profileOf(columns);
  const mapped = profile === 'generic' ? mappedColumns(columns) : [];
  const state: CsvState = { dialect, columns, hasHeader, profile, time, mapped };
  const noHeader = {
    code: 'no-header',
    message: 'The first line holds no names; columns are called column_1, column_2, …',
    locator: 'line 1',
  };
  return {
    framing: 'csv',
    skipBytes,
    skipLines,
    zone,
    state,
    problems: columns[0] === 'column_1' && !hasHeader ? [noHeader, ...problems] : problems,
  };
}

function parse(chunk: Chunk, prepared: Prepared, batch: BatchBuilder): void {
  new RowRun(chunk, prepared, batch).rows();
}

function fields(document: string, state: unknown): readonly DocumentField[] {
  const { columns, dialect } = csvState(state);
  const cells = new RowCells(Buffer.from(document), dialect);
  cells.next(0);
  const count = Math.max(cells.count, columns.length);
  return Array.from({ length: count }, (_, at) => ({
    name: columns[at] ?? `column_${at + 1}`,
    value: cells.cell(at),
  }));
}
