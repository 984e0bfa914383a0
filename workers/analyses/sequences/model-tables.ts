/** The model as tables: what follows what, which parameters, which values, with counts and probabilities. */
import type { KeptTable } from '#contract/block.ts';
import type { SetupModel } from '#workers/algorithms/setup-model.ts';
import { VALUE_UNKNOWN } from '#workers/algorithms/setup-model.ts';
import type { SurpriseScale } from '#workers/algorithms/surprise-scale.ts';
import { END, FIRST_COMMAND, START, UNKNOWN } from '#workers/algorithms/transition-counts.ts';
import type { TransitionModel } from '#workers/algorithms/transition-model.ts';
import { flagColumn, intColumn, keptTableOf, numberColumn, textColumn } from '../table-columns.ts';
import { TOKEN_TEXTS, tokenKind, tokenText, type Learnt } from './learn.ts';
import type { Act, ParameterFacts, SetupParts } from './setups.ts';

/** How many sessions and people have something. */
export interface Spread {
  readonly sessions: Int32Array;
  readonly people: Int32Array;
}

/** The table `tokens`. */
export function tokenTable({ names }: Learnt, model: TransitionModel, spread: Spread): KeptTable {
  const count = FIRST_COMMAND + names.length;
  const tokens = Int32Array.from({ length: count }, (_, token) => token);
  return keptTableOf(count, {
    token: textColumn(Array.from(tokens, (token) => tokenText(token, names))),
    kind: textColumn(Array.from(tokens, tokenKind)),
    count: intColumn(model.tokenCounts.slice()),
    smoothedCount: numberColumn(Float64Array.from(tokens, (token) => model.smoothed(token))),
    prior: numberColumn(Float64Array.from(tokens, (token) => model.prior(token))),
    sessions: intColumn(spread.sessions),
    identities: intColumn(spread.people),
  });
}

/** The table `transitions`. */
export function transitionTable(
  { transitions, names }: Learnt,
  model: TransitionModel,
  spread: Spread,
): KeptTable {
  const edges = transitions.to.length;
  const from = new Int32Array(edges);
  for (let token = 0; token + 1 < transitions.rowStarts.length; token++) {
    from.fill(token, transitions.rowStarts[token], transitions.rowStarts[token + 1]);
  }
  const texts = [...TOKEN_TEXTS, ...names];
  const numbers = (of: (edge: number) => number): Float64Array => {
    const values = new Float64Array(edges);
    for (let edge = 0; edge < edges; edge++) values[edge] = of(edge);
    return values;
  };
  return keptTableOf(edges, {
    from: { kind: 'text', ids: from, values: texts },
    to: { kind: 'text', ids: transitions.to, values: texts },
    count: intColumn(transitions.counts),
    fromCount: intColumn(from.map((token) => model.followed(token))),
    probability: numberColumn(numbers((edge) => model.transition(from[edge]!, edge))),
    sessions: intColumn(spread.sessions),
    identities: intColumn(spread.people),
    bits: numberColumn(numbers((edge) => model.bits(from[edge]!, transitions.to[edge]!, edge))),
    fromToken: intColumn(from),
    toToken: intColumn(transitions.to),
  });
}

/** The table `commandParameters`: all pairs that occur, and UNKNOWN for every command. */
export function commandParameterTable(
  parts: SetupParts | undefined,
  { names }: Learnt,
  models: { readonly transitions: TransitionModel; readonly setups: SetupModel | undefined },
): KeptTable {
  const rows: { token: number; pair: number }[] = [];
  if (parts !== undefined) {
    const { pairStarts } = parts.counts;
    for (let token = FIRST_COMMAND; token < FIRST_COMMAND + names.length; token++) {
      for (let pair = pairStarts[token]!; pair < pairStarts[token + 1]!; pair++)
        rows.push({ token, pair });
      rows.push({ token, pair: -1 });
    }
  }
  const { transitions, setups } = models;
  return keptTableOf(rows.length, {
    command: textColumn(rows.map(({ token }) => tokenText(token, names))),
    parameter: textColumn(
      rows.map(({ pair }) => (pair < 0 ? TOKEN_TEXTS[UNKNOWN] : parts!.pairNames[pair]!)),
    ),
    kind: textColumn(rows.map(({ pair }) => (pair < 0 ? 'unknown' : 'parameter'))),
    count: intColumn(
      Int32Array.from(rows, ({ pair }) => (pair < 0 ? 0 : parts!.counts.pairCounts[pair]!)),
    ),
    commandCount: intColumn(Int32Array.from(rows, ({ token }) => transitions.tokenCounts[token]!)),
    probability: numberColumn(
      Float64Array.from(rows, ({ token, pair }) =>
        pair < 0 ? 1 / transitions.smoothed(token) : setups!.pairProbability(token, pair),
      ),
    ),
  });
}

