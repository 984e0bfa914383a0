/** The timeline of sessions as it is drawn: heights, lanes, colours, what is not scored, and a million of them. */
import { describe, expect, test } from 'vitest';
import type { Column, ColumnBlock } from '#contract/block.ts';
import { countAt } from '#renderer/canvas/scatter/marks.ts';
import {
  CROWDS_ABOVE,
  keyGroups,
  LANES,
  laneFloor,
  rowsBetween,
  rowsOfGroup,
  sessionModel,
  strangestOf,
  stripCounts,
  stripRows,
  type PlotSettings,
} from '#renderer/rooms/sequences/layout.ts';
import {
  chanceText,
  heightsOf,
  heightText,
  heightTicks,
  likelihoodText,
  metricOf,
  scoreLevel,
} from '#renderer/rooms/sequences/metrics.ts';
import {
  keyNamesOf,
  keysOf,
  likelihoodIn,
  sessionPages,
} from '#renderer/rooms/sequences/session-page.ts';
import { textOf, textsOf } from '#renderer/rooms/whole-table.ts';

interface Row {
  readonly start: number;
  readonly score: number;
  readonly user?: string | null;
  readonly likelihood?: number;
  readonly log?: number;
  readonly window?: number;
}

const numbers = (values: readonly number[]): Column => ({
  kind: 'number',
  values: Float64Array.from(values),
});

/** A page of `sessions` as the engine answers it. */
function page(rows: readonly Row[]): ColumnBlock {
  return {
    rows: rows.length,
    columns: {
      session: { kind: 'int', values: Int32Array.from(rows, (_, at) => at) },
      keys: {
        kind: 'json',
        values: rows.map(({ user }) => JSON.stringify({ UserId: user ?? null, __proto__x: '1' })),
      },
      start: {
        kind: 'time',
        values: Float64Array.from(rows, ({ start }) => start),
        nanos: new Uint16Array(rows.length),
        digits: new Uint8Array(rows.length),
      },
      durationSeconds: numbers(rows.map(() => 60)),
      events: { kind: 'int', values: Int32Array.from(rows, () => 3) },
      likelihood: numbers(rows.map(({ likelihood = NaN }) => likelihood)),
      logLikelihood: numbers(rows.map(({ log = NaN }) => log)),
      likelihoodGeometricMean: numbers(rows.map(({ likelihood = NaN }) => likelihood)),
      rarestWindow: {
        kind: 'json',
        values: rows.map(({ window }) =>
          window === undefined
            ? ''
            : JSON.stringify({ likelihood: window, start: 0, commands: ['a"likelihood":9'] }),
        ),
      },
      score: numbers(rows.map(({ score }) => score)),
      percentile: numbers(rows.map(({ score }) => Math.min(100, score * 20))),
    },
  };
}

function block(rows: readonly Row[]): ColumnBlock {
  return sessionPages.of(page(rows));
}

function settings(change: Partial<PlotSettings> = {}): PlotSettings {
  return {
    scale: { metric: metricOf('score'), isLog: true },
    colourBy: '',
    lanesBy: '',
    ...change,
  };
}

const minute = 60_000_000;

describe('a page of sessions', () => {
  const made = block([
    { start: 0, score: 1, user: 'alice', window: 0.25 },
    { start: 1, score: 1, user: null },
    { start: 2, score: 1, user: 'alice' },
  ]);

  test('has a column for each key, missing ones missing', () => {
    expect(keyNamesOf(made)).toEqual(['UserId', '__proto__x']);
    const users = textsOf(made, 'key UserId');
    expect([0, 1, 2].map((row) => textOf(users, row))).toEqual(['alice', undefined, 'alice']);
    expect(users.values).toEqual(['alice']);
  });

  test('takes the likelihood out of its window, whatever commands are called', () => {
    expect(Array.from(numbersIn(made, 'rarestWindowLikelihood'))).toEqual([0.25, NaN, NaN]);
    expect(likelihoodIn('{"likelihood":1.5e-9,"start":2}')).toBe(1.5e-9);
    expect(likelihoodIn('')).toBeNaN();
  });

  test('leaves nothing behind that is no object of keys', () => {
    expect(keysOf('[1]')).toEqual([]);
    expect(keysOf('{"a":1,"__proto__":"x"}')).toEqual([
      ['a', '1'],
      ['__proto__', 'x'],
    ]);
    expect(keysOf('not json')).toEqual([]);
  });
});

