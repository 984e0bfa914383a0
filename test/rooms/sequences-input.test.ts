/** What the room makes of odd input, and how it answers through the door. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { WorkbenchError } from '#contract/errors.ts';
import { sessionTypes } from '#contract/rooms/sequences.ts';
import type { ParamValues } from '#contract/rooms/room.ts';
import type { RoomOutput } from '#workers/analyses/room.ts';
import { sequencesRoom } from '#workers/analyses/sequences/room.ts';
import { SeededRandom } from '#workers/base/random.ts';
import { adminLog } from '#test/support/admin-log.ts';
import { quietContext, rowsOf, runRoom, tableOf, type PlainEvent } from '#test/support/run-room.ts';
import { Workbench } from '#test/support/workbench.ts';

type Row = Readonly<Record<string, unknown>>;

const exchange = { recipe: 'exchange-admin' } as const;
const own = { recipe: 'custom', keys: 'user', command: 'did', parameters: 'with' } as const;

const table = (output: RoomOutput, name: string): readonly Row[] => rowsOf(tableOf(output, name));

const run = (events: readonly PlainEvent[], params: ParamValues): RoomOutput =>
  runRoom(sequencesRoom, events, { params });

/** One user's commands, a minute apart; `at` is the hour. */
function does(user: string, at: number, commands: readonly string[]): readonly PlainEvent[] {
  return commands.map((did, minute) => ({
    '@timestamp': new Date(Date.UTC(2026, 0, 5, at, minute)).toISOString(),
    fields: { user, did },
  }));
}

test('automated identities are left out by pattern, and the summary and a table say whom', () => {
  const events = [
    ...does('WS01$', 1, ['a', 'b']),
    ...does('System', 1, ['a']),
    ...does('eve', 1, ['a', 'b', 'c']),
  ];
  const output = run(events, { ...own, exclude: '*$,SYSTEM' });
  expect(output.summary).toMatchObject({
    sessions: 1,
    'left out as automated': '2 identities with 3 events',
  });
  expect(table(output, 'excluded')).toEqual([
    { keys: { user: 'WS01$' }, pattern: '*$', events: 2 },
    { keys: { user: 'System' }, pattern: 'SYSTEM', events: 1 },
  ]);
  expect(run(events, { ...own, exclude: 'none' }).summary['sessions']).toBe(3);
  expect(table(output, 'tokens').map(({ token }) => token)).toEqual([
    ...['(start)', '(end)', '(unknown)'],
    ...['a', 'b', 'c'],
  ]);
});

test('sessions of one command can be dropped before anything is learnt', () => {
  const events = [...does('a', 1, ['x']), ...does('b', 1, ['x', 'y']), ...does('c', 1, ['lonely'])];
  const output = run(events, { ...own, singles: 'drop' });
  expect(output.summary).toMatchObject({ sessions: 1, 'sessions of one command': '2 dropped' });
  expect(table(output, 'tokens').map(({ token }) => token)).not.toContain('lonely');
  expect(table(output, 'sessions')).toMatchObject([{ keys: { user: 'b' }, events: 2 }]);
});

test('what cannot be part of a session is counted, and nothing becomes NaN', () => {
  const events: readonly PlainEvent[] = [
    { fields: { user: 'u', did: 'no time' } },
    { '@timestamp': '2026-01-05T10:00:00Z', fields: { user: 'u' } },
    { '@timestamp': '2026-01-05T10:00:03Z', fields: { user: 'u', did: 'a', with: '[{"Name":' } },
    {
      '@timestamp': '2026-01-05T10:00:01Z',
      fields: { user: 'u', did: 'a', with: '{"__proto__":1}' },
    },
    { '@timestamp': '2026-01-05T10:00:01Z', fields: { did: 'a', with: '[1,2]' } },
  ];
  for (const sessionType of sessionTypes) {
    const output = run(events, { ...own, sessionType });
    expect(output.summary).toMatchObject({
      sessions: 2,
      'events without time': 1,
      'events without command': 1,
      'identities out of order of time': 1,
      ...(sessionType === 'commands' ? {} : { 'events with unreadable parameters': 2 }),
    });
    expect(table(output, 'events').map(({ event }) => event)).toEqual([5, 4, 3]);
    for (const row of table(output, 'sessions')) {
      const { rarestWindow2: _, rarestWindow3: __, rarestWindow: ___, ...values } = row;
      expect(Object.values(values)).not.toContain(null);
      expect(JSON.stringify(row)).not.toContain('NaN');
    }
  }
});

