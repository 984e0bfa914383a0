/** OfficeActivity of Sentinel: the unified audit log with a column for each field. */
import { normaliseM365 } from '#workers/normalise/m365-audit.ts';
import { ColumnSource } from '../column-source.ts';
import { namedValuesOf } from './named-values.ts';
import type { CsvProfile } from './profile.ts';

export const officeActivityProfile: CsvProfile = {
  card: {
    id: 'office-activity-csv',
    label: 'OfficeActivity of Sentinel CSV',
    knownBy:
      '`Operation` and `UserId` with `ClientIP`, `OfficeWorkload`, `OfficeObjectId` or `Parameters`',
    times: '`TimeGenerated` or `CreationTime`, UTC',
  },
  header: {
    all: 'operation userid',
    some: { least: 1, of: 'officeworkload officeobjectid clientip parameters userkey' },
    none: 'auditdata eventid',
  },
  times: { kind: 'one', names: 'timegenerated creationtime', utc: true },
  columns: [],
  rows: ({ columns, batch }) => {
    const row = new ColumnSource(columns);
    return (cells) => {
      row.take(cells);
      normaliseM365(row, batch);
    };
  },
  opened: { parameters: (cell) => namedValuesOf('Parameters', cell) },
};
