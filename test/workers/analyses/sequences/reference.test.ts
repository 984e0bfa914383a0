/** The room on the reference: every session, count, probability and likelihood. */
import { expect } from 'vitest';
import type { SessionType } from '#contract/rooms/sequences.ts';
import type { ParamValues } from '#contract/rooms/room.ts';
import type { RoomOutput } from '#workers/analyses/room.ts';
import { sequencesRoom } from '#workers/analyses/sequences/room.ts';
import { referenceTest } from '#test/support/reference.ts';
import { Workbench } from '#test/support/workbench.ts';
import {
  exchangeCsv,
  exchangeEvents,
  expectedSequences,
  toyEvents,
  toyParams,
  type ExpectedModel,
  type ExpectedScore,
  type ExpectedScores,
  type ExpectedWindow,
  type ToyModel,
} from '#test/support/sequences-reference.ts';
import { quietContext, rowsOf, runRoom, tableOf, type PlainEvent } from '#test/support/run-room.ts';

type Row = Readonly<Record<string, unknown>>;

const types: readonly SessionType[] = ['commands', 'commands-params', 'commands-params-values'];
const exchange = { recipe: 'exchange-admin' } as const;
const table = (output: RoomOutput, name: string): readonly Row[] => rowsOf(tableOf(output, name));

/** Equal but for the last digits. */
function expectNear(got: unknown, expected: number, relative: number, what: string): void {
  expect(typeof got, what).toBe('number');
  const difference = Math.abs((got as number) - expected) / Math.abs(expected);
  expect(difference, `${what}: ${String(got)} for ${expected}`).toBeLessThanOrEqual(relative);
}

/** For each session the 0-based rows of its events, in order. */
function rowsOfSessions(output: RoomOutput): readonly (readonly number[])[] {
  const sessions: number[][] = [];
  for (const { event, session } of table(output, 'events')) {
    (sessions[Number(session)] ??= []).push(Number(event) - 1);
  }
  return sessions;
}

function expectWindow(got: unknown, expected: ExpectedWindow, what: string): void {
  if (expected.likelihood === null) {
    expect(got, what).toBeNull();
    return;
  }
  const window = got as { likelihood: number; start: number; commands: readonly string[] };
  expectNear(window.likelihood, expected.likelihood, 1e-9, what);
  expect(expected.tiedStarts ?? [expected.start], what).toContain(window.start);
  if (window.start === expected.start) expect(window.commands, what).toEqual(expected.commands);
}

/** Checks all sessions of a run against one half of the expected scores. */
function expectScores(
  events: readonly PlainEvent[],
  expected: readonly ExpectedScore[],
  params: ParamValues,
  relative = 1e-9,
): void {
  for (const geometricMean of [false, true]) {
    const output = runRoom(sequencesRoom, events, { params: { ...params, geometricMean } });
    const rows = table(output, 'sessions');
    expect(rows).toHaveLength(expected.length);
    expected.forEach((score, at) => {
      const row = rows[at]!;
      const what = `session ${at} of ${JSON.stringify(params)}`;
      expectNear(row['likelihood'], score.likelihood, relative, what);
      expectNear(row['likelihoodGeometricMean'], score.geomeanLikelihood, relative, what);
      const [two, three] = geometricMean
        ? [score.window2Geo, score.window3Geo]
        : [score.window2, score.window3];
      expectWindow(row['rarestWindow2'], two, what);
      expectWindow(row['rarestWindow3'], three, what);
      expect(row['rarestWindow']).toEqual(row['rarestWindow3']);
      expect(Number.isFinite(row['score']), what).toBe(true);
    });
  }
}

const named = (token: string): string =>
  ({ '##START##': '(start)', '##END##': '(end)', '##UNK##': '(unknown)' })[token] ?? token;

/** Checks counts and probabilities of a model; what has no row of its own is checked through its closed form. */
function expectModel(output: RoomOutput, expected: ExpectedModel): void {
  const tokens = new Map(table(output, 'tokens').map((row) => [String(row['token']), row]));
  for (const [token, count] of Object.entries(expected.seq1Counts)) {
    expect(tokens.get(named(token))?.['count'], token).toBe(count);
  }
  expect(tokens.size).toBe(Object.keys(expected.seq1CountsSmoothed).length);
  for (const [token, count] of Object.entries(expected.seq1CountsSmoothed)) {
    expect(tokens.get(named(token))?.['smoothedCount'], token).toBe(count);
  }
  for (const [token, prior] of Object.entries(expected.priorProbs)) {
    expectNear(tokens.get(named(token))?.['prior'], prior, 1e-12, `prior of ${token}`);
  }
  const transitions = new Map(
    table(output, 'transitions').map((row) => [`${String(row['from'])}>${String(row['to'])}`, row]),
  );
  let seen = 0;
  for (const [from, row] of Object.entries(expected.transProbs)) {
    for (const [to, probability] of Object.entries(row)) {
      const found = transitions.get(`${named(from)}>${named(to)}`);
      const count = expected.seq2Counts[from]?.[to] ?? 0;
      expect(found?.['count'] ?? 0).toBe(count);
      if (count > 0) seen++;
      const followed = from === '##UNK##' ? 0 : Number(tokens.get(named(from))?.['count']);
      const unseen = 1 / (followed + tokens.size - 1);
      expectNear(found?.['probability'] ?? unseen, probability, 1e-12, `${from} to ${to}`);
    }
  }
  expect(transitions.size).toBe(seen);
  expectNested(output, 'commandParameters', ['command', 'parameter'], expected.paramCondCmdProbs);
  expectNested(output, 'values', ['parameter', 'value'], expected.valueCondParamProbs);
}

