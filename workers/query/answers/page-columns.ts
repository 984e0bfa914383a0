/** Columns of a page: from columns in memory where there are some, else from the rows' own places and records. */
import type { Column, NumberColumn, TimeColumn } from '#contract/block.ts';
import { defined } from '#workers/base/assert.ts';
import type { EventPlace } from '#workers/case-file/read-events.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import { evidenceLabel, locatorWords } from '#workers/query/evidence-label.ts';
import { FieldSelector, fieldOf, type Field } from '#workers/query/fields.ts';
import { textColumn, TextBuilder } from './text-builder.ts';

/** Rows between two looks at whether the asker gave up. */
const CHECK_EVERY = 256;

/** The asked columns of some rows, `id` always first. */
export function pageColumns(
  view: CaseView,
  rows: Uint32Array,
  names: readonly string[],
): Readonly<Record<string, Column>> {
  const asked = [...new Set(['id', ...names])].map((name) => ({ name, field: fieldOf(name) }));
  const places = asked.some(({ field }) => field.kind === 'time' || field.kind === 'locator')
    ? placesOf(view, rows)
    : [];
  const records = recordColumns(
    view,
    rows,
    asked.filter(({ field }) => field.kind === 'record').map(({ name }) => name),
  );
  // fromEntries makes properties of its own even of a field called __proto__.
  return Object.fromEntries(
    asked.map(({ name, field }) => [
      name,
      records.get(name) ?? columnOf(view, field, rows, places),
    ]),
  );
}

function columnOf(
  view: CaseView,
  { kind, name }: Field,
  rows: Uint32Array,
  places: readonly EventPlace[],
): Column {
  switch (kind) {
    case 'text': {
      const ids = view.columns.ints(name);
      return textColumn(
        Int32Array.from(rows, (row) => ids[row]!),
        (id) => view.texts.value(id),
      );
    }
    case 'int':
      return intColumn(view.columns.ints(name), rows);
    case 'id':
      return { kind: 'int', values: Int32Array.from(rows, (row) => view.table.idOf(row)) };
    case 'time':
      return timeColumn(places);
    case 'evidence':
    case 'record': {
      const evidence = new TextBuilder(rows.length);
      rows.forEach((row, at) => {
        evidence.set(at, evidenceLabel(view.records.evidenceOf(row)));
      });
      return evidence.build();
    }
    case 'locator': {
      const locators = new TextBuilder(rows.length);
      places.forEach((place, at) => {
        locators.set(at, locatorWords(place));
      });
      return locators.build();
    }
  }
}

function intColumn(column: Int32Array, rows: Uint32Array): NumberColumn {
  const values = Float64Array.from(rows, (row) => (column[row]! < 0 ? NaN : column[row]!));
  return { kind: 'number', values };
}

function timeColumn(places: readonly EventPlace[]): TimeColumn {
  return {
    kind: 'time',
    values: Float64Array.from(places, ({ timeUs }) => timeUs ?? NaN),
    nanos: Uint16Array.from(places, ({ timeNanos }) => timeNanos),
    digits: Uint8Array.from(places, ({ timeDigits }) => timeDigits),
  };
}

function placesOf(view: CaseView, rows: Uint32Array): EventPlace[] {
  return Array.from(rows, (row) =>
    defined(view.events.place(view.table.idOf(row)), 'an event of a segment'),
  );
}

/** Fields of records, each record read once, in the order in which they lie. */
function recordColumns(
  view: CaseView,
  rows: Uint32Array,
  names: readonly string[],
): Map<string, Column> {
  if (names.length === 0) return new Map();
  const columns = names.map((name) => ({
    name,
    selector: new FieldSelector(name),
    builder: new TextBuilder(rows.length),
  }));
  const byRow = Array.from(rows.keys()).sort((a, b) => rows[a]! - rows[b]!);
  byRow.forEach((at, done) => {
    if (done % CHECK_EVERY === 0) view.checkCancelled();
    const fields = view.records.fields(rows[at]!);
    for (const { selector, builder } of columns) builder.set(at, selector.values(fields)[0]);
  });
  return new Map(columns.map(({ name, builder }) => [name, builder.build()]));
}
