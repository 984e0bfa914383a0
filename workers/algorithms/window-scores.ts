/** Likelihoods of a session and of its rarest windows, by the published rules. */

/** Factors of the steps of one session; longer arrays may be reused. */
export interface Factors {
  /** Steps of the present session. */
  length: number;
  /** Probability of the step after the one before, times that of its parameters. */
  after: Float64Array;
  /** The same at the head of a window: the command's own probability instead. */
  alone: Float64Array;
  /** Probability of the end after the last step, and of the end alone. */
  endAfter: number;
  endAlone: number;
}

/** Rarest window: NaN and -1 when the session is too short. */
export interface RarestWindow {
  likelihood: number;
  start: number;
}

/** Longest window anybody may ask for: what {@link rarestWindow} costs per step. */
export const MAX_WINDOW = 50;

/** Product over the whole session. With tokens it begins at the start and goes to the end. */
export function sessionLikelihood(factors: Factors, withTokens: boolean): number {
  let product = withTokens ? factors.after[0]! : factors.alone[0]!;
  for (let at = 1; at < factors.length; at++) product *= factors.after[at]!;
  return withTokens ? product * factors.endAfter : product;
}

/**
 * The window with the smallest likelihood, the first of equal ones. With tokens the end counts as a
 * step, and only the window at the session's head begins at the start; all others begin with a
 * command's own probability. O(length · window).
 */
export function rarestWindow(
  { length, after, alone, endAfter, endAlone }: Factors,
  window: number,
  withTokens: boolean,
  out: RarestWindow,
): void {
  const places = (withTokens ? length + 1 : length) - window + 1;
  out.likelihood = NaN;
  out.start = -1;
  for (let start = 0; start < places; start++) {
    let product = start === length ? endAlone : alone[start]!;
    if (withTokens && start === 0) product = after[0]!;
    for (let at = start + 1; at < start + window; at++) {
      product *= at === length ? endAfter : after[at]!;
    }
    if (out.start >= 0 && product >= out.likelihood) continue;
    out.likelihood = product;
    out.start = start;
  }
}