/** The table `parameters`. */
export function parameterTable(facts: readonly ParameterFacts[]): KeptTable {
  return keptTableOf(facts.length, {
    parameter: textColumn(facts.map(({ name }) => name)),
    events: intColumn(Int32Array.from(facts, ({ events }) => events)),
    filled: intColumn(Int32Array.from(facts, ({ filled }) => filled)),
    distinctValues: intColumn(Int32Array.from(facts, ({ distinct }) => distinct)),
    modelled: flagColumn(Uint8Array.from(facts, ({ modelled }) => (modelled ? 1 : 0))),
  });
}

/** The table `values`: all that occur, and UNKNOWN for every modelled parameter. */
export function valueTable(
  parts: SetupParts | undefined,
  model: SetupModel | undefined,
): KeptTable {
  const rows: { parameter: number; value: number }[] = [];
  parts?.modelledNames.forEach((_, parameter) => {
    const { valueStarts } = parts.counts;
    for (let at = valueStarts[parameter]!; at < valueStarts[parameter + 1]!; at++)
      rows.push({ parameter, value: at });
    rows.push({ parameter, value: VALUE_UNKNOWN });
  });
  const countOf = (value: number): number => (value < 0 ? 0 : parts!.counts.valueCounts[value]!);
  const sums = new Map<number, number>();
  for (const { parameter, value } of rows)
    sums.set(parameter, (sums.get(parameter) ?? 0) + countOf(value));
  return keptTableOf(rows.length, {
    parameter: textColumn(rows.map(({ parameter }) => parts!.modelledNames[parameter]!)),
    value: textColumn(
      rows.map(({ value }) => (value < 0 ? TOKEN_TEXTS[UNKNOWN] : parts!.valueTexts[value]!)),
    ),
    kind: textColumn(rows.map(({ value }) => (value < 0 ? 'unknown' : 'value'))),
    count: intColumn(Int32Array.from(rows, ({ value }) => countOf(value))),
    parameterCount: intColumn(Int32Array.from(rows, ({ parameter }) => sums.get(parameter)!)),
    probability: numberColumn(
      Float64Array.from(rows, ({ parameter, value }) => model!.valueProbability(parameter, value)),
    ),
  });
}

/** The table `setups`: commands with all their parameters, in order of first use. */
export function setupTable(acts: readonly Act[], { names }: Learnt): KeptTable {
  const starts = new Int32Array(acts.length + 1);
  acts.forEach(({ members }, at) => {
    starts[at + 1] = starts[at]! + members.length;
  });
  const all = acts.flatMap(({ members }) => members);
  return keptTableOf(acts.length, {
    command: textColumn(acts.map(({ token }) => tokenText(token, names))),
    parameters: {
      kind: 'record',
      ids: Int32Array.from(acts, (_, at) => at),
      fields: {
        names: { ...textColumn(all.map(({ name }) => name)), kind: 'list', starts },
        values: { ...textColumn(all.map(({ value }) => value)), kind: 'list', starts },
      },
    },
    count: intColumn(Int32Array.from(acts, ({ count }) => count)),
  });
}

/** The table `calibration`. */
export function calibrationTable({ bits, share, stretches, meanBits }: SurpriseScale): KeptTable {
  const once = (value: number): Float64Array =>
    Float64Array.from(bits, (_, row) => (row === 0 ? value : NaN));
  return keptTableOf(bits.length, {
    bits: numberColumn(bits),
    share: numberColumn(share),
    stretches: numberColumn(once(stretches)),
    mean: numberColumn(once(meanBits)),
  });
}

const CHECK_EVERY = 1 << 14;

/** How many sessions and people have each transition and each token. */
export function spreadOf(
  { sessions, edges, transitions }: Learnt,
  people: Int32Array,
  check: () => void,
): { readonly transitions: Spread; readonly tokens: Spread } {
  const ofEdges = new SpreadCounter(transitions.to.length);
  const ofTokens = new SpreadCounter(transitions.tokenCounts.length);
  const { starts, tokens } = sessions;
  for (let session = 0; session + 1 < starts.length; session++) {
    if (session % CHECK_EVERY === 0) check();
    const person = people[session]!;
    for (let step = starts[session]!; step < starts[session + 1]!; step++) {
      ofEdges.note(edges.into[step]!, session, person);
      ofTokens.note(tokens[step]!, session, person);
    }
    ofEdges.note(edges.end[session]!, session, person);
    ofTokens.note(START, session, person);
    ofTokens.note(END, session, person);
  }
  return { transitions: ofEdges.spread, tokens: ofTokens.spread };
}

class SpreadCounter {
  readonly spread: Spread;
  private readonly lastSession: Int32Array;
  private readonly lastPerson: Int32Array;

  constructor(length: number) {
    this.spread = { sessions: new Int32Array(length), people: new Int32Array(length) };
    this.lastSession = new Int32Array(length).fill(-1);
    this.lastPerson = new Int32Array(length).fill(-1);
  }

  /** Sessions and people come in ascending order. */
  note(thing: number, session: number, person: number): void {
    if (thing < 0) return;
    if (this.lastSession[thing] !== session) this.spread.sessions[thing]!++;
    if (this.lastPerson[thing] !== person) this.spread.people[thing]!++;
    this.lastSession[thing] = session;
    this.lastPerson[thing] = person;
  }
}
