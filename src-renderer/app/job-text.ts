/** A job's progress in words. */
import type { JobProgress } from '#contract/jobs.ts';
import { bytesText, counted, durationText, exactNumber, shortNumber } from '../ui/numbers.ts';

/** What was done so far: "12,408 records, 3 rejected". */
export function progressText({ records, rejected, doneBytes }: JobProgress): string {
  const parts = [
    ...(records > 0 ? [counted(records, 'record')] : []),
    ...(rejected > 0 ? [`${exactNumber(rejected)} rejected`] : []),
    ...(doneBytes > 0 ? [bytesText(doneBytes)] : []),
  ];
  return parts.length === 0 ? 'nothing to count' : parts.join(', ');
}

/** How fast and how long yet: "62 %, 131 k records/s, 12 s left". */
export function rateText(progress: JobProgress): string {
  const { ratio01, recordsPerSecond, secondsLeft } = progress;
  const parts = [
    ...(ratio01 >= 0 ? [`${Math.floor(ratio01 * 100)} %`] : []),
    ...(recordsPerSecond > 0 ? [`${shortNumber(Math.round(recordsPerSecond))} records/s`] : []),
    ...(secondsLeft >= 0 ? [`${durationText(secondsLeft * 1000)} left`] : []),
  ];
  return parts.length === 0 ? progressText(progress) : parts.join(', ');
}
