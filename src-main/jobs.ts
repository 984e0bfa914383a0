/**
 * Waiting for a job of the engine. The engine tells of a job by notices, and a short job may be over
 * before its id is known: so hearing begins before the job is started.
 */
import { fromWireError, WorkbenchError } from '#contract/errors.ts';
import type { Job, JobId, Notice } from '#contract/jobs.ts';
import type { Engine } from '#workers/engine/engine.ts';

export interface JobOptions {
  /** Aborting asks the job to stop; it ends at the next whole batch, and only then this rejects. */
  readonly signal: AbortSignal;
  readonly onProgress: (job: Job) => void;
}

/** Starts a job and resolves with its result; rejects with its error, or `cancelled`. */
export async function finishedJob(
  engine: Engine,
  start: () => Promise<{ readonly job: JobId }>,
  { signal, onProgress }: JobOptions,
): Promise<unknown> {
  const heard = new Map<JobId, Job>();
  let hear: (job: Job) => void = (job) => heard.set(job.id, job);
  const unlisten = engine.listen((notice: Notice) => {
    if (notice.kind === 'job') hear(notice.job);
  });
  try {
    const { job: id } = await start();
    const cancel = (): void => void engine.handlers['jobs.cancel']({ job: id });
    const ended = new Promise<Job>((resolve) => {
      hear = (job) => {
        if (job.id !== id) return;
        if (job.state === 'running') onProgress(job);
        else resolve(job);
      };
    });
    const early = heard.get(id);
    if (early !== undefined) hear(early);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    const job = await ended;
    signal.removeEventListener('abort', cancel);
    return resultOf(job);
  } finally {
    unlisten();
  }
}

function resultOf(job: Job): unknown {
  if (job.state === 'done') return job.result;
  throw job.error === undefined ? stopped() : fromWireError(job.error);
}

function stopped(): WorkbenchError {
  return new WorkbenchError({
    code: 'cancelled',
    message: 'Stopped.',
    hint: 'What was finished is kept; the same command goes on from there.',
  });
}
