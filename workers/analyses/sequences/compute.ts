/** Sessions from the slices' features, a model of them or for them, scores, tables: in one straight line. */
import type { KeptTable } from '#contract/block.ts';
import { WorkbenchError } from '#contract/errors.ts';
import { modelTables } from '#contract/rooms/sequences.ts';
import type { ParamValues } from '#contract/rooms/room.ts';
import { scoreSessions, type SessionScores } from '#workers/algorithms/score-sessions.ts';
import { SetupModel } from '#workers/algorithms/setup-model.ts';
import { TransitionModel } from '#workers/algorithms/transition-model.ts';
import type { RoomContext, RoomOutput } from '../room.ts';
import { intColumn, keptTableOf, numberColumn, textColumn } from '../table-columns.ts';
import { eventTable, stepEntries } from './event-table.ts';
import type { SliceFeatures } from './features.ts';
import { heldOut, peopleOf, type HeldOut } from './groups.ts';
import { joinSlices, type Joined } from './join-slices.ts';
import { learn, recall, type Learnt } from './learn.ts';
import {
  calibrationTable,
  commandParameterTable,
  parameterTable,
  setupTable,
  spreadOf,
  tokenTable,
  transitionTable,
  valueTable,
} from './model-tables.ts';
import { planOf, type Plan } from './plan.ts';
import { rarityOf, type Rarity } from './rarity.ts';
import { sessionTable } from './session-table.ts';
import { Setups } from './setups.ts';
import { summaryOf } from './summary.ts';

/** Shares of the progress bar. */
const JOINED = 0.25;
const LEARNT = 0.4;
const SCORED = 0.8;

/** All tables. Empties the slices. */
export function compute(
  parts: readonly SliceFeatures[],
  params: ParamValues,
  context: RoomContext,
): RoomOutput {
  const plan = planOf(params);
  const parameters = parts.flatMap((part) => part.parameters ?? []);
  const setups = parameters.length === 0 ? undefined : new Setups(parameters);
  context.onProgress(0, 'Cutting sessions');
  const joined = joinSlices(parts, plan, setups?.bases, context);
  if (joined.sessions.count === 0) throw noSessions(parts, plan);
  context.onProgress(JOINED, 'Learning what follows what');
  const check = context.checkCancelled;
  const learnt =
    context.earlier === undefined
      ? learn(joined.sessions, setups, plan, check)
      : recall(joined.sessions, setups, context.earlier, check);
  const people = peopleOf(joined.sessions, plan.byFirstKey);
  const groups = context.earlier === undefined ? heldOut(people, plan) : undefined;
  const models = modelsOf(learnt);
  const scores = score(learnt, models, { plan, groups, context });
  const rarity = rarityOf({
    ...{ scores, starts: joined.sessions.starts, window: plan.window, check },
    scale: learnt.scale ?? scores.scale,
  });
  context.onProgress(SCORED, 'Writing tables');
  const tables = tablesOf({
    joined,
    learnt,
    models,
    scores,
    rarity,
    plan,
    groups,
    people,
    context,
  });
  const summary = summaryOf({
    parts,
    joined,
    learnt,
    models,
    scores,
    rarity,
    plan,
    groups,
    people,
  });
  return { tables, summary };
}

/** Probabilities out of what was learnt. */
export interface Models {
  readonly transitions: TransitionModel;
  readonly setups: SetupModel | undefined;
}

function modelsOf({ transitions, setups }: Learnt): Models {
  const model = new TransitionModel(transitions);
  return {
    transitions: model,
    setups: setups === undefined ? undefined : new SetupModel(setups.parts.counts, model),
  };
}

interface Scoring {
  readonly plan: Plan;
  readonly groups: HeldOut | undefined;
  readonly context: RoomContext;
}

function score(
  { sessions, edges, setups, scale }: Learnt,
  { transitions, setups: setupModel }: Models,
  { plan, groups, context }: Scoring,
): SessionScores {
  const acts =
    setups === undefined || setupModel === undefined
      ? undefined
      : { ofStep: setups.ofStep, model: setupModel };
  return scoreSessions({
    ...sessions,
    edges,
    transitions,
    acts,
    groups,
    window: plan.window,
    withTokens: plan.startEndTokens,
    geometricMean: plan.geometricMean,
    // Without either, a step's worth is that of its transition.
    keepsSteps: acts !== undefined || groups !== undefined || scale !== undefined,
    onProgress: (ratio01) => {
      context.onProgress(LEARNT + (SCORED - LEARNT) * ratio01, 'Scoring sessions');
    },
    check: context.checkCancelled,
  });
}

