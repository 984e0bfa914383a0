/** What sessions teach, and what an earlier run has kept: both are a model that scores. */
import type { KeptTable } from '#contract/block.ts';
import { WorkbenchError } from '#contract/errors.ts';
import type { SurpriseScale } from '#workers/algorithms/surprise-scale.ts';
import {
  END,
  FIRST_COMMAND,
  START,
  UNKNOWN,
  countTransitions,
  findTransitions,
  type StepTransitions,
  type TokenSessions,
  type TransitionCounts,
} from '#workers/algorithms/transition-counts.ts';
import { assert } from '#workers/base/assert.ts';
import { intsOf, numbersOf, recordOf, textOf, flagsOf } from '../table-columns.ts';
import type { Sessions } from './join-slices.ts';
import type { Plan } from './plan.ts';
import {
  ActBook,
  countSetups,
  type Act,
  type ParameterFacts,
  type SetupMember,
  type SetupParts,
  type Setups,
} from './setups.ts';

/** Texts of our own tokens in tables. */
export const TOKEN_TEXTS = ['(start)', '(end)', '(unknown)'] as const;

const CHECK_EVERY = 1 << 18;

/** A model and the sessions seen through it. */
export interface Learnt {
  readonly sessions: TokenSessions;
  readonly edges: StepTransitions;
  readonly transitions: TransitionCounts;
  /** Commands by token - FIRST_COMMAND. */
  readonly names: readonly string[];
  readonly setups:
    | {
        readonly parts: SetupParts;
        readonly acts: readonly Act[];
        readonly ofStep: Int32Array;
        readonly facts: readonly ParameterFacts[];
      }
    | undefined;
  /** The scale of a kept model. */
  readonly scale: SurpriseScale | undefined;
}

/** Learns from the sessions themselves. */
export function learn(
  sessions: Sessions,
  setups: Setups | undefined,
  plan: Plan,
  check: () => void,
): Learnt {
  check();
  const { tokens, names } = tokensOf(sessions, check);
  check();
  const seen: TokenSessions = { starts: sessions.starts, tokens };
  const { counts, steps } = countTransitions(seen, FIRST_COMMAND + names.length, check);
  const base = { sessions: seen, edges: steps, transitions: counts, names, scale: undefined };
  if (setups === undefined || sessions.setups === undefined) return { ...base, setups: undefined };
  const facts = setups.facts(sessions.setups, plan);
  const modelled = facts.filter((fact) => fact.modelled).map(({ name }) => name);
  check();
  const book = new ActBook();
  const ofStep = book.ofSteps(tokens, sessions.setups, setups.members(new Set(modelled)));
  for (const act of ofStep) book.acts[act]!.count++;
  const parts = countSetups(book.acts, FIRST_COMMAND + names.length, modelled);
  return { ...base, setups: { parts, acts: book.acts, ofStep, facts } };
}

/** Tokens of all steps; commands that only left-out sessions had are no part of the vocabulary. */
function tokensOf(
  { commands, names }: Sessions,
  check: () => void,
): {
  readonly tokens: Int32Array;
  readonly names: readonly string[];
} {
  const isUsed = new Uint8Array(names.length);
  for (let step = 0; step < commands.length; step++) {
    if (step % CHECK_EVERY === 0) check();
    isUsed[commands[step]!] = 1;
  }
  const tokenOf = new Int32Array(names.length);
  let next = FIRST_COMMAND;
  for (let command = 0; command < names.length; command++) {
    if (isUsed[command] === 1) tokenOf[command] = next++;
  }
  const tokens = new Int32Array(commands.length);
  for (let step = 0; step < commands.length; step++) {
    if (step % CHECK_EVERY === 0) check();
    tokens[step] = tokenOf[commands[step]!]!;
  }
  return {
    tokens,
    names: names.filter((_, command) => isUsed[command] === 1),
  };
}

