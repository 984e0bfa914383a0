/** Pages, counts over time, facets and details hold what the events hold; checked against plain arrays. */
import { afterAll, expect, test } from 'vitest';
import type { Column, ColumnBlock } from '#contract/block.ts';
import { FORMAT_VERSION } from '#workers/case-file/migrations/index.ts';
import { derivedColumns, eventColumns, type EventColumnName } from '#contract/event-columns.ts';
import type { Chip, Scope } from '#contract/scope.ts';
import {
  CaseBuilder,
  documentOf,
  findTestReader,
  type PlainEvent,
} from '#test/support/case-builder.ts';
import { valueQuery } from '#renderer/query/quoting.ts';
import { parseQuery } from '#workers/query/language/parser.ts';
import { createQueries } from '#workers/query/queries.ts';
import { RandomEvents } from './random-events.ts';
import { fold, satisfies, type SlowEvent } from './slow-evaluator.ts';

const random = new RandomEvents(7);
const built = new CaseBuilder();
const events: SlowEvent[] = [];
const paths = ['/evidence/b.json', '/evidence/a.json'];
for (const path of paths) {
  const evidence = built.evidence({ path, sha256: path });
  for (const size of [40, 90, 3]) {
    const batch = Array.from({ length: size }, (_, at) => ({
      ...random.event(),
      offset: at * 100,
      line: at + 1,
    }));
    const first = built.events(evidence, batch);
    batch.forEach((event, at) => {
      events.push({ ...event, id: first + at, evidence: { id: evidence, path }, isText: false });
    });
  }
}
const queries = createQueries(built.reader(), { findReader: findTestReader });
afterAll(() => {
  built.close();
});

const scopeOf = (query: string, chips: readonly Chip[] = []): Scope => ({
  query,
  chips: [...chips],
});
const all = scopeOf('');

/** Values of a column as plain values, undefined where missing. */
function plain(column: Column | undefined): (number | string | undefined)[] {
  switch (column?.kind) {
    case 'text':
      return Array.from(column.ids, (id) => (id < 0 ? undefined : column.values[id]));
    case 'int':
    case 'number':
    case 'time':
      return Array.from(column.values, (value) => (Number.isNaN(value) ? undefined : value));
    default:
      return [];
  }
}

const ids = (block: ColumnBlock): unknown[] => plain(block.columns['id']);
const selected = (query: string): SlowEvent[] => {
  const node = parseQuery(query);
  return events.filter((event) => satisfies(event, node));
};

function page(
  query: string,
  sort: { readonly column: string; readonly descending: boolean },
  { offset = 0, limit = 1000 } = {},
) {
  return queries['events.page']({ scope: scopeOf(query), columns: [], sort, offset, limit });
}

/** What an event is sorted by: missing, or a number before any text, or a folded text. */
function sortValue(event: SlowEvent, column: string): number | string | undefined {
  if (column === 'id') return event.id;
  if (column === '@timestamp') return event.timeUs;
  if (column === 'loupe.evidence') return event.evidence.path;
  const value = event.columns?.[column as EventColumnName];
  if (typeof value === 'string')
    return /^\d+$/.test(value) ? `0 ${value.padStart(20, '0')} ${value}` : `1 ${fold(value)}`;
  return value;
}

function inOrder(some: readonly SlowEvent[], column: string, descending: boolean): number[] {
  const sign = descending ? -1 : 1;
  const compare = (a: SlowEvent, b: SlowEvent): number => {
    const x = sortValue(a, column);
    const y = sortValue(b, column);
    if (x === undefined || y === undefined)
      return Number(x === undefined) - Number(y === undefined);
    const difference =
      typeof x === 'number'
        ? x - Number(y)
        : Buffer.compare(Buffer.from(x), Buffer.from(String(y)));
    return sign * difference || a.id - b.id;
  };
  return some.toSorted(compare).map(({ id }) => id);
}

