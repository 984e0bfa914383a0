/** Verifying the open case, as a job: step by step in a thread of its own, so that it can be stopped. */
import type { VerifyCheck, VerifyResult } from '#contract/verify.ts';
import { startVerifyThread } from '#workers/threads/threads.ts';
import type { JobHandle } from './jobs.ts';

/** Checks everything; `folder` is where the evidence lies now. Throws `cancelled`, `case-corrupt`. */
export async function verify(
  caseFile: string,
  job: JobHandle,
  folder: string | undefined,
): Promise<VerifyResult> {
  const thread = startVerifyThread();
  const checks: VerifyCheck[] = [];
  try {
    await thread.call('begin', { file: caseFile, folder });
    for (;;) {
      job.stop.check();
      const step = await thread.call('next', undefined);
      if (step === undefined) break;
      if (step.kind === 'check') checks.push(step.check);
      else job.progress({ stage: step.stage, ratio01: step.ratio01 });
    }
  } finally {
    await thread.stop();
  }
  return { case: caseFile, ok: checks.every(({ ok }) => ok), checks };
}
