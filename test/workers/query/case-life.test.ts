/** Questions while the case changes, about runs and rejects, and for rooms. */
import { afterEach, expect, test } from 'vitest';
import { createHash } from 'node:crypto';
import type { EventColumnName } from '#contract/event-columns.ts';
import { WorkbenchError } from '#contract/errors.ts';
import type { Scope } from '#contract/scope.ts';
import { CaseBuilder, findTestReader, type PlainEvent } from '#test/support/case-builder.ts';
import type { EventRows } from '#workers/analyses/room.ts';
import { createQueries, type Queries, type QueryOptions } from '#workers/query/queries.ts';

let built = new CaseBuilder();
afterEach(() => {
  built.close();
  built = new CaseBuilder();
});

const scopeOf = (query: string): Scope => ({ query, chips: [] });
const open = (options: QueryOptions = {}): Queries =>
  createQueries(built.reader(), { findReader: findTestReader, ...options });
const idsOf = (queries: Queries, query: string): number[] => [
  ...queries.selectEvents({ scope: scopeOf(query), baseQuery: '' }).ids,
];
const anEvent = (user: string, more: Partial<PlainEvent> = {}): PlainEvent => ({
  timeUs: 1_600_000_000_000_000,
  columns: { 'user.name': user },
  record: { User: user },
  ...more,
});

test('a case without events answers everything with nothing', () => {
  const queries = open();
  const scope = scopeOf('user.name:x or foo or Other:y or "a b"');
  const sort = { column: '@timestamp', descending: true };
  expect(queries['events.count']({ scope })).toEqual({ total: 0, all: 0 });
  for (const column of ['@timestamp', 'user.name', 'process.pid', 'loupe.evidence', 'id']) {
    const page = {
      scope,
      columns: [column],
      sort: { column, descending: true },
      offset: 0,
      limit: 10,
    };
    expect(queries['events.page'](page)).toMatchObject({ total: 0, block: { rows: 0 } });
    expect(queries['events.page']({ ...page, scope: scopeOf('') })).toMatchObject({
      total: 0,
      block: { rows: 0 },
    });
  }
  expect(
    queries['events.page']({ scope, columns: ['User'], sort, offset: 5, limit: 1 }).block.rows,
  ).toBe(0);
  const histogram = queries['timeline.histogram']({ scope, bins: 4 });
  expect(histogram).toMatchObject({ binUs: 0, before: 0, after: 0, timeless: 0 });
  expect([...histogram.counts]).toEqual([0, 0, 0, 0]);
  expect(queries['timeline.lanes']({ scope, field: 'user.name', bins: 4, lanes: 3 })).toMatchObject(
    { lanes: [], otherValues: 0, otherEvents: 0 },
  );
  expect(
    queries['events.facets']({ scope, fields: ['user.name', 'User', 'process.pid'], limit: 3 }).map(
      ({ distinct, missing }) => [distinct, missing],
    ),
  ).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(queries['events.fields']({}).every(({ kind }) => kind === 'column')).toBe(true);
  expect(queries['case.info']({})).toMatchObject({
    events: 0,
    firstTime: '',
    lastTime: '',
    counts: { byHost: {} },
  });
  expect(queries['evidence.rejects']({ offset: 0, limit: 10 })).toEqual({
    total: 0,
    rejects: [],
    reasons: [],
  });
  expect(queries['runs.list']({})).toEqual([]);
  expect(queries.selectEvents({ scope, baseQuery: '' })).toMatchObject({ ids: new Int32Array(0) });
  expect(queries.eventRows(new Int32Array(0)).rows).toBe(0);
});

test('new events are seen as soon as they are committed', () => {
  const evidence = built.evidence({ path: '/a.json' });
  const queries = open();
  const asked = [
    'user.name:bob',
    'bob',
    'User:b*',
    'not user.name:bob',
    '"bob x"',
    'user.name >= b',
  ];
  for (let round = 1; round <= 4; round++) {
    built.events(evidence, [anEvent('bob'), anEvent('Bob x'), anEvent(`eve${round}`)]);
    expect(asked.map((query) => idsOf(queries, query).length)).toEqual(
      [1, 2, 2, 2, 1, 3].map((each) => each * round),
    );
    const sort = { column: 'user.name', descending: false };
    const page = queries['events.page']({
      scope: scopeOf(''),
      columns: [],
      sort,
      offset: 0,
      limit: 100,
    });
    expect(page.total).toBe(3 * round);
    expect(
      queries['events.facets']({ scope: scopeOf(''), fields: ['user.name'], limit: 9 })[0]
        ?.distinct,
    ).toBe(2 + round);
  }
});