test.each([
  'id',
  '@timestamp',
  'loupe.evidence',
  'host.name',
  'user.name',
  'event.code',
  'process.command_line',
  'process.pid',
])(
  'sorted by %s, equal events stay in order of id and missing ones come last, both ways',
  (column) => {
    for (const query of ['', 'host.name:*', 'not user.name:system']) {
      for (const descending of [false, true]) {
        expect(ids(page(query, { column, descending }).block)).toEqual(
          inOrder(selected(query), column, descending),
        );
      }
    }
  },
);

const latestFirst = { column: '@timestamp', descending: true };

test('paging to the end gives every event once, and nothing behind it', () => {
  for (const query of ['', 'host.name:ws*']) {
    const want = inOrder(selected(query), '@timestamp', true);
    const got: unknown[] = [];
    for (let offset = 0; ; offset += 7) {
      const { block, total } = page(query, latestFirst, { offset, limit: 7 });
      expect(total).toBe(want.length);
      if (block.rows === 0) break;
      got.push(...ids(block));
    }
    expect(got).toEqual(want);
    expect(page(query, latestFirst, { offset: 1_000_000 }).block.rows).toBe(0);
  }
});

test.each([
  ['a page of many', 1000],
  ['a page of few', 2],
])('%s has the asked columns: ECS, fixed ones and fields of the records', (_name, limit) => {
  const ecs = eventColumns.map(({ name }) => name);
  const names = [
    ...ecs,
    '@timestamp',
    'loupe.evidence',
    'loupe.locator',
    'Image',
    'Count',
    'no.such',
  ];
  const sort = { column: 'id', descending: false };
  // Nothing is in memory yet: a page of few must not load columns.
  const fresh = createQueries(built.reader(), { findReader: findTestReader });
  for (let offset = 0; offset < events.length; offset += limit) {
    const { block } = fresh['events.page']({ scope: all, columns: names, sort, offset, limit });
    expect(Object.keys(block.columns)).toEqual(['id', ...names]);
    const got = Object.fromEntries(names.map((name) => [name, plain(block.columns[name])]));
    events.slice(offset, offset + limit).forEach((event, at) => {
      const place = `line ${String(event.line)}, offset ${String(event.offset)}`;
      for (const name of ecs) expect(got[name]?.[at]).toBe(event.columns?.[name]);
      expect(got['@timestamp']?.[at]).toBe(event.timeUs);
      expect(got['loupe.evidence']?.[at]).toBe(event.evidence.path);
      expect(got['loupe.locator']?.[at]).toBe(place);
      expect(got['Image']?.[at]).toBe(event.record?.['Image']);
      expect(got['Count']?.[at]).toBe(event.record?.['Count']?.toString());
      expect(got['no.such']?.[at]).toBeUndefined();
    });
  }
});

test('records cannot be sorted by their own fields, and say so', () => {
  expect(() => page('', { column: 'Image', descending: false })).toThrow(
    /cannot be sorted by "Image"/,
  );
});

test('counts of the scope and of the case', () => {
  expect(queries['events.count']({ scope: scopeOf('user.name:system') })).toEqual({
    total: selected('user.name:system').length,
    all: events.length,
  });
});

