/** Whether the case is whole, check by check, and still what its evidence says. */
import { CircleCheck, CircleX } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Job, JobId } from '#contract/jobs.ts';
import type { VerifyCheck, VerifyResult } from '#contract/verify.ts';
import { useCommand } from '../../app/commands.ts';
import { rateText } from '../../app/job-text.ts';
import { useJobs, useTell } from '../../app/use-case.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/fields.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { ProgressBar } from '../../ui/progress.tsx';
import { VisibleText } from '../../ui/visible-text.tsx';
import './verify.css';

/** Opened by a command. */
export function VerifyDialog(): ReactNode {
  const [open, setOpen] = useState(false);
  useCommand({
    id: 'case.verify',
    title: 'Verify the case…',
    group: 'Case',
    run: () => setOpen(true),
  });
  if (!open) return null;
  return <Verify onClose={() => setOpen(false)} />;
}

function Verify({ onClose }: { readonly onClose: () => void }): ReactNode {
  const tell = useTell();
  const { jobs, cancel } = useJobs();
  const [folder, setFolder] = useState('');
  const [id, setId] = useState<JobId | undefined>(undefined);
  const job = jobs.find((each) => each.id === id);
  const running = job?.state === 'running';
  const verify = async (): Promise<void> => {
    const input = folder.trim() === '' ? {} : { folder: folder.trim() };
    setId((await tell('case.verify', input))?.job);
  };
  return (
    <Dialog
      open
      wide
      title="Verify the case"
      onClose={onClose}
      foot={
        <>
          {running && <Button onClick={() => cancel(job.id)}>Stop</Button>}
          <Button variant="primary" disabled={running} onClick={() => void verify()}>
            Verify
          </Button>
        </>
      }
    >
      <p className="quiet">
        Looks through the whole case: the database, that counts add up, every column, record and
        page of the text index, the results of analyses and the audit trail. Nothing is changed.
      </p>
      <Field
        label="Folder with the evidence"
        help="Optional. What lies there is hashed and read again, under whatever name, and every event is compared."
      >
        {(ids) => <TextInput {...ids} value={folder} disabled={running} onText={setFolder} />}
      </Field>
      {job !== undefined && <Outcome job={job} />}
    </Dialog>
  );
}

function Outcome({ job }: { readonly job: Job }): ReactNode {
  if (job.error !== undefined) return <ErrorNote error={job.error} />;
  if (job.state === 'running') {
    return (
      <div role="status">
        <ProgressBar label={job.title} ratio01={job.progress.ratio01} />
        <p className="quiet cut">
          <VisibleText text={`${job.progress.stage} · ${rateText(job.progress)}`} />
        </p>
      </div>
    );
  }
  const { ok, checks } = job.result as VerifyResult;
  return (
    <div role="status">
      <p>{ok ? 'Everything holds.' : 'Not everything holds.'}</p>
      <ul className="verify-checks" aria-label="Checks">
        {checks.map((check) => (
          <Check key={check.name} check={check} />
        ))}
      </ul>
    </div>
  );
}

function Check({ check: { name, ok, detail } }: { readonly check: VerifyCheck }): ReactNode {
  const Icon = ok ? CircleCheck : CircleX;
  return (
    <li className={ok ? 'verify-check' : 'verify-check failed'}>
      <Icon size={14} role="img" aria-label={ok ? 'holds' : 'does not hold'} />
      <b>{name}</b>
      <span>
        <VisibleText text={detail} />
      </span>
    </li>
  );
}
