/** Imports under way, and what the last one came to. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Job } from '#contract/jobs.ts';
import { progressText, rateText } from '../../app/job-text.ts';
import { useJobs } from '../../app/use-case.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ErrorNote, Warning } from '../../ui/notes.tsx';
import { ProgressBar } from '../../ui/progress.tsx';
import { VisibleText } from '../../ui/visible-text.tsx';
import { openImports } from './open-imports.ts';

/** One line for each import that runs; failures stay until they are put away. */
export function ImportProgress(): ReactNode {
  const { jobs } = useJobs();
  const imports = openImports(jobs);
  if (imports.length === 0) return null;
  return (
    <div className="imports">
      {imports.map((job) => (
        <ImportLine key={job.id} job={job} />
      ))}
    </div>
  );
}

function ImportLine({ job }: { readonly job: Job }): ReactNode {
  const { cancel, dismiss } = useJobs();
  const { progress, error } = job;
  const away = <IconButton small label="Put away" icon={X} onClick={() => dismiss(job.id)} />;
  if (job.state === 'failed' && error !== undefined) {
    return (
      <div className="import-end">
        <ErrorNote error={error}>
          <p className="quiet">Kept: {progressText(progress)} up to there.</p>
        </ErrorNote>
        {away}
      </div>
    );
  }
  if (job.state === 'done') {
    return (
      <div className="import-end">
        <Warning>
          <p>The import is done, but not all went well: {job.trouble}.</p>
          <p className="quiet">Each of these files says below what is wrong with it.</p>
        </Warning>
        {away}
      </div>
    );
  }
  if (job.state === 'cancelled') {
    return (
      <div className="import-end">
        <Warning>
          <p>The import was cancelled. Kept: {progressText(progress)} up to there.</p>
          <p className="quiet">Adding the same files again goes on where it stopped.</p>
        </Warning>
        {away}
      </div>
    );
  }
  return (
    <div className="import-line" role="status">
      <span className="cut grow">
        <VisibleText text={progress.stage === '' ? job.title : progress.stage} />
      </span>
      <ProgressBar label={job.title} ratio01={progress.ratio01} />
      <span className="mono">{progressText(progress)}</span>
      <span className="mono quiet">{rateText(progress)}</span>
      <Button small onClick={() => cancel(job.id)}>
        Cancel
      </Button>
    </div>
  );
}