test('chips are joined by and, each may be turned round, time windows are half open', () => {
  const times = events.flatMap(({ timeUs }) => timeUs ?? []).sort((a, b) => a - b);
  const [fromUs, toUs] = [times[30]!, times[120]!];
  const time: Chip = { filter: { kind: 'time', fromUs, toUs }, label: '' };
  const some: Chip = {
    filter: { kind: 'events', ids: [1, 2, 3, 40, 41, 250, 999_999, -1] },
    label: '',
  };
  const query: Chip = { filter: { kind: 'query', query: 'host.name:ws*' }, label: '' };
  const inTime = ({ timeUs = NaN }: PlainEvent): boolean => timeUs >= fromUs && timeUs < toUs;
  const isWs = (event: SlowEvent): boolean => satisfies(event, parseQuery('host.name:ws*'));
  const found = (chips: readonly Chip[]): unknown =>
    ids(
      queries['events.page']({
        scope: scopeOf('', chips),
        columns: [],
        sort: { column: 'id', descending: false },
        offset: 0,
        limit: 1000,
      }).block,
    );
  const want = (keep: (event: SlowEvent) => boolean): number[] =>
    events.filter(keep).map(({ id }) => id);
  expect(found([time])).toEqual(want(inTime));
  expect(found([{ ...time, not: true }])).toEqual(want((event) => !inTime(event)));
  expect(found([time, query])).toEqual(want((event) => inTime(event) && isWs(event)));
  expect(found([time, { ...query, not: true }])).toEqual(
    want((event) => inTime(event) && !isWs(event)),
  );
  expect(found([some])).toEqual([1, 2, 3, 40, 41, 250]);
});

test('a histogram counts every event of the scope once: in a bin, before, after or without time', () => {
  const times = events.flatMap(({ timeUs }) => timeUs ?? []);
  const [least, most] = [Math.min(...times), Math.max(...times)];
  for (const query of ['', 'host.name:ws*', 'id:0']) {
    for (const span of [
      {},
      { fromUs: least + 1_000_000_000, toUs: most - 999_999_999 },
      { fromUs: least + 0.5 },
    ]) {
      for (const bins of [1, 7, 500]) {
        const got = queries['timeline.histogram']({ scope: scopeOf(query), bins, ...span });
        const some = selected(query);
        expect(got.counts).toHaveLength(bins);
        expect(got.toUs).toBe(got.fromUs + bins * got.binUs);
        got.counts.forEach((count, bin) => {
          const [from, to] = [got.fromUs + bin * got.binUs, got.fromUs + (bin + 1) * got.binUs];
          expect(count).toBe(
            some.filter(({ timeUs = NaN }) => timeUs >= from && timeUs < to).length,
          );
        });
        const total = got.counts.reduce((sum, count) => sum + count, 0);
        expect(total + got.before + got.after + got.timeless).toBe(some.length);
        expect(got.timeless).toBe(some.filter(({ timeUs }) => timeUs === undefined).length);
        if (Object.keys(span).length === 0) expect([got.before, got.after]).toEqual([0, 0]);
      }
    }
  }
});

