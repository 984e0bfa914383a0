/** The table of sessions: who, when, how likely, how rare, and the rarest step in words. */
import type { KeptTable, ListColumn, RecordColumn, TextColumn } from '#contract/block.ts';
import type { SessionScores, WindowColumn } from '#workers/algorithms/score-sessions.ts';
import type { StepTransitions } from '#workers/algorithms/transition-counts.ts';
import { intColumn, keptTableOf, numberColumn, textColumn } from '../table-columns.ts';
import type { HeldOut } from './groups.ts';
import type { Sessions, SessionTimes } from './join-slices.ts';
import type { Plan } from './plan.ts';
import type { Rarity } from './rarity.ts';

export interface SessionTableInput {
  readonly sessions: Sessions;
  readonly scores: SessionScores;
  readonly rarity: Rarity;
  readonly plan: Plan;
  readonly groups: HeldOut | undefined;
  /** Entries of the steps, and which one the step to each session's end is. */
  readonly endStep: RecordColumn;
  /** Transition to each session's end, -1 for one that the model does not know. */
  readonly endTransition: Int32Array;
  /** The transition of each step, where the rarest step's counts hang on that alone. */
  readonly edges: StepTransitions | undefined;
  /** Number of all transitions. */
  readonly transitions: number;
  readonly check: () => void;
}

const CHECK_EVERY = 1 << 14;
const US_PER_SECOND = 1e6;

/** The table `sessions`. */
export function sessionTable(input: SessionTableInput): KeptTable {
  const { sessions, scores, rarity, plan, groups, endStep, endTransition, check } = input;
  const { count, starts } = sessions;
  const windows = new Map(
    [...scores.windows].map(([length, window]) => {
      check();
      return [length, windowColumn(sessions, window, length)];
    }),
  );
  const window = (length: number): RecordColumn => windows.get(length)!;
  const rows = new Int32Array(count);
  for (let session = 0; session < count; session++) rows[session] = session;
  check();
  const lengthOf = (session: number): number => starts[session + 1]! - starts[session]!;
  const { rarest, totalBits } = scores;
  return keptTableOf(count, {
    session: intColumn(rows),
    keys: keysColumn(sessions, plan),
    start: timeColumn(sessions.first),
    end: timeColumn(sessions.last),
    events: intColumn(rows.map(lengthOf)),
    likelihood: numberColumn(scores.likelihood),
    likelihoodGeometricMean: numberColumn(scores.geometricMean),
    rarestWindow2: window(2),
    rarestWindow3: window(3),
    rarestWindow: window(plan.window),
    logLikelihood: numberColumn(scores.logLikelihood),
    score: numberColumn(rarity.score),
    rank: intColumn(rarity.rank),
    percentile: numberColumn(rarity.percentile),
    band: {
      kind: 'text',
      ids: rarity.band,
      values: rarity.bands.map(({ name }) => name),
    },
    bitsPerStep: numberColumn(
      numbersFor(count, (session) => totalBits[session]! / (lengthOf(session) + 1)),
    ),
    rarest: rarestColumn(input),
    rarestEvent: intColumn(
      rows.map((session) => {
        const at = Math.min(rarest.step[session]!, lengthOf(session) - 1);
        return sessions.events[starts[session]! + at]!;
      }),
    ),
    rarestStep: intColumn(rarest.step),
    endStep,
    endTransition: intColumn(endTransition),
    distinctCommands: intColumn(distinctCommands(sessions)),
    durationSeconds: numberColumn(
      numbersFor(count, (at) => elapsedSeconds(sessions.first, sessions.last, at)),
    ),
    identity: intColumn(sessions.identity),
    fold: intColumn(groups?.ofSession ?? new Int32Array(count).fill(-1)),
  });
}

function numbersFor(count: number, of: (row: number) => number): Float64Array {
  const numbers = new Float64Array(count);
  for (let row = 0; row < count; row++) numbers[row] = of(row);
  return numbers;
}

function timeColumn(times: SessionTimes): { readonly kind: 'time' } & SessionTimes {
  return { kind: 'time', ...times };
}

function elapsedSeconds(first: SessionTimes, last: SessionTimes, session: number): number {
  const us = last.values[session]! - first.values[session]!;
  return (us + (last.nanos[session]! - first.nanos[session]!) / 1000) / US_PER_SECOND;
}