interface Results extends Scoring {
  readonly joined: Joined;
  readonly learnt: Learnt;
  readonly models: Models;
  readonly scores: SessionScores;
  readonly rarity: Rarity;
  readonly people: HeldOut;
}

function tablesOf(results: Results): Readonly<Record<string, KeptTable>> {
  const { joined, learnt, models, scores, rarity, plan, groups, context } = results;
  const { sessions } = joined;
  const entries = stepEntries(learnt, models, scores);
  const check = context.checkCancelled;
  const made = {
    sessions: sessionTable({
      ...{ sessions, scores, rarity, plan, groups, check },
      endStep: entries.end,
      endTransition: learnt.edges.end,
      edges: scores.steps === undefined ? learnt.edges : undefined,
      transitions: learnt.transitions.to.length,
    }),
    events: eventTable({
      ...{ sessions, entries, check },
      into: learnt.edges.into,
      acts: learnt.setups?.ofStep,
    }),
  };
  check();
  return {
    ...made,
    ...(context.earlier === undefined ? learntTables(results, check) : keptTables(context.earlier)),
    // Acts of the sessions scored join those of a kept model: events name them by number.
    setups: setupTable(learnt.setups?.acts ?? [], learnt),
    bands: keptTableOf(rarity.bands.length, {
      band: textColumn(rarity.bands.map(({ name }) => name)),
      minCommands: intColumn(Int32Array.from(rarity.bands, (band) => band.minCommands)),
      maxCommands: intColumn(Int32Array.from(rarity.bands, (band) => band.maxCommands)),
      sessions: intColumn(Int32Array.from(rarity.bands, (band) => band.sessions)),
      medianScore: numberColumn(Float64Array.from(rarity.bands, (band) => band.medianScore)),
    }),
    excluded: excludedTable(joined, plan),
  };
}

function learntTables(
  { learnt, models, scores, people }: Results,
  check: () => void,
): Record<string, KeptTable> {
  const spread = spreadOf(learnt, people.ofSession, check);
  const { setups } = learnt;
  return {
    transitions: transitionTable(learnt, models.transitions, spread.transitions),
    tokens: tokenTable(learnt, models.transitions, spread.tokens),
    commandParameters: commandParameterTable(setups?.parts, learnt, models),
    parameters: parameterTable(setups?.facts ?? []),
    values: valueTable(setups?.parts, models.setups),
    calibration: calibrationTable(scores.scale),
  };
}

/** A kept model stays what it is, whoever is scored by it. */
function keptTables(earlier: (table: string) => KeptTable): Record<string, KeptTable> {
  return Object.fromEntries(modelTables.map((name) => [name, earlier(name)]));
}

function excludedTable({ excluded }: Joined, { keys }: Plan): KeptTable {
  return keptTableOf(excluded.length, {
    keys: {
      kind: 'record',
      ids: Int32Array.from(excluded, (_, at) => at),
      fields: Object.fromEntries(
        keys.map(({ name }, key) => [
          name,
          textColumn(excluded.map(({ identity }) => identity[key])),
        ]),
      ),
    },
    pattern: textColumn(excluded.map(({ pattern }) => pattern)),
    events: intColumn(Int32Array.from(excluded, ({ events }) => events)),
  });
}

function noSessions(parts: readonly SliceFeatures[], plan: Plan): WorkbenchError {
  const sum = (of: (part: SliceFeatures) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  const excluded = sum((part) => part.excluded.reduce((total, { events }) => total + events, 0));
  return new WorkbenchError({
    code: 'nothing-to-analyse',
    message: `No session is left of ${sum((part) => part.seen)} events: ${sum((part) => part.withoutTime)} have no time, ${sum((part) => part.withoutCommand)} no command, ${excluded} are of automated identities${plan.dropsSingles ? ', and sessions of a single command are dropped' : ''}.`,
    hint: 'Look at the fields that keys and command name, and at exclude and singles.',
  });
}
