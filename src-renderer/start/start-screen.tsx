/** Before a case is open: what Loupe is, the recent cases, and the three ways to begin. */
import { FilePlus2, FlaskConical, FolderOpen } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { spelledOut } from '../ui/control-glyphs.ts';
import { useAsk } from '../app/use-ask.ts';
import { useCommand } from '../app/commands.ts';
import { useCase, useSettings } from '../app/use-case.ts';
import { useWorkbench, useWorkbenchState } from '../app/use-workbench.ts';
import { Button } from '../ui/button.tsx';
import { cutMiddle, fileName } from '../ui/cut-text.ts';
import { Doing, ErrorNote } from '../ui/notes.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { parseIsoUs, zonedText } from '../ui/zoned-time.ts';
import { PathDialog } from './path-dialog.tsx';
import { useCaseFiles } from './use-case-files.ts';
import './start.css';

/** The start screen. */
export function StartScreen(): ReactNode {
  const [asking, setAsking] = useState<'open' | 'create' | undefined>(undefined);
  const [making, setMaking] = useState(false);
  const { demo } = useCase();
  const { shell } = useWorkbench().client;
  const { error: refusal } = useAsk('case.recent', {});
  const files = useCaseFiles(setAsking);
  const makeDemo = async (): Promise<void> => {
    setMaking(true);
    await demo();
    setMaking(false);
  };
  useCommand({ id: 'case.create', title: 'Create a case…', group: 'Case', run: files.create });
  useCommand({ id: 'case.open', title: 'Open a case…', group: 'Case', run: files.open });
  useCommand({
    id: 'case.demo',
    title: 'Open the demo case',
    group: 'Case',
    run: () => void makeDemo(),
  });
  // Who may not come in is told so, and is not offered what would be refused as well.
  if (refusal?.code === 'no-permission') {
    return (
      <main className="start">
        <div className="start-sheet">
          <h1>Loupe</h1>
          <ErrorNote error={refusal} />
        </div>
      </main>
    );
  }
  return (
    <main className="start">
      <div className="start-sheet">
        <h1>Loupe</h1>
        <p className="quiet">
          Event logs in, one case file, answers that can be shown again. Nothing leaves this
          machine, and evidence is only ever read.
        </p>
        <div className="start-actions">
          <Button variant="primary" icon={FilePlus2} onClick={files.create}>
            Create a case
          </Button>
          <Button icon={FolderOpen} onClick={files.open}>
            Open a case
          </Button>
          <Button icon={FlaskConical} disabled={making} onClick={() => void makeDemo()}>
            {making ? 'Making the demo case' : 'Open the demo case'}
          </Button>
        </div>
        {making && <MakingDemo />}
        <Recent />
        <p className="quiet">
          {shell === undefined
            ? 'In a browser, files cannot be dropped: a browser does not tell where they lie. Type their paths; the workbench on this machine reads them.'
            : 'Once a case is open, drop files or folders on the window: EVTX, JSON lines, CSV, also inside gzip, zstd and zip.'}
        </p>
      </div>
      <PathDialog asking={asking} onClose={() => setAsking(undefined)} />
    </main>
  );
}

function MakingDemo(): ReactNode {
  const job = useWorkbenchState((state) => state.jobs.find((each) => each.state === 'running'));
  const what = job === undefined ? 'Writing the demo evidence' : job.progress.stage;
  return <Doing what={what} ratio01={job?.progress.ratio01 ?? -1} />;
}

function Recent(): ReactNode {
  const { open } = useCase();
  const { zone } = useSettings();
  const recent = useAsk('case.recent', {});
  if (recent.error !== undefined) return <ErrorNote error={recent.error} again={recent.again} />;
  const cases = recent.value ?? [];
  if (cases.length === 0) {
    return (
      <section className="start-recent">
        <h3>First time here?</h3>
        <p className="quiet">
          A case is one file. Create it, add the logs you have, and look at them together: as a
          list, on a timeline, as clusters and as a map of processes. The demo case has an intrusion
          in it and takes a few seconds to make.
        </p>
      </section>
    );
  }
  return (
    <section className="start-recent">
      <h3>Recent cases</h3>
      <ul>
        {cases.map(({ path, openedAt, exists }) => (
          <li key={path}>
            <button
              type="button"
              className="start-case"
              disabled={!exists}
              title={spelledOut(path)}
              onClick={() => void open(path)}
            >
              <span className="start-name cut">
                <VisibleText text={fileName(path)} />
              </span>
              <span className="quiet mono cut">
                <VisibleText text={cutMiddle(path, 56)} />
              </span>
              <span className="quiet mono">
                {exists ? `${zonedText(parseIsoUs(openedAt), zone).slice(0, 16)} ${zone}` : 'gone'}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