test('evidence that is taken out is gone, also when its ids are given to other events', () => {
  const first = built.evidence({ path: '/a.json' });
  built.events(first, [anEvent('a'), anEvent('b')]);
  const second = built.evidence({ path: '/b.json' });
  built.events(second, [anEvent('c'), anEvent('d'), anEvent('e')]);
  const queries = open();
  expect(idsOf(queries, 'user.name:(b or d)')).toEqual([2, 4]);
  built.remove(second);
  const third = built.evidence({ path: '/c.json' });
  built.events(third, [anEvent('x'), anEvent('d'), anEvent('y')]);
  expect(idsOf(queries, 'user.name:c')).toEqual([]);
  expect(idsOf(queries, 'user.name:x')).toEqual([3]);
  expect(queries['events.detail']({ id: 3 })).toMatchObject({
    document: '{"User":"x"}',
    provenance: { path: '/c.json' },
  });
  const fourth = built.evidence({ path: '/d.json' });
  built.events(fourth, [anEvent('z')]);
  built.remove(third);
  // A gap in the ids now.
  expect(idsOf(queries, '')).toEqual([1, 2, 6]);
  expect(idsOf(queries, 'id > 2')).toEqual([6]);
  expect(idsOf(queries, 'z')).toEqual([6]);
  expect(idsOf(queries, 'loupe.evidence:d.json')).toEqual([6]);
  expect(() => queries['events.detail']({ id: 4 })).toThrow(
    expect.objectContaining({ code: 'no-such-event' }),
  );
  expect([...queries.eventRows(Int32Array.of(2, 6)).ordinals]).toEqual([1, 0]);
});

test('values of many lengths and kinds survive the way through text columns', () => {
  const values = [
    'ÄÖÜ',
    'äöü',
    'a\0b',
    '\u{10ffff}',
    'K',
    'x'.repeat(70_000),
    '__proto__',
    'constructor',
    ' ',
    '\ud800'.toWellFormed(),
  ];
  const evidence = built.evidence({ path: '/a.json' });
  built.events(
    evidence,
    values.map((value) => anEvent(value)),
  );
  const queries = open();
  const quoted = (value: string): string => `user.name:"${value}"`;
  expect(idsOf(queries, quoted('äöü'))).toEqual([1, 2]);
  expect(idsOf(queries, quoted('k'))).toEqual([5]);
  expect(idsOf(queries, 'user.name:a?b')).toEqual([3]);
  expect(idsOf(queries, quoted('__PROTO__'))).toEqual([7]);
  expect(idsOf(queries, `user.name:*${'x'.repeat(5000)}`)).toEqual([6]);
  expect(idsOf(queries, quoted(' '))).toEqual([9]);
  const facet = queries['events.facets']({
    scope: scopeOf(''),
    fields: ['user.name'],
    limit: 20,
  })[0];
  expect(facet?.values.map(({ value }) => value).sort()).toEqual(
    values.slice(0, 1).concat(values.slice(2)).sort(),
  );
});

test('a field of a hostile name is a field like any other', () => {
  const evidence = built.evidence({ path: '/a.json' });
  const record = JSON.parse(
    '{"__proto__":"evil","constructor":"x","a.b":{"TargetUserName":"Bob"}}',
  ) as Record<string, unknown>;
  built.events(evidence, [{ record }, { record: { targetusername: 'bob' } }]);
  const queries = open();
  expect(idsOf(queries, '__proto__:evil')).toEqual([1]);
  expect(idsOf(queries, 'constructor:*')).toEqual([1]);
  expect(idsOf(queries, 'TargetUserName:BOB')).toEqual([1, 2]);
  const sort = { column: 'id', descending: false };
  const { block } = queries['events.page']({
    scope: scopeOf(''),
    columns: ['__proto__', 'TargetUserName'],
    sort,
    offset: 0,
    limit: 9,
  });
  expect(Object.keys(block.columns)).toEqual(['id', '__proto__', 'TargetUserName']);
  expect(block.columns['TargetUserName']).toMatchObject({ values: ['Bob', 'bob'] });
});

