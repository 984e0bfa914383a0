/**
 * Scores all sessions by a model: published likelihoods and rarest windows, and our surprise. Sessions
 * may be dealt into groups; each group is then scored with its own sessions taken out of the counts
 * and put back afterwards, which costs no more than the group itself.
 */
import { portableExp, portableLog, portablePow } from '#workers/base/portable-math.ts';
import { SurpriseCounter, type SurpriseScale } from './surprise-scale.ts';
import type { SetupModel } from './setup-model.ts';
import { END, START, type StepTransitions, type TokenSessions } from './transition-counts.ts';
import type { TransitionModel } from './transition-model.ts';
import {
  rarestWindow,
  sessionLikelihood,
  type Factors,
  type RarestWindow,
} from './window-scores.ts';

export interface ScoreInput extends TokenSessions {
  readonly edges: StepTransitions;
  readonly transitions: TransitionModel;
  /** Act of each step, and what is known of acts; absent when only commands are modelled. */
  readonly acts?: { readonly ofStep: Int32Array; readonly model: SetupModel } | undefined;
  /** Group of each session that is held out while it is scored; absent: nothing is. */
  readonly groups?: { readonly ofSession: Int32Array; readonly count: number } | undefined;
  readonly window: number;
  readonly withTokens: boolean;
  readonly geometricMean: boolean;
  /** Keep what each step was worth, which {@link SessionScores.steps} tells. */
  readonly keepsSteps: boolean;
  readonly onProgress: (ratio01: number) => void;
  readonly check: () => void;
}

/** Windows of one length: NaN and -1 where a session is too short. */
export interface WindowColumn {
  readonly likelihood: Float64Array;
  readonly start: Int32Array;
}

/** One value per step; the steps to the end of each session come after all others, by session. */
export interface StepWorth {
  readonly count: Int32Array;
  readonly followed: Int32Array;
  readonly probability: Float64Array;
  readonly parameters: Float64Array;
  readonly bits: Float64Array;
}

export interface SessionScores {
  readonly likelihood: Float64Array;
  /** log10. */
  readonly logLikelihood: Float64Array;
  readonly geometricMean: Float64Array;
  readonly windows: ReadonlyMap<number, WindowColumn>;
  /** Sum of all steps' surprise. */
  readonly totalBits: Float64Array;
  /** Surprise of the most surprising stretch of `window` steps, of all of it when it is shorter. */
  readonly stretchBits: Float64Array;
  /** The most surprising step: its position, `length` = the end; its counts; whether parameters make it so. */
  readonly rarest: {
    readonly step: Int32Array;
    readonly count: Int32Array;
    readonly followed: Int32Array;
    readonly byParameters: Uint8Array;
  };
  readonly steps: StepWorth | undefined;
  readonly scale: SurpriseScale;
}

const LN10 = 2.302585092994046;
/** Steps between two looks at whether anybody still waits: well under 100 ms. */
const CHECK_EVERY = 1 << 15;

/** O(steps · window). */
export function scoreSessions(input: ScoreInput): SessionScores {
  return new Scorer(input).run();
}

class Scorer {
  private readonly input: ScoreInput;
  private readonly sessions: number;
  private readonly factors: Factors = {
    length: 0,
    after: new Float64Array(256),
    alone: new Float64Array(256),
    endAfter: 0,
    endAlone: 0,
  };
  private bits = new Float64Array(257);
  private readonly out: SessionScores & { readonly scaleCounter: SurpriseCounter };
  private readonly found: RarestWindow = { likelihood: NaN, start: -1 };
  private sinceCheck = 0;
  private allBits = 0;
  /** By transition what was worked out before: it is the same for every step as long as nobody is held out. */
  private readonly known: { readonly logs: Float64Array; readonly bits: Float64Array } | undefined;

