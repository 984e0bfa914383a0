/**
 * Commands with their parameters, put together from all slices: which parameters there are, whose
 * values are modelled, and which different acts (a command with one setup of parameters) occur.
 */
import {
  VALUE_UNKNOWN,
  VALUE_UNMODELLED,
  type SetupCounts,
} from '#workers/algorithms/setup-model.ts';
import { byCodePoints } from '#workers/base/code-points.ts';
import {
  VALUE_DROPPED,
  VALUE_EMPTY,
  VALUE_NONE,
  type SliceParameters,
} from './parameter-collector.ts';
import type { Plan } from './plan.ts';

/** What is known of one parameter. */
export interface ParameterFacts {
  readonly name: string;
  /** Steps that have it; with a value that is not empty. */
  events: number;
  filled: number;
  /** Different values, counted up to one more than can be modelled. */
  distinct: number;
  modelled: boolean;
}

/** A parameter of a setup; the value is there only where it is modelled ('' = empty). */
export interface SetupMember {
  readonly name: string;
  readonly value: string | undefined;
}

/** A command with its parameters, sorted by name. */
export interface Act {
  readonly token: number;
  readonly members: readonly SetupMember[];
  count: number;
}

/** Setups of all slices, numbered slice by slice. */
export class Setups {
  /** First number of each slice's setups. */
  readonly bases: readonly number[];
  private readonly parts: readonly SliceParameters[];
  private readonly total: number;

  constructor(parts: readonly SliceParameters[]) {
    this.parts = parts;
    const bases: number[] = [];
    let total = 0;
    for (const part of parts) {
      bases.push(total);
      total += part.starts.length - 1;
    }
    this.bases = bases;
    this.total = total;
  }

  /** Facts of all parameters that the given steps have, by name. */
  facts(ofStep: Int32Array, plan: Plan): readonly ParameterFacts[] {
    const uses = new Int32Array(this.total);
    for (const setup of ofStep) uses[setup]!++;
    const found = new Map<string, ParameterFacts & { readonly values: Set<string> }>();
    this.parts.forEach((part, at) => {
      for (let setup = 0; setup + 1 < part.starts.length; setup++) {
        const count = uses[this.bases[at]! + setup]!;
        if (count === 0) continue;
        for (let member = part.starts[setup]!; member < part.starts[setup + 1]!; member++) {
          const parameter = part.parameters[member]!;
          const name = part.names[parameter]!;
          const facts = found.get(name) ?? newFacts(name);
          found.set(name, facts);
          noteValue(facts, { part, parameter, value: part.valueIds[member]!, count }, plan);
        }
      }
    });
    return [...found.values()]
      .map(({ values: _, ...facts }) => ({ ...facts, modelled: isModelled(facts, plan) }))
      .sort((a, b) => byCodePoints(a.name, b.name));
  }

  /** Members of every setup, values only of modelled parameters. */
  members(modelled: ReadonlySet<string>): readonly (readonly SetupMember[])[] {
    return this.parts.flatMap((part) =>
      Array.from({ length: part.starts.length - 1 }, (_, setup) => {
        const members: SetupMember[] = [];
        for (let at = part.starts[setup]!; at < part.starts[setup + 1]!; at++) {
          const parameter = part.parameters[at]!;
          const name = part.names[parameter]!;
          const value = modelled.has(name)
            ? textOf(part, parameter, part.valueIds[at]!)
            : undefined;
          members.push({ name, value });
        }
        return members.sort((a, b) => byCodePoints(a.name, b.name));
      }),
    );
  }
}

/** A value that was not kept is one that nothing is known of, like an empty one. */
function textOf(part: SliceParameters, parameter: number, value: number): string | undefined {
  if (value === VALUE_NONE) return undefined;
  return part.values[parameter]![value] ?? '';
}

function newFacts(name: string): ParameterFacts & { readonly values: Set<string> } {
  return { name, events: 0, filled: 0, distinct: 0, modelled: false, values: new Set() };
}

interface Use {
  readonly part: SliceParameters;
  readonly parameter: number;
  readonly value: number;
  readonly count: number;
}

function noteValue(
  facts: ParameterFacts & { readonly values: Set<string> },
  { part, parameter, value, count }: Use,
  plan: Plan,
): void {
  facts.events += count;
  if (value === VALUE_EMPTY || value === VALUE_NONE) return;
  facts.filled += count;
  if (value === VALUE_DROPPED) facts.distinct = plan.maxDistinctValues + 1;
  else {
    facts.values.add(part.values[parameter]![value]!);
    facts.distinct = Math.max(
      facts.distinct,
      Math.min(facts.values.size, plan.maxDistinctValues + 1),
    );
  }
}

/**
 * The published heuristic, or what the analyst says. Empty values are none of the different ones, but
 * an event that has the parameter counts, whatever it holds.
 */
function isModelled({ name, events, distinct }: ParameterFacts, plan: Plan): boolean {
  const { values } = plan;
  if (values.kind === 'these') return values.names.has(name);
  if (values.kind === 'all') return true;
  return (
    distinct > 0 &&
    distinct <= plan.maxDistinctValues &&
    events >= plan.minValueCount &&
    distinct / events <= plan.maxDistinctShare
  );
}

/** Numbers different acts. */
export class ActBook {
  readonly acts: Act[] = [];
  private readonly numbers = new Map<string, number>();