test('rejects are listed with their place in words, of one evidence or of all', () => {
  const a = built.evidence({ path: '/a.json' });
  const b = built.evidence({ path: '/b.zip', member: 'x/y.json' });
  built.rejects(b, [{ reason: 'bad-json', message: 'No JSON.', raw: '{', offset: 2048, line: 17 }]);
  built.rejects(a, [{ reason: 'bad-json', message: 'No JSON.', raw: '[', offset: 5, line: -1 }]);
  const queries = open();
  const page = { offset: 0, limit: 10 };
  expect(queries['evidence.rejects'](page)).toMatchObject({
    total: 2,
    rejects: [
      { evidence: a, path: '/a.json', locator: 'offset 5', raw: '[' },
      { path: '/b.zip', member: 'x/y.json', locator: 'line 17, offset 2048' },
    ],
  });
  expect(queries['evidence.rejects']({ evidence: b, ...page }).total).toBe(1);
  expect(queries['evidence.rejects']({ offset: 1, limit: 10 }).rejects).toHaveLength(1);
});

const clusters = {
  rows: 5,
  columns: {
    event: { kind: 'int', values: Int32Array.of(1, 2, 3, 4, 99) },
    cluster: { kind: 'int', values: Int32Array.of(0, -1, 0, 2, 2) },
    score: { kind: 'number', values: Float64Array.of(0.5, NaN, 0.25, 4, 1) },
    name: { kind: 'text', ids: Int32Array.of(0, 1, -1, 2, 1), values: ['b', 'A', 'c'] },
  },
} as const;

test('members of groups of a run are a chip', () => {
  const evidence = built.evidence({ path: '/a.json' });
  built.events(
    evidence,
    ['a', 'b', 'c', 'd', 'e'].map((user) => anEvent(user)),
  );
  const { run } = built.run({ room: 'event-clusters' }, { events: clusters });
  const queries = open();
  const inGroups = (groups: number[], not = false): unknown => [
    ...queries.selectEvents({
      scope: { query: '', chips: [{ filter: { kind: 'group', run, groups }, label: '', not }] },
      baseQuery: '',
    }).ids,
  ];
  expect(inGroups([0])).toEqual([1, 3]);
  expect(inGroups([2, -1])).toEqual([2, 4]);
  expect(inGroups([2], true)).toEqual([1, 2, 3, 5]);
  expect(inGroups([77])).toEqual([]);
  built.removeRun(run);
  expect(() => inGroups([0])).toThrow(expect.objectContaining({ code: 'no-such-run' }));
  const moved = {
    ...clusters.columns,
    cluster: { kind: 'int', values: Int32Array.of(9, 9, 9, 0, 9) },
  } as const;
  expect(
    built.run(
      { room: 'event-clusters', outputSha256: 'other' },
      { events: { rows: 5, columns: moved } },
    ).run,
  ).toBe(run);
  expect(inGroups([0])).toEqual([4]);
});

test('tables of runs are sorted, chosen from and paged', () => {
  const { run } = built.run({ room: 'event-clusters' }, { events: clusters });
  const queries = open();
  const column = (more: object, name = 'event'): unknown => {
    const { total, block } = queries['runs.table']({
      run,
      table: 'events',
      offset: 0,
      limit: 10,
      ...more,
    });
    const values = block.columns[name];
    return [total, values?.kind === 'int' ? [...values.values] : []];
  };
  expect(column({})).toEqual([5, [1, 2, 3, 4, 99]]);
  const some = { run, table: 'events', columns: ['event', 'none such'], offset: 0, limit: 10 };
  expect(Object.keys(queries['runs.table'](some).block.columns)).toEqual(['event']);
  expect(column({ sort: { column: 'score', descending: false } })).toEqual([5, [3, 1, 99, 4, 2]]);
  expect(column({ sort: { column: 'score', descending: true } })).toEqual([5, [4, 99, 1, 3, 2]]);
  expect(column({ sort: { column: 'name', descending: false } })).toEqual([5, [2, 99, 1, 4, 3]]);
  expect(
    column({
      where: { column: 'cluster', in: [2, 0] },
      sort: { column: 'event', descending: true },
    }),
  ).toEqual([4, [99, 4, 3, 1]]);
  expect(column({ offset: 3, limit: 1 })).toEqual([5, [4]]);
  expect(column({ offset: 30 })).toEqual([5, []]);
  expect(queries.wholeTable(run, 'events')).toEqual(clusters);
  expect(queries['runs.list']({})).toMatchObject([{ run, room: 'event-clusters' }]);
  expect(() => column({ run: 5 })).toThrow(expect.objectContaining({ code: 'no-such-run' }));
  expect(() => column({ table: 'x' })).toThrow(expect.objectContaining({ code: 'no-such-table' }));
  expect(() => column({ sort: { column: 'x', descending: false } })).toThrow(/no column "x"/);
  expect(() => column({ where: { column: 'name', in: [1] } })).toThrow(/no numbers/);
});

