/**
 * Long work: imports and runs. A job is started by a request that answers at once with its id;
 * everything else is told to listeners. A late listener asks `jobs.list` for the present state.
 */
import type { WireError } from './errors.ts';

export type JobId = number;

/** Where a job stands. Totals of 0 mean unknown. */
export interface JobProgress {
  /** What is being done, in a few words: "Reading Security.evtx". */
  readonly stage: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly records: number;
  readonly rejected: number;
  /** 0…1, or -1 when it cannot be known. */
  readonly ratio01: number;
  readonly recordsPerSecond: number;
  /** Seconds left by the present rate, or -1. */
  readonly secondsLeft: number;
}

export type JobState = 'running' | 'done' | 'failed' | 'cancelled';

export interface Job {
  readonly id: JobId;
  readonly kind: 'import' | 'room' | 'verify';
  readonly title: string;
  readonly state: JobState;
  readonly progress: JobProgress;
  /** When failed. */
  readonly error?: WireError;
  /** When done, but not all went well: what, in words. */
  readonly trouble?: string;
  /** When done: the answer of the job, e.g. an ImportResult or a RunReceipt. */
  readonly result?: unknown;
}

/** What listeners hear. */
export type Notice =
  | { readonly kind: 'job'; readonly job: Job }
  /** Events, runs or evidence changed: ask again. `revision` only grows. */
  | { readonly kind: 'case'; readonly revision: number }
  /** A case was opened or closed by somebody else than the asker (file association, drop). */
  | { readonly kind: 'open'; readonly path: string };
