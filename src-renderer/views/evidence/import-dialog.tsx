/**
 * Adding evidence: what, then how to read what nobody knows. Nothing has to be set for the usual
 * case: where every layout and zone is known, the import begins at once.
 */
import type { ReactNode } from 'react';
import type { ImportSurvey } from '#contract/mapping.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Doing, ErrorNote } from '../../ui/notes.tsx';
import { counted } from '../../ui/numbers.ts';
import { CheckStep } from './import/check-step.tsx';
import { needsLook } from './import/drafts.ts';
import { PathsStep } from './import/paths-step.tsx';
import { useImportFlow, type ImportFlow } from './import/use-import-flow.ts';
import { goodZone } from './import/zone-field.tsx';
import { useEvidenceDialog } from './import-state.ts';

/** The dialog; drawn once, shown when evidence is asked for. */
export function ImportDialog(): ReactNode {
  const { paths } = useEvidenceDialog();
  return paths === undefined ? null : <OpenImportDialog paths={paths} />;
}

function OpenImportDialog({ paths }: { readonly paths: readonly string[] }): ReactNode {
  const flow = useImportFlow(paths);
  const { survey, given, ready, looking } = flow;
  if (survey !== undefined) return <CheckDialog flow={flow} survey={survey} />;
  return (
    <Dialog
      open
      title="Add evidence"
      onClose={flow.close}
      foot={
        <>
          <Button onClick={flow.close}>Cancel</Button>
          <Button disabled={!ready || looking} onClick={() => void flow.look(true)}>
            Check columns…
          </Button>
          <Button
            variant="primary"
            disabled={!ready || looking}
            onClick={() => void flow.look(false)}
          >
            Import {given.length > 1 ? counted(given.length, 'path') : ''}
          </Button>
        </>
      }
    >
      <PathsStep flow={flow} />
      {looking && <Doing what="Looking at what it is" />}
      {flow.error !== undefined && <ErrorNote error={flow.error} />}
    </Dialog>
  );
}

interface CheckDialogProps {
  readonly flow: ImportFlow;
  readonly survey: ImportSurvey;
}

function CheckDialog({ flow, survey }: CheckDialogProps): ReactNode {
  const open = survey.layouts.filter(needsLook).length;
  const zonesGood = [...flow.drafts.values()].every(({ timeZone }) => goodZone(timeZone));
  return (
    <Dialog
      open
      full
      title={
        open === 0
          ? 'Check what will be imported'
          : `${counted(open, 'kind')} of content to check before the import`
      }
      onClose={flow.close}
      foot={
        <>
          {flow.error !== undefined && <ErrorNote error={flow.error} />}
          <Button onClick={flow.back}>Back</Button>
          <Button variant="primary" disabled={!zonesGood} onClick={() => void flow.start(survey)}>
            Import
          </Button>
        </>
      }
    >
      <CheckStep
        survey={survey}
        format={flow.format}
        drafts={flow.drafts}
        onDraft={flow.setDraft}
      />
    </Dialog>
  );
}
