/** One line about the case as a whole: whether all evidence came in, and whether it may be changed. */
import { Lock, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CaseInfo } from '#contract/api.ts';
import { Button } from '../ui/button.tsx';
import { bytesText, exactNumber, shortNumber } from '../ui/numbers.ts';
import { said } from '../ui/said.ts';
import { parseIsoUs, windowText, zoneLabel } from '../ui/zoned-time.ts';
import { useStore } from './store.ts';
import { useCase, useSettings, useView } from './use-case.ts';

/** 24 px at the bottom. */
export function StatusBar(): ReactNode {
  const { info } = useCase();
  const words = useStore(said, (now) => now);
  if (info === undefined) return null;
  return (
    <footer className="status-bar">
      <EvidenceState info={info} />
      <Span info={info} />
      <span className="grow" />
      <span role="status">{words}</span>
      {info.readOnly && (
        <span className="warn" title={info.readOnlyReason}>
          <Lock size={12} aria-hidden /> read-only: {info.readOnlyReason}
        </span>
      )}
      <span title={`${exactNumber(info.sizeBytes)} bytes, format ${info.formatVersion}`}>
        case {bytesText(info.sizeBytes)}
      </span>
    </footer>
  );
}

function EvidenceState({ info }: { readonly info: CaseInfo }): ReactNode {
  const { show } = useView();
  const { evidence } = info;
  const complete = evidence.filter((each) => each.status === 'complete').length;
  const sum = (key: 'rejected' | 'duplicates'): number =>
    evidence.reduce((total, each) => total + each[key], 0);
  if (evidence.length === 0) return <span>no evidence yet</span>;
  return (
    <Button variant="bare" onClick={() => show('evidence')}>
      {complete < evidence.length && <TriangleAlert size={12} aria-label="incomplete" />}
      evidence complete {complete}/{evidence.length} · {shortNumber(sum('rejected'))} rejected ·{' '}
      {shortNumber(sum('duplicates'))} duplicates
    </Button>
  );
}

function Span({ info }: { readonly info: CaseInfo }): ReactNode {
  const { zone } = useSettings();
  const [fromUs, toUs] = [parseIsoUs(info.firstTime), parseIsoUs(info.lastTime)];
  if (Number.isNaN(fromUs) || Number.isNaN(toUs)) return null;
  return (
    <span className="cut">
      {windowText(fromUs, toUs, zone)} {zoneLabel(zone, fromUs)}
    </span>
  );
}
