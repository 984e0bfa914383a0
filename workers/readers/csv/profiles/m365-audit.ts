/**
 * Microsoft 365 unified audit log, exported from Purview or by Search-UnifiedAuditLog, in all its
 * headers: what a record says lies in `AuditData` as JSON.
 */
import { normaliseM365 } from '#workers/normalise/m365-audit.ts';
import type { AuditSource } from '#workers/normalise/m365-audit.ts';
import type { DocumentField } from '../../reader.ts';
import { flattenDocument } from '../../json/flatten.ts';
import { textOf } from '../../json/json-object.ts';
import type { JsonObject } from '../../json/json-object.ts';
import type { RowCells } from '../cells.ts';
import { objectIn } from '../json-cell.ts';
import { namedValues } from './named-values.ts';
import type { CsvProfile, RowSource } from './profile.ts';

export const m365AuditProfile: CsvProfile = {
  card: {
    id: 'm365-audit-csv',
    label: 'Microsoft 365 unified audit log CSV',
    knownBy:
      '`AuditData` with `Operations`, `Operation`, `UserIds`, `UserId`, `RecordType` or `CreationDate`',
    times: '`CreationTime` inside `AuditData`, else `CreationDate`, UTC',
  },
  header: {
    all: 'auditdata',
    some: { least: 1, of: 'operations operation userids userid recordtype creationdate' },
  },
  times: { kind: 'one', names: 'creationdate creationtime', utc: true },
  columns: [],
  rows: (source) => {
    const row = new AuditRow(source);
    return {
      timeOf: (cells) => row.time(cells),
      read: () => {
        normaliseM365(row, source.batch);
      },
    };
  },
  opened: { auditdata: auditFields },
};

function* auditFields(cell: string): Iterable<DocumentField> {
  if (!cell.startsWith('{')) return;
  yield* flattenDocument(cell);
  const object = objectIn(cell);
  for (const list of ['Parameters', 'ExtendedProperties']) {
    yield* namedValues(list, object?.[list]);
  }
}

/** The present row; what `AuditData` lacks is looked for in the row's own columns. */
class AuditRow implements AuditSource {
  private cells: RowCells | undefined;
  private audit: JsonObject | undefined;
  private readonly dataAt: number;
  private readonly columns: ReadonlyMap<string, number>;

  constructor({ at }: RowSource) {
    this.dataAt = at('auditdata');
    this.columns = new Map([
      ['Operation', at('operation|operations')],
      ['UserId', at('userid|userids')],
      ['ResultStatus', at('resultstatus')],
      ['ClientIP', at('clientip')],
    ]);
  }

  /** Takes the next row. @returns its time as text; undefined: as its own columns say */
  time(cells: RowCells): string | undefined {
    this.cells = cells;
    this.audit = objectIn(cells.cell(this.dataAt));
    const time = this.audit?.['CreationTime'];
    return typeof time === 'string' && time !== '' ? time : undefined;
  }

  data(name: string): string | undefined {
    const value = textOf(this.audit?.[name]);
    if (value !== undefined) return value;
    const at = this.columns.get(name) ?? -1;
    return at < 0 ? undefined : this.cells!.cell(at);
  }
}
