/**
 * Probability of the parameters (and modelled values) that a command has, out of counts from which
 * some events can be taken away and put back.
 *
 * An act is a command with one setup of parameters. Published: given the command, every parameter
 * known for it (and UNKNOWN, which is never there) is an independent yes or no; each value depends on its
 * parameter only; the product to the power 1/k, k = parameters known for the command + UNKNOWN +
 * modelled values; 1 for an empty setup. Sums of logarithms of what is absent are kept per command, so
 * an act costs only what it has.
 *
 * Ours: surprise in bits, without the root, which lets one odd parameter drown among many ordinary
 * ones: what the same yes-and-noes and values say beyond what they say on average for the command, but
 * no more than the act as a whole says (Witten-Bell), since parameters that always come together are
 * not each a surprise.
 */
import { portableExp, portableLog } from '#workers/base/portable-math.ts';
import type { TransitionModel } from './transition-model.ts';

/** Numbers below 0 in `values`. */
export const VALUE_UNKNOWN = -1;
export const VALUE_UNMODELLED = -2;

/** Acts and what was learnt of them. Compressed rows. */
export interface SetupCounts {
  /** Token of each act's command. */
  readonly actTokens: Int32Array;
  /** How often each act was seen. */
  readonly actCounts: Int32Array;
  /** Parameters of an act: from `actStarts[act]` up to `actStarts[act + 1]`. */
  readonly actStarts: Int32Array;
  /** Number of the pair (command, parameter) of each; -1 = never seen together. */
  readonly pairs: Int32Array;
  /** Value of each: a number into `valueCounts`, or one of the constants above. */
  readonly values: Int32Array;
  /** Parameter of each as far as values are modelled, else -1: a number into `valueStarts`. */
  readonly modelled: Int32Array;
  /** Pairs of a command token: from `pairStarts[token]` up to `pairStarts[token + 1]`. */
  readonly pairStarts: Int32Array;
  readonly pairCounts: Int32Array;
  /** Values of a modelled parameter: from `valueStarts[parameter]` up to `valueStarts[parameter + 1]`. */
  readonly valueStarts: Int32Array;
  readonly valueCounts: Int32Array;
}

/** Counts below this are looked up. */
const REMEMBERED_COUNTS = 64;
const INVERSE_LN2 = 1.4426950408889634;

/** Counts of acts, and probabilities that follow them as they change. */
export class SetupModel {
  readonly counts: SetupCounts;
  readonly actCounts: Int32Array;
  readonly pairCounts: Int32Array;
  readonly valueCounts: Int32Array;
  /** By command token: different acts seen. */
  private readonly acts: Int32Array;
  private readonly transitions: TransitionModel;
  /** Sums per command and probabilities per act are good for one state of the counts. */
  private state = 1;
  private readonly baseStates: Int32Array;
  private readonly baseLogs: Float64Array;
  private readonly ownLogs: Float64Array;
  private readonly baseKnown: Int32Array;
  /** By count, published and our own: logarithms while one command is settled. */
  private readonly absentLogs = new Float64Array(2 * REMEMBERED_COUNTS);
  private readonly actStates: Int32Array;
  private readonly actProbabilities: Float64Array;
  /** By modelled parameter: counts of all its values, and how many different ones there are. */
  private readonly valueSums: Int32Array;
  private readonly valueKinds: Int32Array;
  /** Mean surprise of a command's yes-and-noes, and of a parameter's value: of all that was learnt. */
  private readonly usualSetup: Float64Array;
  private readonly usualValue: Float64Array;

