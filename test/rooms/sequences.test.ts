import { expect, test } from 'vitest';
import type { Explanation } from '#contract/api.ts';
import type { KeptTable } from '#contract/block.ts';
import { WorkbenchError } from '#contract/errors.ts';
import { sessionTypes } from '#contract/rooms/sequences.ts';
import type { ParamValues } from '#contract/rooms/room.ts';
import type { RoomOutput } from '#workers/analyses/room.ts';
import { sequencesRoom } from '#workers/analyses/sequences/room.ts';
import { SeededRandom } from '#workers/base/random.ts';
import { adminLog, BUSY_SESSIONS, type AdminLog } from '#test/support/admin-log.ts';
import {
  outputHash,
  quietContext,
  rowsOf,
  runRoom,
  tableOf,
  type PlainEvent,
} from '#test/support/run-room.ts';

type Row = Readonly<Record<string, unknown>>;

const exchange = { recipe: 'exchange-admin' } as const;
const own = { recipe: 'custom', keys: 'user', command: 'did', parameters: 'with' } as const;

const table = (output: RoomOutput, name: string): readonly Row[] => rowsOf(tableOf(output, name));

const run = (events: readonly PlainEvent[], params: ParamValues): RoomOutput =>
  runRoom(sequencesRoom, events, { params });

/** Scores by a model that another run has kept. */
function runWith(
  model: RoomOutput,
  events: readonly PlainEvent[],
  params: ParamValues,
): RoomOutput {
  const earlier = (name: string): KeptTable => model.tables[name]!;
  return runRoom(sequencesRoom, events, { params, context: { ...quietContext, earlier } });
}

function explain(output: RoomOutput, groups: readonly number[]): Explanation {
  return sequencesRoom.explain((name) => output.tables[name]!, groups, 20);
}

/** One user's commands, a minute apart; `at` is the hour. */
function does(user: string, at: number, commands: readonly string[]): readonly PlainEvent[] {
  return commands.map((did, minute) => ({
    '@timestamp': new Date(Date.UTC(2026, 0, 5, at, minute)).toISOString(),
    fields: { user, did },
  }));
}

/** Sessions of the table, why each was planted, rarest first by the room's rank. */
function rankedTruth(output: RoomOutput, { planted }: AdminLog): readonly (string | undefined)[] {
  return [...table(output, 'sessions')]
    .sort((a, b) => Number(a['rank']) - Number(b['rank']))
    .map(({ keys, start }) => planted.get(`${(keys as Row)['UserId'] as string} ${String(start)}`));
}

const log = adminLog(7, 1500);

test('held out, the planted sessions come first: odd orders, single odd commands, and the busy intruder', () => {
  for (const training of ['leave-identity-out', 'cross-fit']) {
    const ranked = rankedTruth(run(log.events, { ...exchange, training }), log);
    expect(ranked).toHaveLength([...log.planted].length + ranked.filter((why) => !why).length);
    expect(ranked.slice(0, 10).filter((why) => why !== undefined).length).toBeGreaterThanOrEqual(9);
    const first = ranked.slice(0, 50);
    expect(first.filter((why) => why === 'busy')).toHaveLength(BUSY_SESSIONS);
    expect(first.filter((why) => why === 'order').length).toBeGreaterThanOrEqual(7);
    expect(first.filter((why) => why === 'short').length).toBeGreaterThanOrEqual(4);
  }
});

test('learning from all, the busy intruder makes himself normal, as published', () => {
  const first = rankedTruth(run(log.events, exchange), log).slice(0, 25);
  expect(first).not.toContain('busy');
});

test('odd parameters in ordinary orders are seen by the types that know parameters only', () => {
  const found = (sessionType: string): number => {
    const output = run(log.events, { ...exchange, sessionType, training: 'leave-identity-out' });
    return rankedTruth(output, log)
      .slice(0, 60)
      .filter((why) => why === 'parameters').length;
  };
  expect(found('commands')).toBe(0);
  expect(found('commands-params-values')).toBeGreaterThanOrEqual(3);
});

test('a session too short for the window has no likelihood of it, but a score and a percentile', () => {
  const output = run(log.events, exchange);
  const rows = table(output, 'sessions');
  const short = rows.filter(({ events }) => events === 1);
  expect(short.length).toBeGreaterThan(10);
  for (const row of short) {
    expect(row).toMatchObject({ rarestWindow3: null, rarestWindow: null, band: '1 command' });
    expect(Number.isFinite(row['score'])).toBe(true);
    expect(row['percentile']).toBeGreaterThanOrEqual(0);
    expect(row['percentile']).toBeLessThanOrEqual(100);
  }
  // A lone command that hardly anybody begins with stands above one that everybody begins with.
  const commandOf = new Map(table(output, 'events').map((row) => [row['session'], row['command']]));
  const byFirst = new Map(short.map((row) => [commandOf.get(row['session']), row]));
  expect(byFirst.get('Set-TransportRule')?.['score']).toBeGreaterThan(
    byFirst.get('Get-User')?.['score'] as number,
  );
});

