/** Columns of a page: from columns in memory where there are some, else from the rows' own places and records. */
import type { Column, TimeColumn } from '#contract/block.ts';
import { clockOffsetDigits } from '#contract/clocks.ts';
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
  private knownOffsets: readonly number[] | undefined;

  constructor(view: CaseView, rows: Uint32Array) {
    this.view = view;
    this.rows = rows;
  }

  get places(): readonly EventPlace[] {
    const { events, table } = this.view;
    this.knownPlaces ??= Array.from(this.rows, (row) => present(events.place(table.idOf(row))));
    return this.knownPlaces;
  }

  /** Microseconds that a clock rule adds to a row's time; undefined: there are no rules. */
  get clockOffsets(): readonly number[] | undefined {
    const { clocks } = this.view;
    if (!clocks.active) return undefined;
    this.knownOffsets ??= Array.from(this.ints(fieldOf('host.name')), (id) => clocks.offsetUs(id));
    return this.knownOffsets;
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
      return timeColumn(stored);
    case 'derived':
      return derivedColumn(view, stored, field.name);
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

/** Corrected by the clock rules, like every time that is shown. */
function timeColumn({ places, clockOffsets }: StoredRows): TimeColumn {
  return {
    kind: 'time',
    values: Float64Array.from(
      places,
      ({ timeUs }, at) => (timeUs ?? NaN) + (clockOffsets?.[at] ?? 0),
    ),
    nanos: Uint16Array.from(places, ({ timeNanos }) => timeNanos),
    digits: Uint8Array.from(places, ({ timeDigits }, at) =>
      Math.max(timeDigits, clockOffsetDigits(clockOffsets?.[at] ?? 0)),
    ),
  };
}

/** Seconds that were added to each time; missing where none were. */
function clockColumn({ places, clockOffsets }: StoredRows): Column {
  const seconds = places.map(({ timeUs }, at) => {
    const offsetUs = clockOffsets?.[at] ?? 0;
    return timeUs === null || offsetUs === 0 ? NaN : offsetUs / 1_000_000;
  });
  return { kind: 'number', values: Float64Array.from(seconds) };
}

/** What is told of a row's time beside the time itself. */
function derivedColumn(view: CaseView, stored: StoredRows, name: string): Column {
  const { rows, places } = stored;
  if (name === 'loupe.clock_offset') return clockColumn(stored);
  const texts = new TextBuilder(rows.length);
  const inOrder = Array.from(rows.keys()).sort((a, b) => rows[a]! - rows[b]!);
  inOrder.forEach((at, done) => {
    if (done % CHECK_EVERY === 0) view.checkCancelled();
    const { timeUs, timeNanos: nanos } = places[at]!;
    if (timeUs === null) return;
    const { text, zoneRule } = view.records.writtenTime(rows[at]!, { timeUs, nanos });
    texts.set(at, name === 'loupe.time_text' ? text || undefined : zoneRule);
  });
  return texts.build();
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
