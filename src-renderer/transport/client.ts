/** What a view may ask of whoever hosts it; which transport lies between is nobody's business here. */
import type { Call } from '#contract/api.ts';
import type { Notice } from '#contract/jobs.ts';
import type { Shell } from '#contract/shell.ts';

/** Stops hearing. */
export type Unlisten = () => void;

/** One engine, however far away. */
export interface Client {
  readonly call: Call;
  /** Hears of jobs, of a changed case and of cases opened elsewhere. */
  readonly listen: (handler: (notice: Notice) => void) => Unlisten;
  /** Native dialogs and dropped files; undefined in a browser. */
  readonly shell: Shell | undefined;
  /** True while the host can be heard; views say so when it cannot. */
  readonly onConnection: (handler: (connected: boolean) => void) => Unlisten;
}
