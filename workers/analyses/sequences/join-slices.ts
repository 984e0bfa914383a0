/** Slices put together: steps of all sessions in the order in which they are told, under one numbering. */
import { sessionStarts } from '#workers/algorithms/sessionise.ts';
import { timeOrder } from '#workers/algorithms/time-order.ts';
import { byCodePoints } from '#workers/base/code-points.ts';
import { defined } from '#workers/base/assert.ts';
import type { RoomContext } from '../room.ts';
import type { SliceFeatures, SliceSteps } from './features.ts';
import {
  joinExcluded,
  joinIdentities,
  type Excluded,
  type Identities,
  type Identity,
} from './identities.ts';
import type { Plan } from './plan.ts';

/** An instant as tables keep it, for each session. */
export interface SessionTimes {
  readonly values: Float64Array;
  readonly nanos: Uint16Array;
  readonly digits: Uint8Array;
}

export interface Sessions {
  readonly count: number;
  /** Steps of a session: from `starts[session]` up to `starts[session + 1]`. */
  readonly starts: Int32Array;
  /** Number in `identities` of each session; ascends. */
  readonly identity: Int32Array;
  readonly identities: readonly Identity[];
  readonly first: SessionTimes;
  readonly last: SessionTimes;
  /** Of each step, sessions one after the other. */
  readonly events: Int32Array;
  readonly commands: Int32Array;
  /** Setup of each step, numbered slice by slice; absent for the type `commands`. */
  readonly setups: Int32Array | undefined;
  /** Commands by name, sorted. */
  readonly names: readonly string[];
}

export interface Joined {
  readonly sessions: Sessions;
  readonly excluded: readonly Excluded[];
  /** Identities whose records did not come in order of time. */
  readonly outOfOrder: number;
  /** Sessions of a single command, dropped or not. */
  readonly singles: number;
}

interface Steps {
  readonly timeUs: Float64Array;
  readonly nanos: Uint16Array;
  readonly digits: Uint8Array;
  readonly events: Int32Array;
  readonly commands: Int32Array;
  readonly setups: Int32Array | undefined;
}

/**
 * Sorts, cuts into sessions. Empties the slices on the way: ten million steps are not held twice.
 * @param setupBases first number of each slice's setups; undefined for the type `commands`
 */
export function joinSlices(
  parts: readonly SliceFeatures[],
  plan: Plan,
  setupBases: readonly number[] | undefined,
  context: RoomContext,
): Joined {
  const identities = joinIdentities(
    parts.map((part) => part.identities),
    context.checkCancelled,
  );
  for (const part of parts) part.identities = [];
  const commands = joinCommands(parts, context.checkCancelled);
  const { steps, identityStarts } = placeSteps(parts, {
    identities,
    commands,
    setupBases,
    context,
  });
  const outOfOrder = sortByTime(steps, identityStarts, context);
  const starts = sessionStarts(steps, identityStarts, plan, context.checkCancelled);
  context.checkCancelled();
  const all = describe(steps, starts, identityStarts, {
    identities: identities.list,
    names: commands.names,
  });
  const singles = countSingles(all);
  return {
    sessions: plan.dropsSingles ? withoutSingles(all) : all,
    excluded: joinExcluded(parts.map((part) => part.excluded)),
    outOfOrder,
    singles,
  };
}

interface Commands {
  readonly names: readonly string[];
  readonly numbers: readonly Int32Array[];
}

function joinCommands(parts: readonly SliceFeatures[], check: () => void): Commands {
  const found = new Set<string>();
  for (const { commands } of parts) {
    check();
    for (const name of commands) found.add(name);
  }
  const names = [...found].sort(byCodePoints);
  const numbers = new Map(names.map((name, at) => [name, at]));
  return {
    names,
    numbers: parts.map((part) => {
      check();
      return Int32Array.from(part.commands, (name) => numbers.get(name)!);
    }),
  };
}

interface Placing {
  readonly identities: Identities;
  readonly commands: Commands;
  readonly setupBases: readonly number[] | undefined;
  readonly context: RoomContext;
}

interface Placed {
  readonly steps: Steps;
  readonly identityStarts: Int32Array;
}

/** A counting sort by identity; within one, steps keep the order of the records. */
function placeSteps(parts: readonly SliceFeatures[], placing: Placing): Placed {
  const { identities, context } = placing;
  const identityStarts = new Int32Array(identities.list.length + 1);
  parts.forEach(({ steps }, part) => {
    context.checkCancelled();
    for (const identity of defined(steps, 'steps').identity) {
      identityStarts[identities.numbers[part]![identity]! + 1]!++;
    }
  });
  for (let at = 1; at < identityStarts.length; at++) identityStarts[at]! += identityStarts[at - 1]!;
  const length = identityStarts[identityStarts.length - 1]!;
  const steps: Steps = {
    timeUs: new Float64Array(length),
    nanos: new Uint16Array(length),
    digits: new Uint8Array(length),
    events: new Int32Array(length),
    commands: new Int32Array(length),
    setups: placing.setupBases === undefined ? undefined : new Int32Array(length),
  };
  const next = identityStarts.slice();
  parts.forEach((part, at) => {
    context.checkCancelled();
    place(defined(part.steps, 'steps'), steps, next, { ...placing, part: at, features: part });
    part.steps = undefined;
  });
  return { steps, identityStarts };
}

