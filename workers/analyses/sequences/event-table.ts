/** The table of events: which session, which place in it, and what the step was worth. */
import type { KeptTable, RecordColumn } from '#contract/block.ts';
import type { SessionScores } from '#workers/algorithms/score-sessions.ts';
import { intColumn, keptTableOf, numberColumn } from '../table-columns.ts';
import type { Models } from './compute.ts';
import type { Sessions } from './join-slices.ts';
import type { Learnt } from './learn.ts';

/** What steps were worth, packed: steps into commands, and the one to each session's end. */
export interface StepEntries {
  readonly into: RecordColumn;
  readonly end: RecordColumn;
}

/**
 * Where nothing is held out and only commands are modelled, a step is worth what its transition is, and
 * there are far fewer of those.
 */
export function stepEntries(
  { edges, transitions }: Learnt,
  models: Models,
  { steps }: SessionScores,
): StepEntries {
  if (steps !== undefined) {
    const into = edges.into.length;
    const fields = {
      count: intColumn(steps.count),
      fromCount: intColumn(steps.followed),
      probability: numberColumn(steps.probability),
      parametersProbability: numberColumn(steps.parameters),
      bits: numberColumn(steps.bits),
    };
    return {
      into: { kind: 'record', ids: edges.into.map((_, step) => step), fields },
      end: { kind: 'record', ids: edges.end.map((_, session) => into + session), fields },
    };
  }
  const count = transitions.to.length;
  const from = new Int32Array(count);
  const probability = new Float64Array(count);
  const bits = new Float64Array(count);
  const model = models.transitions;
  for (let token = 0; token + 1 < transitions.rowStarts.length; token++) {
    for (
      let edge = transitions.rowStarts[token]!;
      edge < transitions.rowStarts[token + 1]!;
      edge++
    ) {
      from[edge] = model.followed(token);
      probability[edge] = model.transition(token, edge);
      bits[edge] = model.bits(token, transitions.to[edge]!, edge);
    }
  }
  const fields = {
    count: intColumn(transitions.counts),
    fromCount: intColumn(from),
    probability: numberColumn(probability),
    parametersProbability: numberColumn(new Float64Array(count).fill(1)),
    bits: numberColumn(bits),
  };
  return {
    into: { kind: 'record', ids: edges.into, fields },
    end: { kind: 'record', ids: edges.end, fields },
  };
}

export interface EventTableInput {
  readonly sessions: Sessions;
  readonly entries: StepEntries;
  /** Transition into each step, -1 for one that the model does not know. */
  readonly into: Int32Array;
  /** Act of each step, when parameters are modelled. */
  readonly acts: Int32Array | undefined;
  readonly check: () => void;
}

const CHECK_EVERY = 1 << 14;

/** The table `events`. */
export function eventTable({ sessions, entries, into, acts, check }: EventTableInput): KeptTable {
  const { starts, events, commands, names, count } = sessions;
  const session = new Int32Array(events.length);
  const position = new Int32Array(events.length);
  for (let own = 0; own < count; own++) {
    if (own % CHECK_EVERY === 0) check();
    session.fill(own, starts[own], starts[own + 1]);
    for (let step = starts[own]!; step < starts[own + 1]!; step++)
      position[step] = step - starts[own]!;
  }
  return keptTableOf(events.length, {
    event: intColumn(events),
    session: intColumn(session),
    position: intColumn(position),
    command: { kind: 'text', ids: commands, values: names },
    step: entries.into,
    transition: intColumn(into),
    ...(acts === undefined ? {} : { setup: intColumn(acts) }),
  });
}
