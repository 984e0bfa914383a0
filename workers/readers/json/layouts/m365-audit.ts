/**
 * Microsoft 365 unified audit log: records of the management API, rows of the portal's export whose
 * `AuditData` holds the record as text or object, and Sentinel's OfficeActivity.
 */
import { normaliseM365 } from '#workers/normalise/m365-audit.ts';
import { isObject, member, textOf } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { parseObject } from '../json-sniff.ts';
import type { Layout } from './layout.ts';

class Source {
  row: JsonObject = {};
  outer: JsonObject = {};

  data(name: string): string | undefined {
    return textOf(this.row[name]) ?? this.outside(name) ?? this.extended(name);
  }

  /** The row around `AuditData` has names of its own. */
  private outside(name: string): string | undefined {
    return textOf(this.outer[name] ?? this.outer[`${name}s`]);
  }

  /** Sign-ins keep the user agent in a list of names and values. */
  private extended(name: string): string | undefined {
    const list = name === 'UserAgent' ? this.row['ExtendedProperties'] : undefined;
    if (!Array.isArray(list)) return undefined;
    const found = (list as unknown[]).find((item) => member(item, 'Name') === 'UserAgent');
    return textOf(member(found, 'Value'));
  }
}

const source = new Source();

let lastRow: JsonObject | undefined;
let lastRecord: JsonObject = {};

/** The record itself; remembered, for the time is asked for before the columns. */
function recordOf(row: JsonObject): JsonObject {
  if (row !== lastRow) {
    lastRow = row;
    lastRecord = openedRecord(row);
  }
  return lastRecord;
}

function openedRecord(row: JsonObject): JsonObject {
  const data = row['AuditData'];
  if (isObject(data)) return data;
  return (typeof data === 'string' ? parseObject(data) : undefined) ?? row;
}

export const officeLayout: Layout = {
  id: 'm365-audit',
  label: 'Microsoft 365 unified audit log',
  knownBy: '`Operation` with `Workload`, or `AuditData` with `Operations`; Sentinel OfficeActivity',
  times: '`CreationTime`, `CreationDate` or `TimeGenerated`, UTC without a Z',
  utc: true,
  fits: (row) =>
    row['AuditData'] !== undefined
      ? (row['Operations'] ?? row['Operation']) !== undefined
      : row['Operation'] !== undefined &&
        (row['Workload'] !== undefined || row['OfficeWorkload'] !== undefined),
  timeOf: (row) =>
    recordOf(row)['CreationTime'] ??
    row['CreationTime'] ??
    row['CreationDate'] ??
    row['TimeGenerated'],
  read: (row, { batch }) => {
    source.outer = row;
    source.row = recordOf(row);
    normaliseM365(source, batch);
    return -1;
  },
};
