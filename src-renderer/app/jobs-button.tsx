/** Long work, wherever it was started: how far in the bar, all about it in a list. */
import {
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleX,
  TriangleAlert,
  X,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { spelledOut } from '../ui/control-glyphs.ts';
import type { Job } from '#contract/jobs.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { ErrorNote } from '../ui/notes.tsx';
import { Popover } from '../ui/popover.tsx';
import { ProgressBar } from '../ui/progress.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { jobsRatio } from './job-list.ts';
import { progressText, rateText } from './job-text.ts';
import { useJobs } from './use-case.ts';

/** Shown while there is something to tell. */
export function JobsButton(): ReactNode {
  const { jobs, running } = useJobs();
  if (jobs.length === 0) return null;
  const ratio = jobsRatio(jobs);
  const failed = jobs.some((job) => job.state === 'failed' || job.trouble !== undefined);
  const Icon = running.length > 0 ? CircleDashed : failed ? CircleX : CircleCheck;
  const percent = ratio < 0 ? '' : ` ${Math.floor(ratio * 100)} %`;
  return (
    <Popover
      label="Jobs"
      align="end"
      trigger={
        <Button variant="bare" icon={Icon} title="Imports and analyses">
          {running.length > 0 ? `${running.length} running${percent}` : 'jobs'}
        </Button>
      }
    >
      <ul className="jobs-list">
        {jobs.map((job) => (
          <JobEntry key={job.id} job={job} />
        ))}
      </ul>
    </Popover>
  );
}

const words: Readonly<Record<Job['state'], readonly [string, LucideIcon]>> = {
  running: ['running', CircleDashed],
  done: ['done', CircleCheck],
  failed: ['failed', CircleX],
  cancelled: ['cancelled', CircleSlash],
};

const withTrouble = ['done, with trouble', TriangleAlert] as const;

function JobEntry({ job }: { readonly job: Job }): ReactNode {
  const { cancel, dismiss } = useJobs();
  const running = job.state === 'running';
  const [word, Icon] = job.trouble === undefined ? words[job.state] : withTrouble;
  return (
    <li className="job">
      <span className="cut" title={spelledOut(job.title)}>
        <VisibleText text={job.title} />
      </span>
      <IconButton
        small
        label={running ? 'Cancel' : 'Take off the list'}
        icon={X}
        onClick={() => (running ? cancel(job.id) : dismiss(job.id))}
      />
      {running && <ProgressBar label={job.title} ratio01={job.progress.ratio01} />}
      <span className="wide quiet cut">
        {running ? <VisibleText text={job.progress.stage} /> : <Icon size={12} aria-hidden />}
        {running ? ` · ${rateText(job.progress)}` : ` ${word} · ${progressText(job.progress)}`}
      </span>
      {job.trouble !== undefined && <span className="wide warn-text">{job.trouble}</span>}
      {job.error !== undefined && <ErrorNote error={job.error} />}
    </li>
  );
}
