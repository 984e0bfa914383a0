/** Columns of a page: from columns in memory where there are some, else from the rows' own places and records. */
import type { Column, TimeColumn } from '#contract/block.ts';
import type { EventPlace } from '#workers/query/event-places.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import { corruptCase } from '#workers/query/corrupt.ts';
import { evidenceLabel, locatorWords } from '#workers/query/evidence-label.ts';
import { FieldSelector, fieldOf, type Field } from '#workers/query/fields.ts';
import { textColumn, TextBuilder } from './text-builder.ts';

/** Rows between two looks at whether the asker gave up. */
const CHECK_EVERY = 256;
/** A page of fewer than one in this many events does not load a column for its own sake. */
const FEW = 100;

/** The asked columns of some rows, `id` always first. */
export function pageColumns(
  view: CaseView,
  rows: Uint32Array,
  names: readonly string[],
): Readonly<Record<string, Column>> {
  const asked = [...new Set(['id', ...names])].map((name) => ({ name, field: fieldOf(name) }));
  const stored = new StoredRows(view, rows);
  const records = recordColumns(
    view,
    rows,
    asked.filter(({ field }) => field.kind === 'record').map(({ name }) => name),
  );
  // fromEntries makes properties of its own even of a field called __proto__.
  return Object.fromEntries(
    asked.map(({ name, field }) => [name, records.get(name) ?? columnOf(view, stored, field)]),
  );
}

/** The rows of a page as their segments have them, read only when needed. */
class StoredRows {
  readonly rows: Uint32Array;
  private readonly view: CaseView;
  private knownPlaces: readonly EventPlace[] | undefined;

  constructor(view: CaseView, rows: Uint32Array) {
    this.view = view;
    this.rows = rows;
  }

  get places(): readonly EventPlace[] {
    const { events, table } = this.view;
    this.knownPlaces ??= Array.from(this.rows, (row) => present(events.place(table.idOf(row))));
    return this.knownPlaces;
  }

  /** A text or whole-number column. */
  ints(field: Field): Int32Array {
    const { columns, events, table } = this.view;
    if (columns.has(field.name) || this.rows.length * FEW > table.rows) {
      const values = columns.ints(field.name);
      return Int32Array.from(this.rows, (row) => values[row]!);
    }
    return Int32Array.from(this.rows, (row) => events.value(table.idOf(row), field.name));
  }
}

function present<T>(found: T | undefined): T {
  if (found === undefined) throw corruptCase('An event of this case is missing.');
  return found;
}

function columnOf(view: CaseView, stored: StoredRows, field: Field): Column {
  const { rows } = stored;
  switch (field.kind) {
    case 'text':
      return textColumn(stored.ints(field), (id) => view.texts.value(id));
    case 'int': {
      const values = Float64Array.from(stored.ints(field), (value) => (value < 0 ? NaN : value));
      return { kind: 'number', values };
    }
    case 'id':
      return { kind: 'int', values: Int32Array.from(rows, (row) => view.table.idOf(row)) };
    case 'time':
      return timeColumn(stored.places);
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
      stored.places.forEach((place, at) => {
        locators.set(at, locatorWords(place));
      });
      return locators.build();
    }
  }
}

function timeColumn(places: readonly EventPlace[]): TimeColumn {
  return {
    kind: 'time',
    values: Float64Array.from(places, ({ timeUs }) => timeUs ?? NaN),
    nanos: Uint16Array.from(places, ({ timeNanos }) => timeNanos),
    digits: Uint8Array.from(places, ({ timeDigits }) => timeDigits),
  };
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
