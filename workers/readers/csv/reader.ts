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
import { mappedColumns, profileOf } from './mapping.ts';
import { positionOf, readProfile } from './mapping-profile.ts';
import type { MappingProfile } from './mapping-profile.ts';
import { RowRun } from './row-run.ts';
import { csvState } from './state.ts';
import type { CsvState } from './state.ts';
import { findTable, hasTelltale } from './table.ts';
import type { Table } from './table.ts';
import { findTimes } from './time-columns.ts';

export const csvReader: Reader = {
  id: 'csv',
  label: 'CSV',
  version: 1,
  cards: [
    {
      id: 'csv',
      label: 'CSV with any columns',
      knownBy: 'rows of as many cells each',
      times: 'the column whose name and values are times',
    },
  ],
  cardOf: () => 'csv',
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
  if (hasTelltale(table.columns)) return 'likely';
  return table.sample.length > 0 && table.even01 >= LEAST_EVEN_UNKNOWN ? 'possible' : 'no';
}

function prepare(head: Head, options: ReadOptions): Prepared {
  const said = readProfile(options.mapping);
  const table = findTable(head);
  if (table === undefined) {
    throw new WorkbenchError({
      code: 'unknown-format',
      message: 'This is no table: its lines do not split into the same number of cells.',
      hint: 'Import it without --format, or check that the file is whole.',
    });
  }
  const { dialect, columns, hasHeader, skipBytes, skipLines } = table;
  const { time, zone, problems } = findTimes(table, options.timeZone, said);
  const profile = said.columns.size > 0 ? 'generic' : profileOf(columns);
  const mapped = profile === 'generic' ? mappedColumns(columns, said.columns) : [];
  const state: CsvState = { dialect, columns, hasHeader, profile, time, mapped };
  const notes = [...headerNotes(table), ...mappingNotes(table, said)];
  return { framing: 'csv', skipBytes, skipLines, zone, state, problems: [...notes, ...problems] };
}

function headerNotes({ hasHeader, columns }: Table): Prepared['problems'] {
  if (hasHeader || columns[0] !== 'column_1') return [];
  const message = 'The first line holds no names; columns are called column_1, column_2, …';
  return [{ code: 'no-header', message, locator: 'line 1' }];
}

function mappingNotes({ columns }: Table, said: MappingProfile): Prepared['problems'] {
  const named = [...said.time, ...said.columns.values()];
  const missing = named.filter((name) => positionOf(name, columns) < 0);
  if (missing.length === 0) return [];
  const message = `The mapping names columns that are not there: ${missing.join(', ')}.`;
  return [{ code: 'mapping-column-missing', message, locator: '' }];
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