test('ranks are all different, percentiles fair within a band, bands without gaps', () => {
  const output = run(log.events, exchange);
  const rows = table(output, 'sessions');
  const ranks = rows.map(({ rank }) => Number(rank)).sort((a, b) => a - b);
  expect(ranks).toEqual(rows.map((_, at) => at + 1));
  const bands = table(output, 'bands');
  let next = 1;
  for (const { band, minCommands, maxCommands, sessions } of bands) {
    expect(minCommands).toBe(next);
    next = Number(maxCommands) + 1;
    const members = rows.filter((row) => row['band'] === band);
    expect(members).toHaveLength(Number(sessions));
    const scores = members.map(({ score }) => Number(score));
    for (const { score, percentile } of members.slice(0, 40)) {
      const lower = scores.filter((other) => other < Number(score)).length;
      const equal = scores.filter((other) => other === score).length;
      expect(percentile).toBeCloseTo((100 * (lower + equal / 2)) / members.length, 9);
    }
  }
  const longest = rows.reduce((most, { events }) => Math.max(most, Number(events)), 0);
  expect(next).toBe(longest + 1);
});

test.each([...sessionTypes])(
  'without himself, everybody is scored as if the model had never seen him (%s)',
  (sessionType) => {
    const { events } = adminLog(5, 120);
    const params = {
      ...exchange,
      sessionType,
      modelledParameters: 'AuditEnabled,AccessRights,City',
    };
    const held = table(run(events, { ...params, training: 'leave-identity-out' }), 'sessions');
    const users = [...new Set(events.map(({ fields }) => fields?.['UserId'] ?? ''))].sort();
    expect(users.length).toBeGreaterThan(20);
    const without = users.flatMap((user) => {
      const isOwn = ({ fields }: PlainEvent): boolean => fields?.['UserId'] === user;
      const model = run(
        events.filter((event) => !isOwn(event)),
        params,
      );
      return table(runWith(model, events.filter(isOwn), params), 'sessions');
    });
    expect(held).toHaveLength(without.length);
    held.forEach((row, at) => {
      const other = without[at]!;
      expect(row['keys']).toEqual(other['keys']);
      expect(row['likelihood']).toBeCloseTo(Number(other['likelihood']), 14);
      expect(Number(row['likelihood']) / Number(other['likelihood'])).toBeCloseTo(1, 9);
      expect(row['rarest'], JSON.stringify(other)).toBeTypeOf('string');
      if (sessionType === 'commands')
        expect(row['bitsPerStep']).toBeCloseTo(Number(other['bitsPerStep']), 9);
    });
  },
);

test('cross-fit deals the same people into the same folds, and the seed decides', () => {
  const folds = (seed: number): readonly unknown[] =>
    table(run(log.events, { ...exchange, training: 'cross-fit', seed }), 'sessions').map(
      ({ fold }) => fold,
    );
  expect(folds(1)).toEqual(folds(1));
  expect(folds(1)).not.toEqual(folds(2));
  const rows = table(run(log.events, { ...exchange, training: 'cross-fit' }), 'sessions');
  const byUser = new Map<unknown, Set<unknown>>();
  for (const { keys, fold } of rows) {
    const user = (keys as Row)['UserId'];
    byUser.set(user, (byUser.get(user) ?? new Set()).add(fold));
  }
  expect([...byUser.values()].every((of) => of.size === 1)).toBe(true);
});

test('how the events are sliced cannot be seen in the result', () => {
  const random = new SeededRandom(9);
  const slices = Array.from({ length: 40 }, () => random.below(90));
  for (const sessionType of sessionTypes) {
    for (const training of ['all', 'cross-fit']) {
      const params = { ...exchange, sessionType, training };
      const whole = outputHash(run(log.events, params));
      expect(outputHash(runRoom(sequencesRoom, log.events, { params, slices }))).toBe(whole);
    }
  }
});

test('the rarest step is told with its counts', () => {
  const usual = Array.from({ length: 1204 }, (_, at) =>
    does(`u${at}`, 1, ['New-InboxRule', 'Get']),
  );
  const events = [...usual.flat(), ...does('v', 1, ['New-InboxRule', 'Set-Mailbox'])];
  const rows = table(run(events, own), 'sessions');
  expect(rows.at(-1)).toMatchObject({ keys: { user: 'v' }, rank: 1, rarestStep: 1 });
  expect(rows.at(-1)?.['rarest']).toBe('Set-Mailbox after New-InboxRule: 1 of 1,205');
  expect(rows.at(-1)?.['rarestEvent']).toBe(events.length);
  const held = table(run(events, { ...own, training: 'leave-identity-out' }), 'sessions');
  expect(held.at(-1)?.['rarest']).toBe('Set-Mailbox after New-InboxRule: 0 of 1,204');
});