/** Sees sessions through the model that an earlier run has kept. */
export function recall(
  sessions: Sessions,
  setups: Setups | undefined,
  earlier: (table: string) => KeptTable,
  check: () => void,
): Learnt {
  const { transitions, names } = keptTransitions(earlier);
  const tokenOf = new Map(names.map((name, at) => [name, FIRST_COMMAND + at]));
  const known = Int32Array.from(sessions.names, (name) => tokenOf.get(name) ?? UNKNOWN);
  const tokens = sessions.commands.map((command) => known[command]!);
  const seen: TokenSessions = { starts: sessions.starts, tokens };
  const base = {
    sessions: seen,
    edges: findTransitions(seen, transitions, check),
    transitions,
    names,
    scale: keptScale(earlier('calibration')),
  };
  if (setups === undefined || sessions.setups === undefined) return { ...base, setups: undefined };
  const facts = keptFacts(earlier('parameters'));
  const modelled = facts.filter((fact) => fact.modelled).map(({ name }) => name);
  const book = new ActBook();
  keptActs(earlier('setups'), tokenOf, book);
  const ofStep = book.ofSteps(tokens, sessions.setups, setups.members(new Set(modelled)));
  const parts = countSetups(book.acts, FIRST_COMMAND + names.length, modelled);
  return { ...base, setups: { parts, acts: book.acts, ofStep, facts } };
}

function keptTransitions(earlier: (table: string) => KeptTable): {
  readonly transitions: TransitionCounts;
  readonly names: readonly string[];
} {
  const tokens = earlier('tokens');
  const texts = textOf(tokens, 'token');
  const names = Array.from(texts.ids.subarray(FIRST_COMMAND), (id) => texts.values[id]!);
  const table = earlier('transitions');
  const from = intsOf(table, 'fromToken');
  const rowStarts = new Int32Array(FIRST_COMMAND + names.length + 1);
  for (const token of from) rowStarts[token + 1]!++;
  for (let at = 1; at < rowStarts.length; at++) rowStarts[at]! += rowStarts[at - 1]!;
  return {
    transitions: {
      tokenCounts: intsOf(tokens, 'count'),
      rowStarts,
      to: intsOf(table, 'toToken'),
      counts: intsOf(table, 'count'),
    },
    names,
  };
}

function keptScale(table: KeptTable): SurpriseScale {
  return {
    bits: numbersOf(table, 'bits'),
    share: numbersOf(table, 'share'),
    stretches: numbersOf(table, 'stretches')[0] ?? 0,
    meanBits: numbersOf(table, 'mean')[0] ?? 0,
  };
}

/** Facts of parameters as an earlier run has kept them. */
export function keptFacts(table: KeptTable): readonly ParameterFacts[] {
  const names = textOf(table, 'parameter');
  const events = intsOf(table, 'events');
  const filled = intsOf(table, 'filled');
  const distinct = intsOf(table, 'distinctValues');
  const modelled = flagsOf(table, 'modelled');
  return Array.from(names.ids, (id, at) => ({
    name: names.values[id]!,
    events: events[at]!,
    filled: filled[at]!,
    distinct: distinct[at]!,
    modelled: modelled[at] === 1,
  }));
}

function keptActs(table: KeptTable, tokenOf: ReadonlyMap<string, number>, book: ActBook): void {
  if (table.rows === 0) {
    throw new WorkbenchError({
      code: 'bad-parameter',
      message: 'The kept model knows commands only, no parameters.',
      hint: 'Choose sessionType=commands, or a model that learnt parameters.',
    });
  }
  const commands = textOf(table, 'command');
  const counts = intsOf(table, 'count');
  const { ids, fields } = recordOf(table, 'parameters');
  const names = fields['names'];
  const values = fields['values'];
  assert(names?.kind === 'list' && values?.kind === 'list', 'lists of names and values');
  for (let row = 0; row < table.rows; row++) {
    const members: SetupMember[] = [];
    for (let at = names.starts[ids[row]!]!; at < names.starts[ids[row]! + 1]!; at++) {
      members.push({ name: names.values[names.ids[at]!]!, value: values.values[values.ids[at]!] });
    }
    const token = tokenOf.get(commands.values[commands.ids[row]!]!) ?? UNKNOWN;
    book.acts[book.number(token, members)]!.count += counts[row]!;
  }
}

/** A token in words. */
export function tokenText(token: number, names: readonly string[]): string {
  return token < FIRST_COMMAND ? TOKEN_TEXTS[token]! : names[token - FIRST_COMMAND]!;
}

/** Kind of a token as tables tell it. */
export function tokenKind(token: number): string {
  if (token === START) return 'start';
  if (token === END) return 'end';
  return token === UNKNOWN ? 'unknown' : 'command';
}
