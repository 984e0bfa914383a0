/** The jobs of a session and what is told about them: a progress notice at most ten times a second. */
import { toWireError, type WireError } from '#contract/errors.ts';
import type { Job, JobId, JobProgress, Notice } from '#contract/jobs.ts';
import { StopFlag } from '#workers/threads/flag.ts';

const TELL_EVERY_MS = 100;
/** Jobs kept for late listeners. */
const REMEMBERED = 50;

export const noProgress: JobProgress = {
  stage: 'Starting',
  doneBytes: 0,
  totalBytes: 0,
  records: 0,
  rejected: 0,
  ratio01: -1,
  recordsPerSecond: 0,
  secondsLeft: -1,
};

/** What a job's work gets: a flag to heed and a way to say how far it is. */
export interface JobHandle {
  readonly id: JobId;
  readonly stop: StopFlag;
  progress(change: Partial<JobProgress>): void;
  /** Says that part of the work did not succeed, though it went on to its end. */
  trouble(words: string): void;
}

export class Jobs {
  private readonly jobs = new Map<JobId, Job>();
  private readonly stops = new Map<JobId, StopFlag>();
  private readonly running = new Map<JobId, Promise<void>>();
  private readonly tell: (notice: Notice) => void;
  private next = 1;

  constructor(tell: (notice: Notice) => void) {
    this.tell = tell;
  }

  /** Starts work and answers at once with its id; the result or error arrives as a notice. */
  start(kind: Job['kind'], title: string, work: (handle: JobHandle) => Promise<unknown>): JobId {
    const id = this.next++;
    const stop = new StopFlag();
    this.stops.set(id, stop);
    this.put({ id, kind, title, state: 'running', progress: noProgress });
    const trouble = (words: string): void => {
      const job = this.jobs.get(id);
      if (job !== undefined) this.jobs.set(id, { ...job, trouble: words });
    };
    const handle = { id, stop, progress: this.teller(id), trouble };
    this.running.set(id, this.finish(id, work(handle)));
    return id;
  }

  list(): readonly Job[] {
    return [...this.jobs.values()];
  }

  cancel(id: JobId): void {
    this.stops.get(id)?.raise();
  }

  /** Asks all to stop and waits until they have. */
  async settle(): Promise<void> {
    for (const stop of this.stops.values()) stop.raise();
    await Promise.all(this.running.values());
  }

  private async finish(id: JobId, work: Promise<unknown>): Promise<void> {
    try {
      const result = await work;
      this.change(id, { state: 'done', result });
    } catch (thrown) {
      const error: WireError = toWireError(thrown);
      this.change(id, { state: error.code === 'cancelled' ? 'cancelled' : 'failed', error });
    } finally {
      this.stops.delete(id);
      this.running.delete(id);
    }
  }

  private teller(id: JobId): (change: Partial<JobProgress>) => void {
    let toldAtMs = -Infinity;
    return (change) => {
      const job = this.jobs.get(id);
      if (job?.state !== 'running') return;
      const next = { ...job, progress: { ...job.progress, ...change } };
      this.jobs.set(id, next);
      const now = performance.now();
      if (now - toldAtMs < TELL_EVERY_MS) return;
      toldAtMs = now;
      this.tell({ kind: 'job', job: next });
    };
  }

  private change(id: JobId, change: Partial<Job>): void {
    const job = this.jobs.get(id);
    if (job !== undefined) this.put({ ...job, ...change });
  }

  private put(job: Job): void {
    this.jobs.set(job.id, job);
    if (this.jobs.size > REMEMBERED) {
      const oldest = [...this.jobs.values()].find(({ state }) => state !== 'running');
      if (oldest !== undefined) this.jobs.delete(oldest.id);
    }
    this.tell({ kind: 'job', job });
  }
}
