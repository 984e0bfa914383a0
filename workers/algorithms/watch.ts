/** How long work tells its caller that it lives, and hears that it may stop. */

/** Both are cheap; algorithms call them at least every few thousand steps. */
export interface Watch {
  /** Throws when the work is not wanted any more. */
  readonly checkCancelled: () => void;
  /** Share done, 0…1. */
  readonly onProgress: (ratio01: number) => void;
}

/** For callers that neither show progress nor cancel. */
export const unwatched: Watch = { checkCancelled: nothing, onProgress: nothing };

function nothing(): undefined {
  return undefined;
}
