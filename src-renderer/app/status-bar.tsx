/** One line about the case as a whole: whether all evidence came in, and whether it may be changed. */
import { Clock, Lock, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CaseInfo } from '#contract/api.ts';
import { Button } from '../ui/button.tsx';
import { bytesText, exactNumber, shortNumber } from '../ui/numbers.ts';
import { said } from '../ui/said.ts';
import { parseIsoUs, windowText, zoneLabel } from '../ui/zoned-time.ts';
import { clockRulesText } from '#contract/clocks.ts';
import { useClocksDialog } from '../views/clocks/clocks-state.ts';
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
      <ClocksHint info={info} />
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

/** Times on screen are not the stored ones while a clock is corrected: said on every view. */
function ClocksHint({ info }: { readonly info: CaseInfo }): ReactNode {
  const { show } = useClocksDialog();
  const { clockRules } = info;
  if (clockRules.length === 0) return null;
  return (
    <Button
      variant="bare"
      className="warn"
      title={`Times are shown corrected: ${clockRulesText(clockRules)}`}
      onClick={() => show()}
    >
      <Clock size={12} aria-hidden />
      {clockRules.length === 1 ? '1 clock corrected' : `${clockRules.length} clocks corrected`}
    </Button>
  );
}

function Span({ info }: { readonly info: CaseInfo }): ReactNode {
  const { zone } = useSettings();
  const [fromUs, toUs] = [parseIsoUs(info.firstTime), parseIsoUs(info.lastTime)];
  if (Number.isNaN(fromUs) || Number.isNaN(toUs)) return null;
  return (
    <span
      className="cut"
      title={info.clockRules.length > 0 ? 'First and last time as stored, uncorrected' : undefined}
    >
      {windowText(fromUs, toUs, zone)} {zoneLabel(zone, fromUs)}
    </span>
  );
}
