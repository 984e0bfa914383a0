/** Sparse counts against the published rules done the long way, on random sessions. */
import { expect, test } from 'vitest';
import {
  END,
  FIRST_COMMAND,
  START,
  UNKNOWN,
  countTransitions,
  edgeOf,
  findTransitions,
  type TokenSessions,
  type TransitionCounts,
} from '#workers/algorithms/transition-counts.ts';
import { TransitionModel } from '#workers/algorithms/transition-model.ts';
import { SeededRandom } from '#workers/base/random.ts';

const quiet = (): void => undefined;

function randomSessions(random: SeededRandom, commands: number): readonly (readonly number[])[] {
  return Array.from({ length: 1 + random.below(30) }, () =>
    Array.from({ length: 1 + random.below(8) }, () => FIRST_COMMAND + random.below(commands)),
  );
}

function packed(sessions: readonly (readonly number[])[]): TokenSessions {
  const starts = [0];
  for (const session of sessions) starts.push(starts.at(-1)! + session.length);
  return { starts: Int32Array.from(starts), tokens: Int32Array.from(sessions.flat()) };
}

/** Every pair of tokens written out, one more for each, as the rules say. */
function theLongWay(sessions: readonly (readonly number[])[]): {
  prior: (token: number) => number;
  transition: (from: number, to: number) => number;
} {
  const known = new Set(sessions.flat());
  const tokens = [START, END, UNKNOWN, ...known];
  const pair = new Map<string, number>();
  const single = new Map<number, number>();
  const add = (from: number, to: number): void =>
    void pair.set(`${from} ${to}`, (pair.get(`${from} ${to}`) ?? 0) + 1);
  const addSingle = (token: number): void => void single.set(token, (single.get(token) ?? 0) + 1);
  for (const session of sessions) {
    const all = [START, ...session, END];
    for (const token of all) addSingle(token);
    for (let at = 1; at < all.length; at++) add(all[at - 1]!, all[at]!);
  }
  for (const from of tokens) {
    for (const to of tokens) {
      if (from === END || to === START) continue;
      add(from, to);
      addSingle(from);
      addSingle(to);
    }
  }
  const rowSum = (from: number): number =>
    tokens.reduce((sum, to) => sum + (pair.get(`${from} ${to}`) ?? 0), 0);
  const total = [...single.values()].reduce((sum, count) => sum + count, 0);
  const as = (token: number): number =>
    token < FIRST_COMMAND || known.has(token) ? token : UNKNOWN;
  return {
    prior: (token) => single.get(as(token))! / total,
    transition: (from, to) => pair.get(`${as(from)} ${as(to)}`)! / rowSum(as(from)),
  };
}

/** All probabilities of a model are those of the rules done the long way. */
function expectPublished(
  model: TransitionModel,
  counts: TransitionCounts,
  sessions: readonly (readonly number[])[],
): void {
  const expected = theLongWay(sessions);
  for (let from = 0; from < counts.tokenCounts.length; from++) {
    expect(model.prior(from)).toBeCloseTo(expected.prior(from), 14);
    for (let to = 0; to < counts.tokenCounts.length; to++) {
      if (from === END || to === START) continue;
      const edge = edgeOf(counts, from, to);
      expect(model.transition(from, edge)).toBeCloseTo(expected.transition(from, to), 14);
    }
  }
}

test('smoothing in closed form gives the numbers of smoothing pair by pair', () => {
  const random = new SeededRandom(11);
  for (let round = 0; round < 40; round++) {
    const commands = 1 + random.below(7);
    const sessions = randomSessions(random, commands);
    const tokens = FIRST_COMMAND + commands;
    const { counts } = countTransitions(packed(sessions), tokens, quiet);
    expectPublished(new TransitionModel(counts), counts, sessions);
  }
});

test('taking sessions away leaves the model that never saw them, and putting them back restores it', () => {
  const random = new SeededRandom(12);
  for (let round = 0; round < 40; round++) {
    const sessions = randomSessions(random, 6);
    const all = packed(sessions);
    const { counts, steps } = countTransitions(all, FIRST_COMMAND + 6, quiet);
    const model = new TransitionModel(counts);
    const away = sessions.map(() => random.unit() < 0.4);
    away.forEach((isAway, session) => {
      if (isAway) model.weigh(all, steps, session, -1);
    });
    const left = sessions.filter((_, session) => !away[session]);
    if (left.length > 0) expectPublished(model, counts, left);
    away.forEach((isAway, session) => {
      if (isAway) model.weigh(all, steps, session, 1);
    });
    const fresh = new TransitionModel(counts);
    expect(model).toEqual(fresh);
  }
});

test('surprise adds up to probabilities: what may follow a command has a share of one', () => {
  const random = new SeededRandom(13);
  const sessions = randomSessions(random, 5);
  const known = [...new Set(sessions.flat())].sort((a, b) => a - b);
  const { counts } = countTransitions(packed(sessions), FIRST_COMMAND + 5, quiet);
  const model = new TransitionModel(counts);
  for (const from of [START, UNKNOWN, ...known]) {
    const shares = [END, UNKNOWN, ...known].map(
      (to) => 2 ** -model.bits(from, to, edgeOf(counts, from, to)),
    );
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  }
});

test('each step is found among known transitions as it was counted', () => {
  const random = new SeededRandom(14);
  const sessions = packed(randomSessions(random, 5));
  const { counts, steps } = countTransitions(sessions, FIRST_COMMAND + 5, quiet);
  expect(findTransitions(sessions, counts, quiet)).toEqual(steps);
});

test('counting by a table of all pairs and by sorting give the same', () => {
  const random = new SeededRandom(21);
  for (let round = 0; round < 40; round++) {
    const sessions = packed(randomSessions(random, 4));
    const tokenCount = FIRST_COMMAND + 4;
    const byTable = countTransitions(sessions, tokenCount, quiet);
    // Commands that never occur make the table too large for so few steps.
    const unused = 300;
    const bySorting = countTransitions(sessions, tokenCount + unused, quiet);
    expect(byTable.steps).toEqual(bySorting.steps);
    expect(byTable.counts.to).toEqual(bySorting.counts.to);
    expect(byTable.counts.counts).toEqual(bySorting.counts.counts);
    expect(byTable.counts.rowStarts).toEqual(bySorting.counts.rowStarts.slice(0, tokenCount + 1));
    expect(byTable.counts.tokenCounts).toEqual(bySorting.counts.tokenCounts.slice(0, tokenCount));
  }
});
