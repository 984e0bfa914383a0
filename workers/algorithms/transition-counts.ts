/**
 * Which command follows which, counted sparsely: memory and time go with the transitions that occur,
 * never with the vocabulary squared.
 */

/** Tokens: three of our own, then the commands. */
export const START = 0;
export const END = 1;
export const UNKNOWN = 2;
export const FIRST_COMMAND = 3;

/** Sessions of commands, one after the other. */
export interface TokenSessions {
  /** Steps of a session: from `starts[session]` up to `starts[session + 1]`. */
  readonly starts: Int32Array;
  /** Token of each step; {@link UNKNOWN} for commands that the model does not know. */
  readonly tokens: Int32Array;
}

/** Counts as learnt; compressed rows by the token that comes first. */
export interface TransitionCounts {
  /** By token: how often it occurs; START and END as often as there are sessions, UNKNOWN never. */
  readonly tokenCounts: Int32Array;
  /** Transitions from a token: from `rowStarts[token]` up to `rowStarts[token + 1]`. */
  readonly rowStarts: Int32Array;
  /** Ascends within a row. */
  readonly to: Int32Array;
  readonly counts: Int32Array;
}

/** The transition that each step is: into each command, and from the last one to the end. -1 = never seen. */
export interface StepTransitions {
  readonly into: Int32Array;
  readonly end: Int32Array;
}

const CHECK_EVERY = 1 << 15;

/** Counts transitions and tells which one each step is. O(steps + tokens), 4 bytes per step beside the result. */
export function countTransitions(
  sessions: TokenSessions,
  tokenCount: number,
  check: () => void,
): { readonly counts: TransitionCounts; readonly steps: StepTransitions } {
  const { starts, tokens } = sessions;
  const count = starts.length - 1;
  // A place for every pair where there are fewer pairs than steps: still linear, and without sorting.
  if (tokenCount * tokenCount <= tokens.length) return countPairs(sessions, tokenCount, check);
  const order = stepsByFrom(sessions, tokenCount, check);
  const steps: StepTransitions = {
    into: new Int32Array(tokens.length),
    end: new Int32Array(count),
  };
  check();
  const tokenCounts = countTokens(sessions, tokenCount);
  const slots = new Int32Array(tokenCount).fill(-1);
  const to = new GrowingInts();
  const counts = new GrowingInts();
  const rowStarts = new Int32Array(tokenCount + 1);
  for (let from = 0; from < tokenCount; from++) {
    if (from % 16 === 0) check();
    const row = order.steps.subarray(order.starts[from], order.starts[from + 1]);
    const followers = followersOf(row, tokens, slots);
    for (const token of followers) {
      slots[token] = to.length;
      to.push(token);
      counts.push(0);
    }
    for (const step of row) {
      const edge = slots[step < tokens.length ? tokens[step]! : END]!;
      counts.values[edge]!++;
      if (step < tokens.length) steps.into[step] = edge;
      else steps.end[step - tokens.length] = edge;
    }
    for (const token of followers) slots[token] = -1;
    rowStarts[from + 1] = to.length;
  }
  return { counts: { tokenCounts, rowStarts, to: to.finish(), counts: counts.finish() }, steps };
}

function countTokens({ starts, tokens }: TokenSessions, tokenCount: number): Int32Array {
  const tokenCounts = new Int32Array(tokenCount);
  for (const token of tokens) tokenCounts[token]!++;
  tokenCounts[START] = starts.length - 1;
  tokenCounts[END] = starts.length - 1;
  return tokenCounts;
}