/** Counts by folded value, and each value's most frequent writing. */
function countValues(
  some: readonly SlowEvent[],
  valueOf: (event: SlowEvent) => unknown,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const event of some) {
    const value = valueOf(event);
    if (value === undefined || value === '') continue;
    const key = fold(typeof value === 'string' ? value : JSON.stringify(value));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

test('facets count values without regard to case, most frequent first', () => {
  const fields = ['host.name', 'process.pid', 'Note', 'loupe.evidence', 'registry.path'];
  for (const query of ['', 'event.code:46*']) {
    const some = selected(query);
    const got = queries['events.facets']({ scope: scopeOf(query), fields, limit: 100 });
    expect(got.map(({ field }) => field)).toEqual(fields);
    for (const { field, values, distinct, missing } of got) {
      const want = countValues(some, (event) =>
        field === 'loupe.evidence'
          ? event.evidence.path
          : (event.columns?.[field as EventColumnName] ?? event.record?.[field]),
      );
      expect(new Map(values.map(({ value, count }) => [fold(value), count]))).toEqual(want);
      expect(values.map(({ count }) => count)).toEqual(
        values.map(({ count }) => count).sort((a, b) => b - a),
      );
      expect(distinct).toBe(want.size);
      expect(missing + [...want.values()].reduce((sum, count) => sum + count, 0)).toBe(some.length);
    }
  }
});

test('a click on a value of a facet finds as many events as it said', () => {
  const [facet] = queries['events.facets']({ scope: all, fields: ['user.name'], limit: 3 });
  for (const { value, count } of facet!.values) {
    const scope = scopeOf(valueQuery('user.name', value));
    expect(queries['events.count']({ scope }).total).toBe(count);
  }
});

test('facets of what is different in every event are refused', () => {
  for (const field of ['id', '@timestamp', 'loupe.locator']) {
    expect(() => queries['events.facets']({ scope: all, fields: [field], limit: 5 })).toThrow(
      /cannot be counted/,
    );
  }
});

test('lanes split the histogram by value; what is not shown is told as a number', () => {
  const bins = 9;
  const got = queries['timeline.lanes']({ scope: all, field: 'host.name', bins, lanes: 3 });
  const timed = events.filter(({ timeUs }) => timeUs !== undefined);
  const counts = countValues(timed, (event) => event.columns?.['host.name']);
  expect(got.lanes).toHaveLength(3);
  got.lanes.forEach(({ value, count }, lane) => {
    expect(count).toBe(counts.get(fold(value)));
    for (let bin = 0; bin < bins; bin++) {
      const from = got.fromUs + bin * got.binUs;
      const inBin = timed.filter(
        ({ timeUs, columns }) =>
          timeUs! >= from &&
          timeUs! < from + got.binUs &&
          fold(String(columns?.['host.name'] ?? '')) === fold(value),
      );
      expect(got.counts[lane * bins + bin]).toBe(inBin.length);
    }
  });
  const shown = got.lanes.reduce((sum, { count }) => sum + count, 0);
  expect(got.otherValues).toBe(counts.size - 3);
  expect(got.otherEvents).toBe([...counts.values()].reduce((sum, count) => sum + count, 0) - shown);
});

test('a detail has columns, record fields, the record itself and its place', () => {
  for (const event of events.slice(0, 30)) {
    const detail = queries['events.detail']({ id: event.id });
    const fields = (group: string): unknown =>
      Object.fromEntries(
        detail.fields
          .filter((field) => field.group === group)
          .map(({ name, value }) => [name, value]),
      );
    const columns = Object.fromEntries(
      Object.entries(event.columns ?? {}).map(([name, value]) => [name, String(value)]),
    );
    const time =
      event.timeUs === undefined
        ? {}
        : { '@timestamp': expect.stringMatching(/^2020-10-19T.*\.\d{6}Z$/) };
    expect(fields('ecs')).toEqual({ ...time, ...columns });
    expect(detail.document).toBe(documentOf(event, 'json-lines'));
    expect(detail.provenance).toMatchObject({
      path: event.evidence.path,
      sha256: event.evidence.path,
      format: 'json-lines',
      offset: event.offset,
      line: event.line,
      recordId: -1,
      locator: `line ${String(event.line)}, offset ${String(event.offset)}`,
    });
  }
  expect(() => queries['events.detail']({ id: 100_000 })).toThrow(
    expect.objectContaining({ code: 'no-such-event' }),
  );
});

test('fields are the columns and what the records have', () => {
  const fields = queries['events.fields']({});
  const record = fields.filter(({ kind }) => kind === 'record').map(({ name }) => name);
  expect(record).toEqual(['Count', 'Flag', 'Image', 'Line', 'Note']);
  expect(fields.filter(({ kind }) => kind === 'column')).toHaveLength(
    eventColumns.length + 4 + derivedColumns.length,
  );
});

test('the manifest counts events by code, provider and host as they are written', () => {
  const info = queries['case.info']({});
  expect(info).toMatchObject({ formatVersion: FORMAT_VERSION, events: events.length, runs: [] });
  const hosts: Record<string, number> = {};
  for (const { columns } of events) {
    const host = columns?.['host.name'];
    if (host !== undefined) hosts[host] = (hosts[host] ?? 0) + 1;
  }
  expect(info.counts.byHost).toEqual(hosts);
  expect(info.evidence.map(({ path }) => path)).toEqual(paths);
  expect(info.sizeBytes).toBeGreaterThan(8192);
});