  constructor(input: ScoreInput) {
    this.input = input;
    this.sessions = input.starts.length - 1;
    const { sessions } = this;
    if (input.groups === undefined) {
      const unknown = (): Float64Array =>
        new Float64Array(input.transitions.counts.length).fill(NaN);
      this.known = { logs: unknown(), bits: unknown() };
    }
    const lengths = new Set([2, 3, input.window]);
    const steps = input.tokens.length + sessions;
    this.out = {
      likelihood: new Float64Array(sessions),
      logLikelihood: new Float64Array(sessions),
      geometricMean: new Float64Array(sessions),
      windows: new Map(
        [...lengths].map((length) => [
          length,
          { likelihood: new Float64Array(sessions), start: new Int32Array(sessions) },
        ]),
      ),
      totalBits: new Float64Array(sessions),
      stretchBits: new Float64Array(sessions),
      rarest: {
        step: new Int32Array(sessions),
        count: new Int32Array(sessions),
        followed: new Int32Array(sessions),
        byParameters: new Uint8Array(sessions),
      },
      steps: input.keepsSteps ? stepWorth(steps) : undefined,
      scale: new SurpriseCounter().finish(0),
      scaleCounter: new SurpriseCounter(),
    };
  }

  run(): SessionScores {
    const { groups } = this.input;
    if (groups === undefined) {
      for (let session = 0; session < this.sessions; session++) this.score(session);
    } else this.runGroups(groups.ofSession, groups.count);
    const meanBits =
      this.sessions === 0 ? 0 : this.allBits / (this.input.tokens.length + this.sessions);
    const { scaleCounter, ...scores } = this.out;
    this.countShort(scaleCounter, meanBits);
    return { ...scores, scale: scaleCounter.finish(meanBits) };
  }

  /** Sessions with fewer steps than a stretch join the scale filled up with ordinary steps. */
  private countShort(counter: SurpriseCounter, meanBits: number): void {
    const { starts, window } = this.input;
    for (let session = 0; session < this.sessions; session++) {
      const steps = starts[session + 1]! - starts[session]! + 1;
      if (steps >= window) continue;
      counter.add(this.out.stretchBits[session]! + (window - steps) * meanBits);
    }
  }

  private runGroups(ofSession: Int32Array, count: number): void {
    const { starts, members } = membersOf(ofSession, count);
    for (let group = 0; group < count; group++) {
      const own = members.subarray(starts[group], starts[group + 1]);
      for (const session of own) this.weigh(session, -1);
      this.input.acts?.model.changed();
      for (const session of own) this.score(session);
      for (const session of own) this.weigh(session, 1);
    }
  }

  private weigh(session: number, by: 1 | -1): void {
    const { starts, transitions, edges, acts } = this.input;
    transitions.weigh(this.input, edges, session, by);
    this.pause(starts[session + 1]! - starts[session]!);
    if (acts === undefined) return;
    for (let step = starts[session]!; step < starts[session + 1]!; step++) {
      acts.model.weigh(acts.ofStep[step]!, by);
    }
  }

  private pause(steps: number): void {
    this.sinceCheck += steps + 1;
    if (this.sinceCheck < CHECK_EVERY) return;
    this.sinceCheck = 0;
    this.input.check();
  }

  private score(session: number): void {
    const { starts, tokens, withTokens, geometricMean } = this.input;
    const from = starts[session]!;
    const length = starts[session + 1]! - from;
    this.pause(length);
    if ((session & 1023) === 0) this.input.onProgress(session / this.sessions);
    this.reserve(length);
    const { factors, out, found } = this;
    factors.length = length;
    const logs = this.readSteps(session);
    factors.endAlone = this.input.transitions.prior(END);
    const log = logs - (withTokens ? 0 : this.outerLogs(tokens[from]!));
    out.likelihood[session] = sessionLikelihood(factors, withTokens);
    out.logLikelihood[session] = log / LN10;
    out.geometricMean[session] = portableExp(log / length);
    for (const [window, column] of out.windows) {
      rarestWindow(factors, window, withTokens, found);
      column.likelihood[session] = geometricMean
        ? portablePow(found.likelihood, 1 / window)
        : found.likelihood;
      column.start[session] = found.start;
    }
    this.stretches(session, length);
  }

  /** What the logarithm loses when a session neither begins at the start nor goes to the end. */
  private outerLogs(first: number): number {
    const { factors } = this;
    const parameters = factors.alone[0]! / this.input.transitions.prior(first);
    return (
      portableLog(factors.after[0]! / parameters) -
      portableLog(factors.alone[0]! / parameters) +
      portableLog(factors.endAfter)
    );
  }