/** One entry per identity: sessions of the same one share it. */
function keysColumn({ identity, identities }: Sessions, { keys }: Plan): RecordColumn {
  const names = keys.map(({ name }, at) =>
    keys.findIndex((key) => key.name === name) === at ? name : `${name} (${at + 1})`,
  );
  const fields = names.map(
    (name, key) => [name, textColumn(identities.map((texts) => texts[key]))] as const,
  );
  return { kind: 'record', ids: identity, fields: Object.fromEntries(fields) };
}

/** The commands of a window are cut from the session, so the end is not among them. */
function windowColumn(
  { starts, commands, names, count }: Sessions,
  { likelihood, start }: WindowColumn,
  length: number,
): RecordColumn {
  const ids = new Int32Array(count).fill(-1);
  let entries = 0;
  let listed = 0;
  for (let session = 0; session < count; session++) {
    if (start[session]! < 0) continue;
    ids[session] = entries++;
    listed += Math.min(length, starts[session + 1]! - starts[session]! - start[session]!);
  }
  const list: ListColumn = {
    kind: 'list',
    starts: new Int32Array(entries + 1),
    ids: new Int32Array(listed),
    values: names,
  };
  const likelihoods = new Float64Array(entries);
  const places = new Int32Array(entries);
  let at = 0;
  for (let session = 0; session < count; session++) {
    const entry = ids[session]!;
    if (entry < 0) continue;
    likelihoods[entry] = likelihood[session]!;
    places[entry] = start[session]!;
    const from = starts[session]! + start[session]!;
    for (let step = from; step < Math.min(from + length, starts[session + 1]!); step++) {
      list.ids[at++] = commands[step]!;
    }
    list.starts[entry + 1] = at;
  }
  return {
    kind: 'record',
    ids,
    fields: {
      likelihood: numberColumn(likelihoods),
      start: intColumn(places),
      commands: list,
    },
  };
}

/** The rarest step in words; every sentence is made once. */
function rarestColumn(input: SessionTableInput): TextColumn {
  const { sessions, scores, edges, check } = input;
  const ids = new Int32Array(sessions.count);
  const book = new TextBook(edges === undefined ? 0 : input.transitions);
  for (let session = 0; session < sessions.count; session++) {
    if (session % CHECK_EVERY === 0) check();
    const text = (): string => rarestText(input, session);
    const at = sessions.starts[session]! + scores.rarest.step[session]!;
    if (edges === undefined) ids[session] = book.byText(text());
    else {
      const isEnd = at === sessions.starts[session + 1]!;
      ids[session] = book.byNumber(isEnd ? edges.end[session]! : edges.into[at]!, text);
    }
  }
  return { kind: 'text', ids, values: book.values };
}

/** Texts that are each made and kept once, known by themselves or by a number that stands for them. */
class TextBook {
  readonly values: string[] = [];
  private readonly texts = new Map<string, number>();
  private readonly numbers: Int32Array;

  constructor(numbers: number) {
    this.numbers = new Int32Array(numbers).fill(-1);
  }

  byText(text: string): number {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    this.texts.set(text, this.values.length);
    return this.values.push(text) - 1;
  }

  byNumber(number: number, text: () => string): number {
    if (this.numbers[number]! < 0) this.numbers[number] = this.values.push(text()) - 1;
    return this.numbers[number]!;
  }
}

/** "Set-Mailbox after New-InboxRule: 1 of 1,204". */
function rarestText({ sessions, scores }: SessionTableInput, session: number): string {
  const { starts, commands, names } = sessions;
  const { rarest } = scores;
  const from = starts[session]!;
  const at = rarest.step[session]!;
  const counts = [thousands(rarest.count[session]!), 'of', thousands(rarest.followed[session]!)];
  const isEnd = at === starts[session + 1]! - from;
  const after = isEnd ? 'nothing' : names[commands[from + at]!]!;
  // Joined, because texts that are added up are kept in pieces and take several times the memory.
  if (rarest.byParameters[session] === 1)
    return [after, 'with these parameters:', ...counts].join(' ');
  if (at === 0) return [after, 'as the first:', ...counts].join(' ');
  return [after, 'after', `${names[commands[from + at - 1]!]!}:`, ...counts].join(' ');
}

/** 1204 → "1,204", in every language. */
export function thousands(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function distinctCommands({ starts, commands, names, count }: Sessions): Int32Array {
  const lastSeen = new Int32Array(names.length).fill(-1);
  const distinct = new Int32Array(count);
  for (let session = 0; session < count; session++) {
    for (let step = starts[session]!; step < starts[session + 1]!; step++) {
      const command = commands[step]!;
      if (lastSeen[command] !== session) distinct[session]!++;
      lastSeen[command] = session;
    }
  }
  return distinct;
}