  constructor(counts: SetupCounts, transitions: TransitionModel) {
    this.counts = counts;
    this.transitions = transitions;
    this.actCounts = counts.actCounts.slice();
    this.pairCounts = counts.pairCounts.slice();
    this.valueCounts = counts.valueCounts.slice();
    const tokens = counts.pairStarts.length - 1;
    this.acts = new Int32Array(tokens);
    counts.actTokens.forEach((token, act) => {
      if (counts.actCounts[act]! > 0) this.acts[token]!++;
    });
    this.baseStates = new Int32Array(tokens);
    this.baseLogs = new Float64Array(tokens);
    this.ownLogs = new Float64Array(tokens);
    this.baseKnown = new Int32Array(tokens);
    this.actStates = new Int32Array(counts.actTokens.length);
    this.actProbabilities = new Float64Array(counts.actTokens.length);
    const parameters = counts.valueStarts.length - 1;
    this.valueSums = new Int32Array(parameters);
    this.valueKinds = new Int32Array(parameters);
    this.usualSetup = new Float64Array(tokens);
    this.usualValue = new Float64Array(parameters);
    for (let parameter = 0; parameter < parameters; parameter++) this.learnValues(parameter);
    for (let token = 0; token < tokens; token++) this.usualSetup[token] = this.meanSetupBits(token);
  }

  private learnValues(parameter: number): void {
    const { valueStarts } = this.counts;
    for (let at = valueStarts[parameter]!; at < valueStarts[parameter + 1]!; at++) {
      this.valueSums[parameter]! += this.valueCounts[at]!;
      if (this.valueCounts[at]! > 0) this.valueKinds[parameter]!++;
    }
    let sum = 0;
    for (let at = valueStarts[parameter]!; at < valueStarts[parameter + 1]!; at++) {
      const share = this.valueCounts[at]! / this.valueSums[parameter]!;
      if (share > 0) sum -= share * portableLog(share);
    }
    this.usualValue[parameter] = sum * INVERSE_LN2;
  }

  private meanSetupBits(token: number): number {
    const { pairStarts } = this.counts;
    let sum = 0;
    for (let pair = pairStarts[token]!; pair < pairStarts[token + 1]!; pair++) {
      const share = this.ownShare(token, pair);
      sum -= share * portableLog(share) + (1 - share) * portableLog(1 - share);
    }
    return sum * INVERSE_LN2;
  }

  /** Share of a command's events that have a parameter, half an event added on either side. */
  private ownShare(token: number, pair: number): number {
    const count = pair < 0 ? 0 : this.pairCounts[pair]!;
    return (count + 0.5) / (this.transitions.followed(token) + 1);
  }

  /** Adds (1) or takes away (-1) one event of an act. */
  weigh(act: number, by: 1 | -1): void {
    const { actTokens, actStarts, pairs, values, modelled } = this.counts;
    const before = this.actCounts[act]!;
    this.actCounts[act] = before + by;
    if (before === 0) this.acts[actTokens[act]!]!++;
    else if (before + by === 0) this.acts[actTokens[act]!]!--;
    for (let at = actStarts[act]!; at < actStarts[act + 1]!; at++) {
      this.pairCounts[pairs[at]!]! += by;
      if (values[at]! >= 0) this.weighValue(modelled[at]!, values[at]!, by);
    }
  }

  private weighValue(parameter: number, value: number, by: 1 | -1): void {
    const before = this.valueCounts[value]!;
    this.valueCounts[value] = before + by;
    this.valueSums[parameter]! += by;
    if (before === 0) this.valueKinds[parameter]!++;
    else if (before + by === 0) this.valueKinds[parameter]!--;
  }

  /** To be said when counts of this or of the transitions have changed. */
  changed(): void {
    this.state++;
  }

  /** Published probability of a parameter given its command. */
  pairProbability(token: number, pair: number): number {
    return (this.pairCounts[pair]! + 1) / this.transitions.smoothed(token);
  }

  /** Published probability of a value given its parameter; `value` may be {@link VALUE_UNKNOWN}. */
  valueProbability(parameter: number, value: number): number {
    const count = value < 0 ? 0 : this.valueCounts[value]!;
    return (count + 1) / (this.valueSums[parameter]! + this.valueKinds[parameter]! + 1);
  }