function place(
  from: SliceSteps,
  to: Steps,
  next: Int32Array,
  {
    identities,
    commands,
    setupBases,
    part,
    features,
  }: Placing & { readonly part: number; readonly features: SliceFeatures },
): void {
  const numbers = identities.numbers[part]!;
  const commandNumbers = commands.numbers[part]!;
  const base = setupBases?.[part] ?? 0;
  const setup = features.parameters?.setup;
  for (let row = 0; row < from.events.length; row++) {
    const at = next[numbers[from.identity[row]!]!]!++;
    to.timeUs[at] = from.timeUs[row]!;
    to.nanos[at] = from.nanos[row]!;
    to.digits[at] = from.digits[row]!;
    to.events[at] = from.events[row]!;
    to.commands[at] = commandNumbers[from.command[row]!]!;
    if (to.setups !== undefined && setup !== undefined) to.setups[at] = base + setup[row]!;
  }
}

/** @returns how many identities' events came out of order */
function sortByTime(steps: Steps, identityStarts: Int32Array, context: RoomContext): number {
  let sorted = 0;
  for (let identity = 0; identity + 1 < identityStarts.length; identity++) {
    if (identity % 1024 === 0) context.checkCancelled();
    const from = identityStarts[identity]!;
    const order = timeOrder(steps, from, identityStarts[identity + 1]!, context.checkCancelled);
    if (order === undefined) continue;
    sorted++;
    for (const column of Object.values<Numbers | undefined>({ ...steps }))
      permute(column, from, order);
  }
  return sorted;
}

type Numbers = Float64Array | Int32Array | Uint16Array | Uint8Array;

function permute(column: Numbers | undefined, from: number, order: Int32Array): void {
  if (column === undefined) return;
  const before = column.slice(from, from + order.length);
  for (let at = 0; at < order.length; at++) column[from + at] = before[order[at]! - from]!;
}

function describe(
  steps: Steps,
  starts: Int32Array,
  identityStarts: Int32Array,
  { identities, names }: Pick<Sessions, 'identities' | 'names'>,
): Sessions {
  const count = starts.length - 1;
  const identity = new Int32Array(count);
  let present = 0;
  for (let session = 0; session < count; session++) {
    while (identityStarts[present + 1]! <= starts[session]!) present++;
    identity[session] = present;
  }
  return {
    count,
    starts,
    identity,
    identities,
    first: timesAt(steps, count, (session) => starts[session]!),
    last: timesAt(steps, count, (session) => starts[session + 1]! - 1),
    events: steps.events,
    commands: steps.commands,
    setups: steps.setups,
    names,
  };
}

function timesAt(steps: Steps, count: number, at: (session: number) => number): SessionTimes {
  const times = {
    values: new Float64Array(count),
    nanos: new Uint16Array(count),
    digits: new Uint8Array(count),
  };
  for (let session = 0; session < count; session++) {
    const step = at(session);
    times.values[session] = steps.timeUs[step]!;
    times.nanos[session] = steps.nanos[step]!;
    times.digits[session] = steps.digits[step]!;
  }
  return times;
}

function countSingles({ count, starts }: Sessions): number {
  let singles = 0;
  for (let at = 0; at < count; at++) {
    const length = starts[at + 1]! - starts[at]!;
    if (length === 1) singles++;
  }
  return singles;
}

/** Sessions of more than one command. */
function withoutSingles(all: Sessions): Sessions {
  const kept: number[] = [];
  for (let at = 0; at < all.count; at++)
    if (all.starts[at + 1]! - all.starts[at]! > 1) kept.push(at);
  const starts = new Int32Array(kept.length + 1);
  kept.forEach((session, at) => {
    starts[at + 1] = starts[at]! + all.starts[session + 1]! - all.starts[session]!;
  });
  const pick = (column: Int32Array): Int32Array => {
    const out = new Int32Array(starts[kept.length]!);
    kept.forEach((session, at) => {
      out.set(column.subarray(all.starts[session], all.starts[session + 1]), starts[at]);
    });
    return out;
  };
  const times = ({ values, nanos, digits }: SessionTimes): SessionTimes => ({
    values: Float64Array.from(kept, (at) => values[at]!),
    nanos: Uint16Array.from(kept, (at) => nanos[at]!),
    digits: Uint8Array.from(kept, (at) => digits[at]!),
  });
  return {
    ...all,
    count: kept.length,
    starts,
    identity: Int32Array.from(kept, (at) => all.identity[at]!),
    first: times(all.first),
    last: times(all.last),
    events: pick(all.events),
    commands: pick(all.commands),
    setups: all.setups === undefined ? undefined : pick(all.setups),
  };
}