/** The same by a table of all pairs. O(steps + tokens²). */
function countPairs(
  sessions: TokenSessions,
  tokenCount: number,
  check: () => void,
): { readonly counts: TransitionCounts; readonly steps: StepTransitions } {
  const table = new Int32Array(tokenCount * tokenCount);
  eachPair(sessions, tokenCount, check, (pair) => {
    table[pair]!++;
  });
  const to = new GrowingInts();
  const counts = new GrowingInts();
  const rowStarts = new Int32Array(tokenCount + 1);
  for (let from = 0; from < tokenCount; from++) {
    for (let token = 0; token < tokenCount; token++) {
      const seen = table[from * tokenCount + token]!;
      if (seen === 0) continue;
      table[from * tokenCount + token] = to.length;
      to.push(token);
      counts.push(seen);
    }
    rowStarts[from + 1] = to.length;
  }
  const steps = {
    into: new Int32Array(sessions.tokens.length),
    end: new Int32Array(sessions.starts.length - 1),
  };
  eachPair(sessions, tokenCount, check, (pair, step, session) => {
    if (step < 0) steps.end[session] = table[pair]!;
    else steps.into[step] = table[pair]!;
  });
  const tokenCounts = countTokens(sessions, tokenCount);
  return { counts: { tokenCounts, rowStarts, to: to.finish(), counts: counts.finish() }, steps };
}

/** Every transition in order; step -1 = to the end of the session. */
function eachPair(
  { starts, tokens }: TokenSessions,
  tokenCount: number,
  check: () => void,
  visit: (pair: number, step: number, session: number) => void,
): void {
  for (let session = 0; session + 1 < starts.length; session++) {
    if (session % CHECK_EVERY === 0) check();
    let from = START;
    for (let step = starts[session]!; step < starts[session + 1]!; step++) {
      const token = tokens[step]!;
      visit(from * tokenCount + token, step, session);
      from = token;
    }
    visit(from * tokenCount + END, -1, session);
  }
}

/** The different tokens that follow, ascending. Leaves marks in `slots`. */
function followersOf(row: Int32Array, tokens: Int32Array, slots: Int32Array): Int32Array {
  const found: number[] = [];
  for (const step of row) {
    const token = step < tokens.length ? tokens[step]! : END;
    if (slots[token]! >= 0) continue;
    slots[token] = 0;
    found.push(token);
  }
  return Int32Array.from(found).sort();
}

/** All steps by the token they come from; the step to the end of a session is number steps + session. */
function stepsByFrom(
  { starts, tokens }: TokenSessions,
  tokenCount: number,
  check: () => void,
): { readonly starts: Int32Array; readonly steps: Int32Array } {
  const count = starts.length - 1;
  const rowStarts = new Int32Array(tokenCount + 1);
  for (const token of tokens) rowStarts[token + 1]!++;
  rowStarts[START + 1]! += count;
  for (let at = 1; at <= tokenCount; at++) rowStarts[at]! += rowStarts[at - 1]!;
  const next = rowStarts.slice();
  const steps = new Int32Array(tokens.length + count);
  for (let session = 0; session < count; session++) {
    if (session % CHECK_EVERY === 0) check();
    let from = START;
    for (let step = starts[session]!; step < starts[session + 1]!; step++) {
      steps[next[from]!++] = step;
      from = tokens[step]!;
    }
    steps[next[from]!++] = tokens.length + session;
  }
  return { starts: rowStarts, steps };
}

/** Finds each step among known transitions. O(steps · log followers). */
export function findTransitions(
  { starts, tokens }: TokenSessions,
  counts: TransitionCounts,
  check: () => void,
): StepTransitions {
  const steps = { into: new Int32Array(tokens.length), end: new Int32Array(starts.length - 1) };
  for (let session = 0; session + 1 < starts.length; session++) {
    if (session % CHECK_EVERY === 0) check();
    let from = START;
    for (let step = starts[session]!; step < starts[session + 1]!; step++) {
      steps.into[step] = edgeOf(counts, from, tokens[step]!);
      from = tokens[step]!;
    }
    steps.end[session] = edgeOf(counts, from, END);
  }
  return steps;
}

/** Number of a transition, -1 when it was never seen. */
export function edgeOf({ rowStarts, to }: TransitionCounts, from: number, next: number): number {
  let low = rowStarts[from]!;
  let high = rowStarts[from + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (to[middle]! < next) low = middle + 1;
    else high = middle;
  }
  return low < rowStarts[from + 1]! && to[low] === next ? low : -1;
}

/** Whole numbers of a length that is not known beforehand. */
class GrowingInts {
  values = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  finish(): Int32Array {
    return this.values.slice(0, this.length);
  }
}