test('equal times keep the order of the records, and times out of order are put right', () => {
  const at = (second: number, did: string): PlainEvent => ({
    '@timestamp': `2026-01-05T10:00:${String(second).padStart(2, '0')}.5Z`,
    fields: { user: 'u', did },
  });
  const events = [at(3, 'd'), at(1, 'b'), at(1, 'c'), at(0, 'a'), at(3, 'e'), at(9, 'f')];
  const rows = table(run(events, own), 'events');
  expect(rows.map(({ command }) => command)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expect(rows.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a session of twenty thousand commands is scored, though its likelihood is too small to write down', () => {
  const random = new SeededRandom(3);
  const events = Array.from({ length: 20_000 }, (_, at) => ({
    '@timestamp': new Date(Date.UTC(2026, 0, 5) + at * 10).toISOString(),
    fields: { user: 'u', did: `c${random.below(40)}` },
  }));
  const [row, ...more] = table(run(events, own), 'sessions');
  expect(more).toEqual([]);
  expect(row).toMatchObject({ events: 20_000, likelihood: 0 });
  expect(row?.['logLikelihood']).toBeLessThan(-20_000);
  expect(Number.isFinite(row?.['logLikelihood'])).toBe(true);
  expect(row?.['likelihoodGeometricMean']).toBeGreaterThan(0.01);
});

test('keys and command of one’s own: alternatives, joined fields, file names, columns', () => {
  const events: readonly PlainEvent[] = [
    {
      '@timestamp': '2026-01-05T10:00:00Z',
      'process.executable': 'C:\\Windows\\System32\\CMD.exe',
      'user.name': 'eve',
      'winlog.logon.type': 3,
      fields: { 'deep.place': 'X' },
    },
    { '@timestamp': '2026-01-05T10:00:01Z', 'host.name': 'H', fields: { other: 'o' } },
  ];
  const output = run(events, {
    recipe: 'custom',
    keys: 'user.name|host.name, PLACE',
    command: 'file(process.executable)+winlog.logon.type|"other"',
  });
  expect(table(output, 'sessions').map(({ keys }) => keys)).toEqual([
    { 'user.name|host.name': 'H', PLACE: null },
    { 'user.name|host.name': 'eve', PLACE: 'X' },
  ]);
  expect(table(output, 'events').map(({ command }) => command)).toEqual(['o', 'cmd.exe 3']);
});

test.each([
  [{ recipe: 'custom' }, /need keys and one command/],
  [{ recipe: 'custom', keys: 'a', command: 'b,c' }, /need keys and one command/],
  [{ recipe: 'custom', keys: 'upper(a)', command: 'b' }, /no function "upper"/],
  [{ recipe: 'custom', keys: 'a+', command: 'b' }, /has no name/],
])('parameters that make no sense are told in words (%o)', (params, words) => {
  expect(() => run(does('u', 1, ['a']), params)).toThrow(words);
});

test('an analyst who gives up is heard', () => {
  const stopped = (): never => {
    throw new WorkbenchError({ code: 'cancelled', message: 'Stopped.', hint: '' });
  };
  const parts = [
    sequencesRoom.featurize(
      {
        ...{ rows: 0, ids: new Int32Array(0), timeUs: new Float64Array(0) },
        ...{ timeNanos: new Uint16Array(0), timeDigits: new Uint8Array(0) },
        ...{ evidence: new Int32Array(0), ordinals: new Float64Array(0) },
        text: () => ({ kind: 'text', ids: new Int32Array(0), values: [] }),
        int: () => new Int32Array(0),
        fields: () => new Map(),
        format: () => '',
      },
      {
        ...Object.fromEntries(sequencesRoom.contract.params.map((p) => [p.name, p.default])),
        ...own,
      },
      quietContext,
    ),
  ];
  const params = Object.fromEntries(
    sequencesRoom.contract.params.map(({ name, default: usual }) => [name, usual]),
  );
  const compute = (): RoomOutput =>
    sequencesRoom.compute(
      parts,
      { ...params, ...own },
      { ...quietContext, checkCancelled: stopped },
    );
  expect(compute).toThrow('Stopped.');
});

let bench: Workbench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

/** A case with a small administration log and some events of another kind. */
async function caseWithAdminLog(): Promise<Workbench> {
  const opened = await new Workbench().create();
  bench = opened;
  const { events } = adminLog(4, 60);
  const lines = events.map((event) =>
    JSON.stringify({ TimeGenerated: event['@timestamp'], ...event.fields }),
  );
  const file = path.join(opened.folder, 'admin.jsonl');
  writeFileSync(file, `${lines.join('\n')}\n{"time":"2026-01-05T00:00:00Z","note":"other"}\n`);
  await opened.import(file);
  return opened;
}

test('through the door: auto finds its recipe, sessions have their fixed columns, and are a filter', async () => {
  const opened = await caseWithAdminLog();
  const receipt = await opened.run('sequences');
  expect(receipt.params['recipe']).toBe('exchange-admin');
  expect(receipt.baseQuery).toContain('Operation:*');
  const page = await opened.ask('runs.table', {
    run: receipt.run,
    table: 'sessions',
    sort: { column: 'rarestWindow2', descending: false },
  });
  expect(Object.keys(page.block.columns).slice(0, 9)).toEqual([
    ...['session', 'keys', 'start', 'end', 'events', 'likelihood', 'likelihoodGeometricMean'],
    ...['rarestWindow2', 'rarestWindow3'],
  ]);
  const rows = rowsOf(page.block);
  const rarest = rows.map(({ rarestWindow2 }) => (rarestWindow2 as Row)['likelihood']);
  expect(rarest).toEqual([...rarest].sort((a, b) => Number(a) - Number(b)));
  expect(Object.keys(rows[0]?.['rarestWindow2'] as Row)).toEqual([
    'likelihood',
    'start',
    'commands',
  ]);
  const longest = rows.reduce((a, b) => (Number(b['events']) > Number(a['events']) ? b : a));
  const filter = { kind: 'group' as const, run: receipt.run, groups: [Number(longest['session'])] };
  const { total } = await opened.ask('events.count', { scope: { chips: [{ filter, label: '' }] } });
  expect(total).toBe(longest['events']);
  const strip = await opened.ask('runs.table', {
    run: receipt.run,
    table: 'events',
    where: { column: 'session', in: [Number(longest['session'])] },
  });
  const steps = rowsOf(strip.block).map(({ step }) => step as Row);
  expect(steps).toHaveLength(total);
  const product = steps.reduce((all, { probability }) => all * Number(probability), 1);
  const end = longest['endStep'] as Row;
  expect(product * Number(end['probability'])).toBeCloseTo(Number(longest['likelihood']), 12);
});

test('through the door: a kept model is named with its hash, lends its settings, and replays', async () => {
  const opened = await caseWithAdminLog();
  const params = { ...exchange, sessionType: 'commands-params-values' };
  const model = await opened.run('sequences', params, 'UserId:helpdesk*');
  const built = await opened.run('sequences', { model: model.run }, 'UserId:mail*');
  expect(built.builtOn).toEqual({ run: model.run, outputSha256: model.outputSha256 });
  expect(built.params).toMatchObject({ ...params, model: model.run });
  const again = await opened.run('sequences', built.params, 'UserId:mail*');
  expect(again.outputSha256).toBe(built.outputSha256);
  await expect(opened.run('sequences', { model: 99 })).rejects.toMatchObject({
    code: 'no-such-run',
  });
});

test('through the door: nothing to look at is said in words', async () => {
  const opened = await caseWithAdminLog();
  await expect(opened.run('sequences', { recipe: 'process-creations' })).rejects.toMatchObject({
    code: 'nothing-to-analyse',
  });
  const own = { keys: 'note', command: 'missing' };
  await expect(opened.run('sequences', own)).rejects.toThrow(/no command/);
});