test('the input of a room is named by a hash over evidence and places, in order of id', () => {
  const evidence = built.evidence({ path: '/a.json', sha256: 'aa' });
  built.events(evidence, [
    anEvent('a', { offset: 10, line: 3 }),
    anEvent('b', { offset: 20, recordId: 7 }),
    anEvent('c', { offset: 30 }),
  ]);
  const queries = open();
  const { ids, sha256 } = queries.selectEvents({
    scope: scopeOf('not user.name:c'),
    baseQuery: 'user.name:*',
  });
  expect([...ids]).toEqual([1, 2]);
  expect(sha256).toBe(createHash('sha256').update('aa 10 -1 3\naa 20 7 -1\n').digest('hex'));
  const nothing = queries.selectEvents({ scope: scopeOf(''), baseQuery: 'user.name:zoe' });
  expect(nothing.ids).toHaveLength(0);
});

test('rooms see a slice of events as it was written, wherever its segments are', () => {
  const names: EventColumnName[] = ['user.name', 'host.name', 'process.pid'];
  const written: PlainEvent[] = [];
  for (const path of ['/a.json', '/b.json']) {
    const evidence = built.evidence({ path });
    for (let batch = 0; batch < 3; batch++) {
      const events = Array.from({ length: 5 }, (_, i): PlainEvent => ({
        ...(i === 2 ? {} : { timeUs: written.length * 1000 + i }),
        columns: { 'user.name': `u${i % 3}`, ...(batch === 1 ? {} : { 'process.pid': i * batch }) },
        record: { image_path: `p${i}`, properties: { x: i } },
      }));
      built.events(evidence, events);
      written.push(...events);
    }
  }
  const ids = Int32Array.of(2, 3, 6, 10, 11, 16, 17, 29, 30);
  const rows: EventRows = open().eventRows(ids);
  expect(rows.rows).toBe(ids.length);
  const [user, host] = [rows.text('user.name'), rows.text('host.name')];
  const pid = rows.int('process.pid');
  ids.forEach((id, at) => {
    const event = written[id - 1]!;
    expect(rows.timeUs[at]).toBe(event.timeUs ?? NaN);
    expect(rows.evidence[at]).toBe(id <= 15 ? 1 : 2);
    expect(rows.ordinals[at]).toBe((id - 1) % 15);
    expect(user.values[user.ids[at]!]).toBe(event.columns?.[names[0]!]);
    expect(host.ids[at]).toBe(-1);
    expect(pid[at]).toBe(event.columns?.['process.pid'] ?? -1);
    expect(rows.fields(at).get('image_path')).toBe(event.record?.['image_path']);
    expect(rows.fields(at).get('properties.x')).toBe(String((id - 1) % 5));
    expect(rows.format(at)).toBe('json-lines');
  });
});

test('a question that nobody waits for any longer is given up, and the next one is answered', () => {
  const evidence = built.evidence({ path: '/a.json' });
  for (let i = 0; i < 5; i++) built.events(evidence, [anEvent('a'), anEvent('b')]);
  let left = 2;
  const checkCancelled = (): void => {
    if (left-- > 0) return;
    throw new WorkbenchError({ code: 'cancelled', message: 'Stopped.', hint: '' });
  };
  const queries = open({ checkCancelled });
  expect(() => idsOf(queries, 'User:*')).toThrow(expect.objectContaining({ code: 'cancelled' }));
  left = Infinity;
  expect(idsOf(queries, 'User:*')).toHaveLength(10);
});

test('with hardly any memory for columns everything is still answered', () => {
  const evidence = built.evidence({ path: '/a.json' });
  built.events(
    evidence,
    Array.from({ length: 100 }, (_, i) => anEvent(`u${i % 7}`, { timeUs: 1000 - i })),
  );
  const queries = open({ columnBytes: 1 });
  expect(idsOf(queries, 'user.name:u3 and @timestamp:*')).toHaveLength(14);
  const sort = { column: '@timestamp', descending: false };
  const page = queries['events.page']({
    scope: scopeOf('user.name:u3'),
    columns: ['user.name'],
    sort,
    offset: 13,
    limit: 5,
  });
  expect(page.block.columns['id']).toMatchObject({ values: Int32Array.of(4) });
});
