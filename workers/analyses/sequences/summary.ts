/** What a run says first: how many sessions, of whom, what was left out and why. */
import { recipeOf } from '#contract/rooms/sequence-recipes.ts';
import type { RoomOutput } from '../room.ts';
import type { SessionScores } from '#workers/algorithms/score-sessions.ts';
import type { SliceFeatures } from './features.ts';
import type { HeldOut } from './groups.ts';
import type { Joined } from './join-slices.ts';
import type { Learnt } from './learn.ts';
import { UNKNOWN } from '#workers/algorithms/transition-counts.ts';
import type { Models } from './compute.ts';
import type { Plan } from './plan.ts';
import type { Rarity } from './rarity.ts';
import { counted } from '../phrases.ts';
import { thousands } from './session-table.ts';

export interface Summing {
  readonly parts: readonly SliceFeatures[];
  readonly joined: Joined;
  readonly learnt: Learnt;
  readonly models: Models;
  readonly scores: SessionScores;
  readonly rarity: Rarity;
  readonly plan: Plan;
  readonly groups: HeldOut | undefined;
  readonly people: HeldOut;
}

/** Names are what the command line and the window print. Zeros that would say nothing are left out. */
export function summaryOf(input: Summing): RoomOutput['summary'] {
  const { parts, joined, learnt, plan } = input;
  const { sessions } = joined;
  const sum = (of: (part: SliceFeatures) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  const lost = {
    'events without time': sum((part) => part.withoutTime),
    'events without command': sum((part) => part.withoutCommand),
    'events with unreadable parameters': sum((part) => part.unreadable),
    'identities out of order of time': joined.outOfOrder,
    'commands the model does not know': unknownSteps(learnt),
  };
  return {
    recipe: recipeOf(plan.recipe).title,
    sessions: sessions.count,
    'sessions of one command': plan.dropsSingles ? `${joined.singles} dropped` : joined.singles,
    identities: new Set(sessions.identity).size,
    events: sessions.events.length,
    commands: learnt.names.length,
    transitions: learnt.transitions.to.length,
    ...excludedWords(joined),
    ...Object.fromEntries(Object.entries(lost).filter(([, count]) => count > 0)),
    ...parameterWords(learnt),
    learnt: trainingWords(input),
    'not scored by rarestWindow': notScored(input),
    ...rarestWords(input),
  };
}

function unknownSteps({ sessions }: Learnt): number {
  return sessions.tokens.reduce((sum, token) => sum + (token === UNKNOWN ? 1 : 0), 0);
}

function excludedWords({ excluded }: Joined): Record<string, string> {
  if (excluded.length === 0) return {};
  const events = excluded.reduce((sum, entry) => sum + entry.events, 0);
  const many = counted(excluded.length, 'identity', 'identities');
  const what = events === 1 ? 'event' : 'events';
  return { 'left out as automated': `${many} with ${thousands(events)} ${what}` };
}

function parameterWords({ setups }: Learnt): Record<string, number> {
  if (setups === undefined) return {};
  const modelled = setups.facts.filter((fact) => fact.modelled).length;
  return {
    parameters: setups.facts.length,
    ...(modelled === 0 ? {} : { 'parameters with modelled values': modelled }),
  };
}

function trainingWords({ plan, groups, people, learnt }: Summing): string {
  if (learnt.scale !== undefined) return 'from an earlier run';
  if (groups === undefined) return 'from all sessions';
  const who = counted(people.count, 'identity', 'identities');
  return plan.training === 'cross-fit'
    ? `from other folds: ${who} in ${plan.folds}`
    : `from everybody else: ${who}`;
}

function notScored({ scores, plan }: Summing): number {
  const { start } = scores.windows.get(plan.window)!;
  return start.reduce((sum, at) => sum + (at < 0 ? 1 : 0), 0);
}

function rarestWords({ rarity, joined, scores }: Summing): Record<string, string> {
  const session = rarity.rank.indexOf(1);
  const { sessions } = joined;
  const at = Math.min(
    scores.rarest.step[session]!,
    sessions.starts[session + 1]! - sessions.starts[session]! - 1,
  );
  const command = sessions.names[sessions.commands[sessions.starts[session]! + at]!]!;
  return { rarest: `session ${session}, at ${command.slice(0, 80)}` };
}