test('asked why, a session names its rare steps with counts inside and outside', () => {
  const usual = Array.from({ length: 60 }, (_, at) => does(`u${at}`, 1, ['a', 'b', 'c']));
  const events = [...usual.flat(), ...does('v', 1, ['a', 'c', 'b'])];
  const output = run(events, own);
  const { reasons, members, title } = explain(output, [60]);
  expect(members).toBe(1);
  expect(title).toBe('Session 60: 3 commands; rarest step c after a: 1 of 61');
  expect(reasons.map(({ what }) => what).sort()).toEqual([
    'step b after c',
    'step c after a',
    'step nothing after b',
  ]);
  expect(reasons[0]).toMatchObject({ inside: 1, outside: 0, insideShare01: 1, outsideShare01: 0 });
});

test('asked why, parameters and values are named where they are modelled', () => {
  const withRule = (user: string, parameters: object): PlainEvent => ({
    '@timestamp': '2026-01-05T10:00:00Z',
    fields: { user, did: 'New-InboxRule', with: JSON.stringify(parameters) },
  });
  const usual = Array.from({ length: 80 }, (_, at) =>
    withRule(`u${at}`, { On: 'yes', Name: `n${at}` }),
  );
  const events = [...usual, withRule('v', { On: 'no', Delete: 'yes' })];
  const output = run(events, { ...own, sessionType: 'commands-params-values' });
  expect(table(output, 'sessions').at(-1)).toMatchObject({ rank: 1 });
  const what = explain(output, [80]).reasons.map((reason) => reason.what);
  expect(what).toContain('parameter Delete of New-InboxRule');
  expect(what).toContain('value On = no');
  expect(table(output, 'setups')).toEqual([
    {
      command: 'New-InboxRule',
      parameters: { names: ['Name', 'On'], values: [null, 'yes'] },
      count: 80,
    },
    {
      command: 'New-InboxRule',
      parameters: { names: ['Delete', 'On'], values: [null, 'no'] },
      count: 1,
    },
  ]);
  expect(table(output, 'parameters')).toEqual([
    { parameter: 'Delete', events: 1, filled: 1, distinctValues: 1, modelled: false },
    { parameter: 'Name', events: 80, filled: 80, distinctValues: 21, modelled: false },
    { parameter: 'On', events: 81, filled: 81, distinctValues: 2, modelled: true },
  ]);
});

test('a vocabulary of one command gives sessions that are all ordinary', () => {
  const events = Array.from({ length: 50 }, (_, at) => does(`u${at}`, 1, ['a', 'a'])).flat();
  const rows = table(run(events, own), 'sessions');
  expect(new Set(rows.map(({ score }) => score)).size).toBe(1);
  expect(rows[0]?.['score']).toBeLessThan(0.01);
  expect(rows[0]?.['percentile']).toBe(50);
});

test('alone in the case and held out, somebody is measured against nothing and still scored', () => {
  const output = run(does('u', 1, ['a', 'b']), { ...own, training: 'leave-identity-out' });
  const [row] = table(output, 'sessions');
  expect(row).toMatchObject({ likelihood: 0.125, rank: 1 });
  expect(row?.['rarest']).toMatch(/: 0 of 0$/);
});

test('a kept model scores other evidence without learning from it, and knows what it does not know', () => {
  const usual = Array.from({ length: 100 }, (_, at) => does(`u${at}`, 1, ['a', 'b', 'c'])).flat();
  const model = run(usual, own);
  const fresh = [...does('x', 1, ['a', 'b', 'c']), ...does('y', 1, ['a', 'new', 'c'])];
  const output = runWith(model, fresh, own);
  const [plain, odd] = table(output, 'sessions');
  expect(plain?.['likelihood']).toBe(table(model, 'sessions')[0]?.['likelihood']);
  expect(plain?.['score']).toBe(table(model, 'sessions')[0]?.['score']);
  expect(odd?.['score']).toBeGreaterThan(Number(plain?.['score']) + 1);
  expect(odd?.['rarest']).toMatch(/^(?:new after a: 0 of 100|c after new: 0 of 0)$/);
  expect(output.summary).toMatchObject({
    'commands the model does not know': 1,
    learnt: 'from an earlier run',
  });
  for (const name of ['transitions', 'tokens', 'calibration']) {
    expect(output.tables[name]).toEqual(model.tables[name]);
  }
  expect(table(output, 'events').map(({ command }) => command)).toContain('new');
});

test('a model that learnt no parameters cannot judge them', () => {
  const model = run(does('u', 1, ['a', 'b']), own);
  const ask = (): RoomOutput =>
    runWith(model, does('u', 1, ['a', 'b']), { ...own, sessionType: 'commands-params' });
  expect(ask).toThrow(WorkbenchError);
  expect(ask).toThrow(/commands only/);
});
