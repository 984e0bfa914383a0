/**
 * Fields that queries and grids may name: all columns, and the records' own fields as far as a look
 * at the first and last record of each kind of event in each format shows them.
 */
import type { FieldInfo } from '#contract/api.ts';
import { derivedColumns, eventColumns } from '#contract/event-columns.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import { fieldOf } from '#workers/query/fields.ts';

/** Records that are looked at. */
const MAX_SAMPLES = 1000;
/** Hostile evidence may have any number of field names. */
const MAX_RECORD_FIELDS = 5000;

const columns: readonly FieldInfo[] = [
  { name: '@timestamp', label: 'Time', kind: 'column' },
  ...eventColumns.map(({ name, label }): FieldInfo => ({ name, label, kind: 'column' })),
  { name: 'id', label: 'Event', kind: 'column' },
  { name: 'loupe.evidence', label: 'Evidence', kind: 'column' },
  { name: 'loupe.locator', label: 'Place', kind: 'column' },
  ...derivedColumns.map(({ name, label }): FieldInfo => ({ name, label, kind: 'column' })),
];

/** Columns first, then record fields by name. */
export function fieldInfos(view: CaseView): FieldInfo[] {
  const names = new Set<string>();
  for (const row of samples(view)) {
    view.checkCancelled();
    for (const { name } of view.records.fields(row)) {
      if (names.size < MAX_RECORD_FIELDS && fieldOf(name).kind === 'record') names.add(name);
    }
  }
  const record = [...names]
    .sort()
    .map((name): FieldInfo => ({ name, label: name, kind: 'record' }));
  return [...columns, ...record];
}

/** First and last row of every event code in every format, ascending. */
function samples(view: CaseView): number[] {
  const codes = view.columns.ints('event.code');
  const formats = new Map<string, number>();
  const span = new Map<number, { readonly first: number; last: number }>();
  for (const { evidence, firstRow, rows } of view.table.segments) {
    const format = view.sources.find(({ id }) => id === evidence)?.format ?? '';
    const number = formats.get(format) ?? formats.size;
    formats.set(format, number);
    for (let row = firstRow; row < firstRow + rows; row++) {
      // Text ids stay far below 2^32, formats are a handful.
      const key = number * 4294967296 + codes[row]!;
      const known = span.get(key);
      if (known === undefined) span.set(key, { first: row, last: row });
      else known.last = row;
    }
  }
  const rows = [...span.values()].flatMap(({ first, last }) => [first, last]);
  return [...new Set(rows)].slice(0, MAX_SAMPLES).sort((a, b) => a - b);
}
