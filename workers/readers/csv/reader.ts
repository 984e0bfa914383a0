/**
 * Delimited text with or without a header: comma, semicolon, tab or bar. What a table is follows from
 * the names of its columns (`profiles`); what no profile gives a column of its own stays in the row's
 * document, which is the row as it stands in the file.
 */
import { WorkbenchError } from '#contract/errors.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { namedSources, namesColumns, positionOf, readProfile } from '../mapping/profile.ts';
import type { MappingProfile } from '../mapping/profile.ts';
import type { Certainty, Chunk, Head, Prepared, Reader, ReadOptions } from '../reader.ts';
import { studyDateOrder, withDateOrder } from './date-order.ts';
import { mappedColumns } from './mapping.ts';
import { genericProfile, profileOf, profiles, profileNamed } from './profiles/all-profiles.ts';
import { rowFields } from './row-fields.ts';
import { RowRun } from './row-run.ts';
import { sampleFields } from './sample-fields.ts';
import { csvState } from './state.ts';
import type { CsvState } from './state.ts';
import { findTable, hasTelltale } from './table.ts';
import type { Table } from './table.ts';
import { writtenTimes } from './written-times.ts';
import { findTimes } from './time-columns.ts';

export const csvReader: Reader = {
  id: 'csv',
  label: 'CSV',
  version: 2,
  cards: profiles.map(({ card }) => card),
  cardOf: (state) => profileNamed(csvState(state).profile).card.id,
  mapper: {
    format: 'csv',
    sample: sampleFields,
    isUnknown: (state) => csvState(state).profile === genericProfile.card.id,
  },
  documents: 'text',
  sniff,
  prepare,
  study: studyDateOrder,
  parse,
  fields: rowFields,
  times: writtenTimes,
};

/** JSON, XML and texts with comments at the top are others' business. */
const foreign = /^\s*(?:[{<]|#(?!TYPE )|\[\s*[{[\]])/;
const LEAST_EVEN_UNKNOWN = 0.95;

function sniff(head: Head): Certainty {
  if (head.text === undefined || foreign.test(head.text.slice(0, 1000))) return 'no';
  const table = findTable(head);
  if (table === undefined) return 'no';
  if (!table.hasHeader) {
    if (isKnown(table)) return 'likely';
    const enough = table.sample.length >= 3 && table.columns.length >= 3;
    return enough && table.even01 >= LEAST_EVEN_UNKNOWN ? 'possible' : 'no';
  }
  if (hasTelltale(table.columns) || isKnown(table)) return 'likely';
  return table.sample.length > 0 && table.even01 >= LEAST_EVEN_UNKNOWN ? 'possible' : 'no';
}

function prepare(head: Head, options: ReadOptions): Prepared {
  const mapping = readProfile(options.mapping, 'csv');
  const said = { ...mapping, dateOrder: options.dateOrder ?? mapping.dateOrder };
  const table = findTable(head);
  if (table === undefined) {
    throw new WorkbenchError({
      code: 'unknown-format',
      message: 'This is no table: its lines do not split into the same number of cells.',
      hint: 'Import it without --format, or check that the file is whole.',
    });
  }
  const { dialect, columns, hasHeader, skipBytes, skipLines } = table;
  // The analyst's word on columns goes before what a profile makes of them.
  const profile = namesColumns(said) ? genericProfile : profileOf(table);
  const { time, each, zone, problems } = findTimes(table, profile.times, options.timeZone, said);
  const mapped = mappedColumns(columns, profile.columns, said);
  const state: CsvState = {
    dialect,
    columns,
    hasHeader,
    profile: profile.card.id,
    time,
    mapped,
    ...(each === undefined ? {} : { each }),
  };
  const notes = [...headerNotes(table), ...mappingNotes(table, said)];
  const found: Prepared = {
    framing: 'csv',
    skipBytes,
    skipLines,
    zone,
    state,
    problems: [...notes, ...problems],
  };
  return withDateOrder(found, head, said.dateOrder);
}

function isKnown(table: Table): boolean {
  return profileOf(table) !== genericProfile;
}

function headerNotes({ hasHeader, columns }: Table): Prepared['problems'] {
  if (hasHeader || columns[0] !== 'column_1') return [];
  const message = 'The first line holds no names; columns are called column_1, column_2, …';
  return [{ code: 'no-header', message, locator: 'line 1' }];
}

function mappingNotes({ columns }: Table, said: MappingProfile): Prepared['problems'] {
  const missing = namedSources(said).filter((name) => positionOf(name, columns) < 0);
  if (missing.length === 0) return [];
  const message = `The mapping names columns that are not there: ${missing.join(', ')}.`;
  return [{ code: 'mapping-column-missing', message, locator: '' }];
}

function parse(chunk: Chunk, prepared: Prepared, batch: BatchBuilder): void {
  new RowRun(chunk, prepared, batch).rows();
}