  /** Number of an act; a new one begins with a count of 0. */
  number(token: number, members: readonly SetupMember[]): number {
    const name = `${token}${members.map(memberName).join('')}`;
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.acts.length);
    return this.acts.push({ token, members, count: 0 }) - 1;
  }

  /** Numbers of the acts of steps. @param setups members of every setup that `ofStep` names */
  ofSteps(
    tokens: Int32Array,
    ofStep: Int32Array,
    setups: readonly (readonly SetupMember[])[],
  ): Int32Array {
    const pairs = new Map<number, number>();
    return tokens.map((token, step) => {
      const setup = ofStep[step]!;
      const pair = token * setups.length + setup;
      let act = pairs.get(pair);
      if (act === undefined) {
        act = this.number(token, setups[setup]!);
        pairs.set(pair, act);
      }
      return act;
    });
  }
}

function memberName({ name, value }: SetupMember): string {
  return value === undefined
    ? `|${name.length}:${name}`
    : `|${name.length}:${name}=${value.length}:${value}`;
}

/** Pairs (command, parameter) and values of modelled parameters, beside the counts. */
export interface SetupParts {
  readonly counts: SetupCounts;
  /** Parameter of each pair. */
  readonly pairNames: readonly string[];
  /** Modelled parameters, sorted. */
  readonly modelledNames: readonly string[];
  /** All values of modelled parameters, one parameter after the other. */
  readonly valueTexts: readonly string[];
}

/** Counts acts up into pairs and values. @param tokenCount number of all tokens */
export function countSetups(
  acts: readonly Act[],
  tokenCount: number,
  modelledNames: readonly string[],
): SetupParts {
  const pairs = numberPairs(acts, tokenCount);
  const values = numberValues(acts, modelledNames);
  const total = acts.reduce((sum, { members }) => sum + members.length, 0);
  const counts: SetupCounts = {
    actTokens: Int32Array.from(acts, ({ token }) => token),
    actCounts: Int32Array.from(acts, ({ count }) => count),
    actStarts: new Int32Array(acts.length + 1),
    pairs: new Int32Array(total),
    values: new Int32Array(total),
    modelled: new Int32Array(total),
    pairStarts: pairs.starts,
    pairCounts: new Int32Array(pairs.names.length),
    valueStarts: values.starts,
    valueCounts: new Int32Array(values.texts.length),
  };
  let at = 0;
  acts.forEach(({ token, members, count }, act) => {
    for (const { name, value } of members) {
      const pair = pairs.numbers[token]?.get(name) ?? -1;
      const parameter = value === undefined ? -1 : (values.parameters.get(name) ?? -1);
      const number = parameter < 0 ? VALUE_UNMODELLED : values.number(parameter, value!);
      counts.pairs[at] = pair;
      counts.modelled[at] = parameter;
      counts.values[at++] = number;
      if (pair >= 0) counts.pairCounts[pair]! += count;
      if (number >= 0) counts.valueCounts[number]! += count;
    }
    counts.actStarts[act + 1] = at;
  });
  return { counts, pairNames: pairs.names, modelledNames, valueTexts: values.texts };
}

interface Pairs {
  readonly starts: Int32Array;
  readonly names: readonly string[];
  /** By token: parameter → pair. */
  readonly numbers: readonly (Map<string, number> | undefined)[];
}

/** Only what was seen is a pair: acts without a count were only asked about. */
function numberPairs(acts: readonly Act[], tokenCount: number): Pairs {
  const numbers: (Map<string, number> | undefined)[] = new Array<undefined>(tokenCount);
  for (const { token, members, count } of acts) {
    if (count === 0) continue;
    const own = (numbers[token] ??= new Map());
    for (const { name } of members) own.set(name, -1);
  }
  const starts = new Int32Array(tokenCount + 1);
  const names: string[] = [];
  for (let token = 0; token < tokenCount; token++) {
    const own = numbers[token];
    for (const name of [...(own?.keys() ?? [])].sort(byCodePoints))
      own!.set(name, names.push(name) - 1);
    starts[token + 1] = names.length;
  }
  return { starts, names, numbers };
}

interface Values {
  readonly starts: Int32Array;
  readonly texts: readonly string[];
  /** Name → number of a modelled parameter. */
  readonly parameters: ReadonlyMap<string, number>;
  readonly number: (parameter: number, value: string) => number;
}

function numberValues(acts: readonly Act[], modelledNames: readonly string[]): Values {
  const parameters = new Map(modelledNames.map((name, at) => [name, at]));
  const known = modelledNames.map(() => new Map<string, number>());
  for (const { members, count } of acts) {
    if (count === 0) continue;
    for (const { name, value } of members) {
      const parameter = parameters.get(name);
      if (parameter !== undefined && value !== undefined && value !== '')
        known[parameter]!.set(value, -1);
    }
  }
  const starts = new Int32Array(modelledNames.length + 1);
  const texts: string[] = [];
  known.forEach((values, parameter) => {
    for (const value of [...values.keys()].sort(byCodePoints))
      values.set(value, texts.push(value) - 1);
    starts[parameter + 1] = texts.length;
  });
  return {
    starts,
    texts,
    parameters,
    number: (parameter, value) => known[parameter]!.get(value) ?? VALUE_UNKNOWN,
  };
}