  /** Fills the factors and bits of a session's steps. @returns the sum of logarithms, with tokens */
  private readSteps(session: number): number {
    const { starts, tokens, edges, transitions, acts } = this.input;
    const { factors, out, bits } = this;
    const first = starts[session]!;
    const { length } = factors;
    let from = START;
    let logs = 0;
    let mostBits = -1;
    let sum = 0;
    for (let at = 0; at <= length; at++) {
      if ((at & (CHECK_EVERY - 1)) === CHECK_EVERY - 1) this.input.check();
      const step = first + at;
      const isEnd = at === length;
      const to = isEnd ? END : tokens[step]!;
      const edge = isEnd ? edges.end[session]! : edges.into[step]!;
      const transition = transitions.transition(from, edge);
      const act = isEnd || acts === undefined ? -1 : acts.ofStep[step]!;
      const parameters = act < 0 ? 1 : acts!.model.probability(act);
      const probability = transition * parameters;
      if (isEnd) factors.endAfter = probability;
      else {
        factors.after[at] = probability;
        factors.alone[at] = transitions.prior(to) * parameters;
      }
      logs += act < 0 ? this.logOf(edge, transition) : portableLog(probability);
      const way = this.bitsOf(from, to, edge);
      const what = act < 0 ? 0 : acts!.model.bits(act);
      const stepBits = way + what;
      bits[at] = stepBits;
      sum += stepBits;
      if (stepBits > mostBits) {
        mostBits = stepBits;
        out.rarest.step[session] = at;
        out.rarest.byParameters[session] = what > way ? 1 : 0;
        out.rarest.count[session] =
          what > way ? acts!.model.actCounts[act]! : transitions.seen(edge);
        out.rarest.followed[session] = transitions.followed(what > way ? to : from);
      }
      if (out.steps !== undefined) {
        const place = isEnd ? tokens.length + session : step;
        out.steps.count[place] = transitions.seen(edge);
        out.steps.followed[place] = transitions.followed(from);
        out.steps.probability[place] = transition;
        out.steps.parameters[place] = parameters;
        out.steps.bits[place] = stepBits;
      }
      from = to;
    }
    out.totalBits[session] = sum;
    this.allBits += sum;
    return logs;
  }

  private logOf(edge: number, transition: number): number {
    if (this.known === undefined || edge < 0) return portableLog(transition);
    const { logs } = this.known;
    if (Number.isNaN(logs[edge]!)) logs[edge] = portableLog(transition);
    return logs[edge]!;
  }

  private bitsOf(from: number, to: number, edge: number): number {
    const { transitions } = this.input;
    if (this.known === undefined || edge < 0) return transitions.bits(from, to, edge);
    const { bits } = this.known;
    if (Number.isNaN(bits[edge]!)) bits[edge] = transitions.bits(from, to, edge);
    return bits[edge]!;
  }

  /** Counts all stretches of a session and keeps the most surprising one. */
  private stretches(session: number, length: number): void {
    const { window } = this.input;
    const { bits, out } = this;
    const steps = length + 1;
    if (steps < window) {
      out.stretchBits[session] = out.totalBits[session]!;
      return;
    }
    let most = -1;
    for (let start = 0; start + window <= steps; start++) {
      let sum = 0;
      for (let at = start; at < start + window; at++) sum += bits[at]!;
      out.scaleCounter.add(sum);
      if (sum > most) most = sum;
    }
    out.stretchBits[session] = most;
  }

  private reserve(length: number): void {
    if (length < this.factors.after.length) return;
    const size = length * 2;
    this.factors.after = new Float64Array(size);
    this.factors.alone = new Float64Array(size);
    this.bits = new Float64Array(size + 1);
  }
}

function stepWorth(steps: number): StepWorth {
  return {
    count: new Int32Array(steps),
    followed: new Int32Array(steps),
    probability: new Float64Array(steps),
    parameters: new Float64Array(steps),
    bits: new Float64Array(steps),
  };
}

/** Sessions of each group, in their own order. */
function membersOf(
  ofSession: Int32Array,
  count: number,
): { readonly starts: Int32Array; readonly members: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (const group of ofSession) starts[group + 1]!++;
  for (let group = 0; group < count; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const members = new Int32Array(ofSession.length);
  ofSession.forEach((group, session) => {
    members[next[group]!++] = session;
  });
  return { starts, members };
}