  /** Published probability of an act's parameters, 0 < p ≤ 1. */
  probability(act: number): number {
    if (this.actStates[act] === this.state) return this.actProbabilities[act]!;
    const probability = this.compute(act);
    this.actStates[act] = this.state;
    this.actProbabilities[act] = probability;
    return probability;
  }

  private compute(act: number): number {
    const { actTokens, actStarts, pairs, values, modelled } = this.counts;
    const from = actStarts[act]!;
    const to = actStarts[act + 1]!;
    if (from === to) return 1;
    const token = actTokens[act]!;
    this.settle(token);
    let log = this.baseLogs[token]!;
    let factors = this.baseKnown[token]!;
    for (let at = from; at < to; at++) {
      const pair = pairs[at]!;
      // What was never seen with the command has no say, nor has its value.
      if (pair < 0 || this.pairCounts[pair] === 0) continue;
      const probability = this.pairProbability(token, pair);
      log += portableLog(probability) - portableLog(1 - probability);
      if (modelled[at]! < 0) continue;
      log += portableLog(this.valueProbability(modelled[at]!, values[at]!));
      factors++;
    }
    return portableExp(log / factors);
  }

  /** Sum over all that is known for a command, as if it were absent. */
  private settle(token: number): void {
    if (this.baseStates[token] === this.state) return;
    const { pairStarts } = this.counts;
    const smoothed = this.transitions.smoothed(token);
    let log = portableLog(1 - 1 / smoothed);
    let own = 0;
    let known = 1;
    // A command may have a great many parameters that are all rare: their logarithms are taken once.
    this.absentLogs.fill(NaN);
    for (let pair = pairStarts[token]!; pair < pairStarts[token + 1]!; pair++) {
      const count = this.pairCounts[pair]!;
      if (count === 0) continue;
      const slot = count < REMEMBERED_COUNTS ? 2 * count : 0;
      if (slot === 0 || Number.isNaN(this.absentLogs[slot]!)) {
        this.absentLogs[slot] = portableLog(1 - this.pairProbability(token, pair));
        this.absentLogs[slot + 1] = portableLog(1 - this.ownShare(token, pair));
      }
      log += this.absentLogs[slot]!;
      own += this.absentLogs[slot + 1]!;
      known++;
    }
    this.baseStates[token] = this.state;
    this.baseLogs[token] = log;
    this.ownLogs[token] = own;
    this.baseKnown[token] = known;
  }

  /** Surprise in bits that a command has just these parameters, 0 or more; 0 for an unknown command. */
  bits(act: number): number {
    const token = this.counts.actTokens[act]!;
    const followed = this.transitions.followed(token);
    if (followed === 0) return 0;
    const { log, usual } = this.ownLog(act, token);
    const beyond = -log * INVERSE_LN2 - usual;
    if (beyond <= 0) return 0;
    const acts = this.acts[token]!;
    const whole = (this.actCounts[act]! + acts * portableExp(log)) / (followed + acts);
    return whole > 0 ? Math.min(beyond, -portableLog(whole) * INVERSE_LN2) : beyond;
  }

  /** Logarithm of the product of all yes-and-noes and values, and the surprise that is usual there. */
  private ownLog(act: number, token: number): { readonly log: number; readonly usual: number } {
    const { actStarts, pairs, values, modelled } = this.counts;
    this.settle(token);
    let log = this.ownLogs[token]!;
    let usual = this.usualSetup[token]!;
    for (let at = actStarts[act]!; at < actStarts[act + 1]!; at++) {
      const pair = pairs[at]!;
      const isKnown = pair >= 0 && this.pairCounts[pair]! > 0;
      const share = this.ownShare(token, pair);
      log += portableLog(share) - (isKnown ? portableLog(1 - share) : 0);
      if (modelled[at]! < 0) continue;
      log += portableLog(this.valueProbability(modelled[at]!, values[at]!));
      usual += this.usualValue[modelled[at]!]!;
    }
    return { log, usual };
  }
}
