/** Asks before an evidence goes, and names what goes with it. */
import { useState, type ReactNode } from 'react';
import { fromWireError, toWireError, type WorkbenchError } from '#contract/errors.ts';
import type { Evidence } from '#contract/evidence.ts';
import { useCase, useSelection } from '../../app/use-case.ts';
import { useWorkbench } from '../../app/use-workbench.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { counted } from '../../ui/numbers.ts';
import { say } from '../../ui/said.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { evidenceName } from './evidence-columns.tsx';

interface RemoveDialogProps {
  readonly evidence: Evidence;
  readonly onClose: () => void;
}

/** The file on the disk is never touched. */
export function RemoveDialog({ evidence, onClose }: RemoveDialogProps): ReactNode {
  const { client, asks } = useWorkbench();
  const { info } = useCase();
  const { select } = useSelection();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WorkbenchError | undefined>(undefined);
  const runs = info?.runs.length ?? 0;
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      const removal = await client.call('evidence.remove', { evidence: evidence.id });
      // Ids of events may be given out again: nothing that was known of them holds any longer.
      asks.forget();
      select(undefined);
      say(removedText(removal.events, removal.runs.length));
      onClose();
    } catch (thrown) {
      setError(fromWireError(toWireError(thrown)));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title="Remove from the case"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" disabled={busy} onClick={() => void remove()}>
            Remove {counted(evidence.imported, 'event')}
          </Button>
        </>
      }
    >
      <p className="mono break">
        <VisibleText text={evidenceName(evidence)} />
      </p>
      <p>What goes out of the case, in one step:</p>
      <ul className="bullets">
        <li>{counted(evidence.imported, 'event')} with all they say</li>
        <li>{counted(evidence.rejected, 'rejected record')} with their raw text</li>
        <li>its entry in the list of evidence, with hash and problems</li>
        {runs > 0 && (
          <li>
            of the {counted(runs, 'analysis', 'analyses')} in this case those whose results point at
            its events
          </li>
        )}
      </ul>
      <p className="quiet">
        The file itself is not touched and can be added again. The removal is noted in the case’s
        audit trail.
      </p>
      {error !== undefined && <ErrorNote error={error} />}
    </Dialog>
  );
}

function removedText(events: number, runs: number): string {
  const gone = counted(events, 'event');
  return runs === 0
    ? `${gone} removed`
    : `${gone} and ${counted(runs, 'analysis', 'analyses')} removed`;
}
