/** The list of jobs as notices come in: pure functions. */
import type { Job, JobId } from '#contract/jobs.ts';

/** Finished jobs that stay in the list. */
const MAX_FINISHED = 20;

/** The list with a job's newest state, newest job first. */
export function withJob(jobs: readonly Job[], job: Job): readonly Job[] {
  const known = jobs.some((each) => each.id === job.id);
  const next = known ? jobs.map((each) => (each.id === job.id ? job : each)) : [job, ...jobs];
  let finished = 0;
  return next.filter((each) => each.state === 'running' || ++finished <= MAX_FINISHED);
}

/** The list without a job. */
export function withoutJob(jobs: readonly Job[], id: JobId): readonly Job[] {
  return jobs.filter((each) => each.id !== id);
}

/** Share of all running work that is done, 0…1, or -1 when nothing can be said. */
export function jobsRatio(jobs: readonly Job[]): number {
  const known = jobs.filter((job) => job.state === 'running' && job.progress.ratio01 >= 0);
  if (known.length === 0) return -1;
  return known.reduce((sum, job) => sum + job.progress.ratio01, 0) / known.length;
}