function numbersIn(made: ColumnBlock, name: string): Float64Array {
  const column = made.columns[name];
  return column?.kind === 'number' ? column.values : new Float64Array();
}

describe('heights', () => {
  const made = block([
    { start: 0, score: 0.5, likelihood: 0.1, log: -1 },
    { start: 1, score: 4, likelihood: 0, log: -700 },
    { start: 2, score: 1, likelihood: 1, log: 0 },
  ]);
  const scale = (id: string, isLog: boolean) => ({ metric: metricOf(id), isLog });

  test('grow with rarity in every measure', () => {
    expect(Array.from(heightsOf(made, scale('score', true)))).toEqual([0.5, 4, 1]);
    expect(Array.from(heightsOf(made, scale('likelihood', true)), (x) => x + 0)).toEqual([
      1, 700, 0,
    ]);
    const plain = heightsOf(made, scale('likelihood', false));
    expect(plain[1]).toBeGreaterThan(plain[0]!);
    expect(plain[0]).toBeGreaterThan(plain[2]!);
  });

  test('are never infinite: a likelihood of 0 counts as the smallest there is', () => {
    const depths = heightsOf(made, scale('geometricMean', true));
    expect(depths[1]).toBeGreaterThan(300);
    expect(Number.isFinite(depths[1])).toBe(true);
  });

  test('are said as what they measure', () => {
    expect(heightText(6, scale('likelihood', true))).toBe('10⁻⁶');
    expect(heightText(-0.25, scale('likelihood', false))).toBe('0.25');
    expect(heightText(98.44, scale('percentile', true))).toBe('98.44 %');
    expect(heightText(NaN, scale('rarestWindow', true))).toBe('not scored');
  });

  test('have ticks at possible values only', () => {
    const labels = (from: number, to: number, id: string, isLog: boolean) =>
      heightTicks(from, to, 5, scale(id, isLog)).map(({ label }) => label);
    expect(labels(-2, 12, 'likelihood', true)).toEqual([
      '1',
      '0.01',
      '10⁻⁴',
      '10⁻⁶',
      '10⁻⁸',
      '10⁻¹⁰',
      '10⁻¹²',
    ]);
    expect(labels(-20, 120, 'percentile', true)).toEqual(['0', '20', '40', '60', '80', '100']);
    expect(labels(-1.2, 0.2, 'likelihood', false)).toEqual(['1', '0.8', '0.6', '0.4', '0.2', '0']);
  });
});

test('likelihoods keep their order of magnitude in few characters', () => {
  expect(likelihoodText(0.271)).toBe('0.271');
  expect(likelihoodText(1)).toBe('1');
  expect(likelihoodText(3.14e-7)).toBe('3.1·10⁻⁷');
  expect(likelihoodText(9.96e-7)).toBe('10⁻⁶');
  expect(likelihoodText(0, -734.2)).toBe('6.3·10⁻⁷³⁵');
  expect(likelihoodText(0)).toBe('0');
  expect(likelihoodText(NaN)).toBe('not scored');
});

test('scores are said as chances and have five levels', () => {
  expect(chanceText(3.07)).toBe('1 in 1,200 ordinary sessions');
  expect(chanceText(0)).toBe('as ordinary as they come');
  expect([0.2, 1, 2.5, 3, 9].map(scoreLevel)).toEqual([0, 1, 2, 3, 4]);
});