/** Probabilities given something else; those of our own tokens have no rows. */
function expectNested(
  output: RoomOutput,
  name: string,
  [outer, inner]: readonly [string, string],
  expected: ExpectedModel['paramCondCmdProbs'],
): void {
  const rows = table(output, name);
  const found = new Map(rows.map((row) => [`${String(row[outer])}>${String(row[inner])}`, row]));
  let wanted = 0;
  for (const [given, row] of Object.entries(expected ?? {})) {
    if (given.startsWith('##')) continue;
    for (const [thing, probability] of Object.entries(row)) {
      const own = found.get(`${given}>${named(thing)}`);
      if (own === undefined && name === 'values') continue;
      wanted++;
      expectNear(own?.['probability'], probability, 1e-12, `${name} ${given} ${thing}`);
    }
  }
  expect(found.size, name).toBe(expected === undefined ? 0 : wanted);
}

referenceTest('the 400 sessions are those of the reference, however the events are sliced', () => {
  const { sessions } = expectedSequences<{ sessions: readonly Row[] }>('sessions');
  const output = runRoom(sequencesRoom, exchangeEvents(), {
    params: exchange,
    slices: [100, 1, 700, 0, 33],
  });
  expect(rowsOfSessions(output)).toEqual(sessions.map(({ eventRows }) => eventRows));
  expect(
    table(output, 'sessions').map(({ session, keys, start, end, events, durationSeconds }) => ({
      session,
      ...(keys as Row),
      start,
      end,
      durationSeconds,
      numberEvents: events,
    })),
  ).toEqual(sessions.map(({ eventRows: _, commands: __, ...session }) => session));
  const commands: unknown[][] = sessions.map(() => []);
  for (const { session, command } of table(output, 'events'))
    commands[Number(session)]!.push(command);
  expect(commands).toEqual(sessions.map((session) => session['commands']));
});

referenceTest('other keys and other limits give the other sessions of the reference', () => {
  const runs = expectedSequences<
    readonly {
      readonly userIdentifierColumns: readonly string[];
      readonly maxSessionMinutes: number;
      readonly maxSeparationMinutes: number;
      readonly eventRowsPerSession: readonly (readonly number[])[];
    }[]
  >('sessions-alternate');
  expect(runs).toHaveLength(3);
  for (const run of runs) {
    const output = runRoom(sequencesRoom, exchangeEvents(), {
      params: {
        recipe: 'custom',
        keys: run.userIdentifierColumns.join(','),
        command: 'Operation',
        maxSessionMinutes: run.maxSessionMinutes,
        maxGapMinutes: run.maxSeparationMinutes,
      },
    });
    expect(rowsOfSessions(output)).toEqual(run.eventRowsPerSession);
  }
});

referenceTest('limits met exactly, missing keys and equal times cut as the reference cuts', () => {
  const { events, runs } = expectedSequences<{
    events: readonly Readonly<Record<'user' | 'host' | 'time' | 'event', string | null>>[];
    runs: readonly {
      readonly maxSessionMinutes: number;
      readonly maxSeparationMinutes: number;
      readonly sessions: readonly Row[];
    }[];
  }>('toy-sessions');
  const plain = events.map(({ time, ...fields }) => ({
    '@timestamp': String(time),
    fields: Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    ),
  }));
  for (const { sessions, maxSessionMinutes, maxSeparationMinutes } of runs) {
    const output = runRoom(sequencesRoom, plain, {
      params: {
        recipe: 'custom',
        keys: 'user,host',
        command: 'event',
        maxSessionMinutes,
        maxGapMinutes: maxSeparationMinutes,
      },
    });
    const rows = rowsOfSessions(output);
    expect(
      table(output, 'sessions').map(({ keys, start, end }, at) => ({
        ...(keys as Row),
        start: Date.parse(String(start)),
        end: Date.parse(String(end)),
        rows: rows[at],
      })),
    ).toEqual(
      sessions.map(({ start, end, ...session }) => ({
        ...session,
        start: Date.parse(String(start)),
        end: Date.parse(String(end)),
      })),
    );
  }
});

