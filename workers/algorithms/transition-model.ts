/**
 * Probabilities of commands following one another, out of counts from which some sessions can be taken
 * away and put back, so that nobody is judged by what he did himself.
 *
 * Published: Laplace smoothing, where every ordered pair of known tokens and UNKNOWN gets one more,
 * so the sums have closed forms: with V commands, a row of them grows by V + 2, a command's own count by
 * 2(V + 2), the start's and the end's by V + 2. Ours: Witten & Bell (1991), method C, smoothed towards
 * how frequent the next command is at all.
 */
import { portableLog } from '#workers/base/portable-math.ts';
import {
  END,
  FIRST_COMMAND,
  START,
  UNKNOWN,
  type StepTransitions,
  type TokenSessions,
  type TransitionCounts,
} from './transition-counts.ts';

const INVERSE_LN2 = 1.4426950408889634;

/** Counts of transitions, and probabilities that follow them as they change. */
export class TransitionModel {
  readonly tokenCounts: Int32Array;
  readonly counts: Int32Array;
  /** By token: different ones that follow it. */
  readonly followers: Int32Array;
  /** Commands that occur. */
  vocabulary = 0;
  private steps = 0;

  constructor({ tokenCounts, counts, rowStarts }: TransitionCounts) {
    this.tokenCounts = tokenCounts.slice();
    this.counts = counts.slice();
    this.followers = new Int32Array(tokenCounts.length);
    for (let token = 0; token < tokenCounts.length; token++) {
      this.followers[token] = rowStarts[token + 1]! - rowStarts[token]!;
      if (token < FIRST_COMMAND || tokenCounts[token] === 0) continue;
      this.vocabulary++;
      this.steps += tokenCounts[token]!;
    }
  }

  get sessions(): number {
    return this.tokenCounts[START]!;
  }

  /** Adds (1) or takes away (-1) what a session taught. */
  weigh(
    { starts, tokens }: TokenSessions,
    edges: StepTransitions,
    session: number,
    by: 1 | -1,
  ): void {
    let from = START;
    for (let step = starts[session]!; step < starts[session + 1]!; step++) {
      const token = tokens[step]!;
      this.addEdge(edges.into[step]!, from, by);
      this.addCommand(token, by);
      from = token;
    }
    this.addEdge(edges.end[session]!, from, by);
    this.tokenCounts[START]! += by;
    this.tokenCounts[END]! += by;
  }

  private addEdge(edge: number, from: number, by: 1 | -1): void {
    const before = this.counts[edge]!;
    this.counts[edge] = before + by;
    if (before === 0) this.followers[from]!++;
    else if (before + by === 0) this.followers[from]!--;
  }

  private addCommand(token: number, by: 1 | -1): void {
    const before = this.tokenCounts[token]!;
    this.tokenCounts[token] = before + by;
    this.steps += by;
    if (before === 0) this.vocabulary++;
    else if (before + by === 0) this.vocabulary--;
  }

  /** How often a token was followed by anything; 0 for one that is not known. */
  followed(from: number): number {
    return from === UNKNOWN ? 0 : this.tokenCounts[from]!;
  }

  /** How often a transition was seen. */
  seen(edge: number): number {
    return edge < 0 ? 0 : this.counts[edge]!;
  }

  /** Published probability of a transition. */
  transition(from: number, edge: number): number {
    return (this.seen(edge) + 1) / (this.followed(from) + this.vocabulary + 2);
  }

  /** Published probability of a token wherever it stands. */
  prior(token: number): number {
    const row = this.vocabulary + 2;
    const all = this.steps + 2 * this.sessions + 2 * row * row;
    return this.smoothed(token) / all;
  }

  /** Published count of a token after smoothing. */
  smoothed(token: number): number {
    const row = this.vocabulary + 2;
    const isOuter = token === START || token === END;
    return this.tokenCounts[token]! + (isOuter ? row : 2 * row);
  }

  /** Surprise of a transition in bits, 0 or more. */
  bits(from: number, to: number, edge: number): number {
    const followed = this.followed(from);
    const followers = followed === 0 ? 0 : this.followers[from]!;
    const backing = this.frequency(to);
    const probability =
      followed === 0 ? backing : (this.seen(edge) + followers * backing) / (followed + followers);
    return -portableLog(probability) * INVERSE_LN2;
  }

  /** How frequent a token is as the next one; what was never seen shares the mass of one more kind. */
  private frequency(to: number): number {
    const kinds = this.vocabulary + 1;
    const count = to === UNKNOWN ? 0 : this.tokenCounts[to]!;
    return (count + kinds / (kinds + 1)) / (this.steps + this.sessions + kinds);
  }
}
