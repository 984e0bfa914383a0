/** Whether a case is what it was when it was written, check by check. */

/** One thing that was looked at. */
export interface VerifyCheck {
  /** Stable, in words: `database`, `counts`, `evidence content`, … */
  readonly name: string;
  readonly ok: boolean;
  /** What was looked at and, when it does not hold, the first place where; one sentence or more. */
  readonly detail: string;
}

/** Answer of a verification, the command line's `verify`. */
export interface VerifyResult {
  readonly case: string;
  /** True when every check holds. */
  readonly ok: boolean;
  readonly checks: readonly VerifyCheck[];
}