for (const sessionType of types) {
  referenceTest(
    `likelihoods and rarest windows are those of the reference (${sessionType})`,
    () => {
      const { scores } = expectedSequences<ExpectedScores>(`scores-${sessionType}`);
      const events = exchangeEvents();
      for (const startEndTokens of [true, false]) {
        const half = startEndTokens ? 'withTokens' : 'withoutTokens';
        const params = { ...exchange, sessionType, startEndTokens };
        expectScores(
          events,
          scores.map((score) => score[half]),
          params,
        );
      }
    },
  );

  referenceTest(`counts and probabilities are those of the reference (${sessionType})`, () => {
    const expected = expectedSequences<ExpectedModel>(`model-${sessionType}`);
    const output = runRoom(sequencesRoom, exchangeEvents(), {
      params: { ...exchange, sessionType },
    });
    expectModel(output, expected);
    if (expected.modellableParams === undefined) return;
    const rows = table(output, 'parameters');
    const modelled = rows.flatMap((row) => (row['modelled'] === true ? [row['parameter']] : []));
    expect(modelled).toEqual(expected.modellableParams);
    for (const { parameter, events, distinctValues } of rows) {
      const stats = expected.paramStats?.[String(parameter)];
      if (Number(distinctValues) > 0) expect(events).toBe(stats?.count);
      expect(distinctValues).toBe(Math.min(21, stats?.distinctValues ?? 0));
    }
  });

  referenceTest(`the ten rarest sessions are those of the reference (${sessionType})`, () => {
    type Summary = Readonly<
      Record<
        string,
        {
          readonly rarest10ByWindow3: readonly { session: number; likelihood: number }[];
          readonly nullWindow3WithTokens: number;
        }
      >
    >;
    const summary = expectedSequences<Summary>('summary')[sessionType]!;
    const output = runRoom(sequencesRoom, exchangeEvents(), {
      params: { ...exchange, sessionType },
    });
    const ranked = table(output, 'sessions').flatMap(({ session, rarestWindow3 }) => {
      const window = rarestWindow3 as { likelihood: number } | null;
      return window === null ? [] : [{ session, likelihood: window.likelihood }];
    });
    expect(400 - ranked.length).toBe(summary.nullWindow3WithTokens);
    const rarest = ranked.sort((a, b) => a.likelihood - b.likelihood).slice(0, 10);
    rarest.forEach(({ likelihood }, at) => {
      expectNear(likelihood, summary.rarest10ByWindow3[at]!.likelihood, 1e-9, `rank ${at}`);
    });
  });
}

referenceTest('through the door, from the CSV file, they are the same', async () => {
  const { scores } = expectedSequences<ExpectedScores>('scores-commands');
  const bench = await new Workbench().create();
  try {
    await bench.import(exchangeCsv());
    const { run, summary } = await bench.run('sequences', exchange);
    expect(summary).toMatchObject({ sessions: 400, 'not scored by rarestWindow': 246 });
    const { block, total } = await bench.ask('runs.table', { run, table: 'sessions', limit: 400 });
    expect(total).toBe(400);
    rowsOf(block).forEach((row, at) => {
      const { withTokens: expected } = scores[at]!;
      const what = `session ${at}`;
      expectNear(row['likelihood'], expected.likelihood, 1e-9, what);
      expectNear(row['likelihoodGeometricMean'], expected.geomeanLikelihood, 1e-9, what);
      expectWindow(row['rarestWindow2'], expected.window2, what);
      expectWindow(row['rarestWindow3'], expected.window3, what);
    });
  } finally {
    await bench.close();
  }
});

const typeOf = {
  cmds_only: 'commands',
  cmds_params_only: 'commands-params',
  cmds_params_values: 'commands-params-values',
} as const;

referenceTest(
  'the toy models come out to twelve digits, unseen names through a kept model too',
  () => {
    const { models } = expectedSequences<{ models: readonly ToyModel[] }>('toy-models');
    expect(models).toHaveLength(8);
    for (const model of models) {
      const params = {
        ...toyParams,
        sessionType: typeOf[model.sessionType],
        modelledParameters: (model.modellableParamsGiven ?? []).join(','),
      };
      const events = toyEvents(model.sessions);
      for (const startEndTokens of [true, false]) {
        const half = startEndTokens ? 'withTokens' : 'withoutTokens';
        const scores = model.scores.map((score) => score[half]);
        expectScores(events, scores, { ...params, startEndTokens }, 1e-12);
      }
      const output = runRoom(sequencesRoom, events, { params });
      expectModel(output, model);
      const earlier = (name: string) => output.tables[name]!;
      for (const { window, useStartEndTokens, likelihood } of model.unseenWindows) {
        const scored = runRoom(sequencesRoom, toyEvents([window]), {
          params: { ...params, startEndTokens: useStartEndTokens },
          context: { ...quietContext, earlier },
        });
        expectNear(table(scored, 'sessions')[0]?.['likelihood'], likelihood, 1e-12, model.name);
      }
    }
  },
);