describe('the timeline', () => {
  const rows: readonly Row[] = [
    { start: 0, score: 0.2, user: 'alice', window: 0.5 },
    { start: minute, score: 5, user: 'mallory', window: 1e-6 },
    { start: 2 * minute, score: 0.1, user: 'alice' },
    { start: NaN, score: 2, user: 'bob', window: 0.1 },
    { start: 3 * minute, score: 0.3, user: 'bob' },
  ];

  test('has the strangest session highest, in the colour that is drawn on top', () => {
    const model = sessionModel(block(rows), settings());
    expect(strangestOf(model, [0, 1, 2, 4])).toBe(1);
    const mark = model.marks.markOf[1]!;
    expect(model.marks.slots[mark]).toBe(0);
    expect(model.marks.ys[mark]).toBe(model.bounds.maxY);
    expect(strangestOf(model, [])).toBe(-1);
  });

  test('counts sessions without a time and draws them nowhere', () => {
    const model = sessionModel(block(rows), settings());
    expect(model.timeless).toBe(1);
    expect(model.marks.markOf[3]).toBe(-1);
    expect(model.marks.count).toBe(4);
  });

  test('puts sessions without a measure into a strip, neither high nor low', () => {
    const scale = { metric: metricOf('rarestWindow'), isLog: true };
    const model = sessionModel(block(rows), settings({ scale }));
    expect(Array.from(model.unscored)).toEqual([2, 4]);
    expect(Array.from(model.unscored, (row) => model.marks.markOf[row])).toEqual([-1, -1]);
    expect(model.span).toEqual({ from: expect.closeTo(0.301, 3) as number, to: 6 });
    const view = { fromUs: 0, toUs: 4 * minute, widthPx: 4 };
    expect(Array.from(stripCounts(model.unscored, model.starts, view))).toEqual([0, 0, 1, 1]);
    const near = { fromUs: 2.5 * minute, toUs: 3.5 * minute };
    expect(stripRows(model.unscored, model.starts, near)).toEqual([4]);
  });

  test('has lanes by a key, that of the strangest session on top', () => {
    const model = sessionModel(block(rows), settings({ lanesBy: 'UserId' }));
    expect(model.lanes?.groups.map(({ value }) => value)).toEqual(['mallory', 'bob', 'alice']);
    rows.forEach(({ start }, row) => {
      if (Number.isNaN(start)) return;
      const lane = model.lanes!.groupOf[row]!;
      const floor = laneFloor(lane, 3);
      const y = model.marks.ys[model.marks.markOf[row]!]!;
      expect(y).toBeGreaterThan(floor);
      expect(y).toBeLessThan(floor + 1);
    });
    expect(rowsOfGroup(model.lanes!, 1)).toEqual([3, 4]);
  });

  test('picks what lies between two heights', () => {
    const model = sessionModel(block(rows), settings());
    expect(rowsBetween(model, 0.15, 2)).toEqual([0, 3, 4]);
  });

  test('is never without extent: one session lies in the middle of a minute', () => {
    const { bounds } = sessionModel(block([{ start: minute, score: 1 }]), settings());
    expect(bounds.maxX - bounds.minX).toBe(minute);
    expect(bounds.maxY).toBeGreaterThan(bounds.minY);
    const none = sessionModel(block([]), settings({ lanesBy: 'UserId' }));
    expect(none.marks.count).toBe(0);
  });
});

test('the many last values of a key share one group, and all sessions are in one', () => {
  const values = Array.from({ length: 40 }, (_, at) => `user ${at}`);
  const ids = Int32Array.from({ length: 200 }, (_, at) => (at % 41) - 1);
  const scores = Float64Array.from(ids, (_, at) => at / 200);
  for (const order of ['largest', 'strangest'] as const) {
    const { groups, groupOf } = keyGroups({ kind: 'text', ids, values }, scores, order);
    expect(groups).toHaveLength(LANES + 1);
    expect(groups.at(-1)).toMatchObject({ isRest: true, values: 41 - LANES });
    expect(groups.reduce((sum, { sessions }) => sum + sessions, 0)).toBe(200);
    groups.forEach((group, at) => {
      expect(groupOf.filter((each) => each === at)).toHaveLength(group.sessions);
    });
  }
});

test('a million sessions are drawn in crowds, but no unusual one is', () => {
  const count = 1_000_000;
  // Mulberry32: the same everywhere.
  let state = 7;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const starts = Float64Array.from({ length: count }, () => random() * 90 * 86_400_000_000);
  const scores = Float64Array.from({ length: count }, () => random());
  const odd = [17, 400_000, 999_999];
  for (const row of odd) scores[row] = 5;
  const made: ColumnBlock = {
    rows: count,
    columns: {
      start: { kind: 'number', values: starts },
      score: { kind: 'number', values: scores },
      percentile: { kind: 'number', values: scores.map((score) => (score > 1 ? 99.9 : 50)) },
    },
  };
  const model = sessionModel(made, settings());
  expect(count).toBeGreaterThan(CROWDS_ABOVE);
  expect(model.inCrowds).toBe(true);
  expect(model.marks.count).toBeLessThan(376_000);
  for (const row of odd) {
    const mark = model.marks.markOf[row]!;
    expect(countAt(model.marks, mark)).toBe(1);
    expect([model.marks.xs[mark], model.marks.ys[mark]]).toEqual([starts[row], 5]);
  }
  const drawn = model.marks.starts.at(-1);
  expect(drawn).toBe(count);
});
