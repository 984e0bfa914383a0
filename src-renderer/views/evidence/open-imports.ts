/** Which imports still have something to tell. */
import type { Job } from '#contract/jobs.ts';

/**
 * Those that run, and those that did not go well: until they are put away, or a later import has
 * gone well, which is what they asked for.
 */
export function openImports(jobs: readonly Job[]): readonly Job[] {
  const imports = jobs.filter((job) => job.kind === 'import');
  const lastGood = Math.max(
    0,
    ...imports
      .filter((job) => job.state === 'done' && job.trouble === undefined)
      .map(({ id }) => id),
  );
  return imports.filter((job) => {
    if (job.state === 'running') return true;
    return job.id > lastGood && (job.state !== 'done' || job.trouble !== undefined);
  });
}
