/** Why a group stands out: what is more frequent inside it than outside, in numbers on both sides. */
import { useMemo, useState, type ReactNode } from 'react';
import type { Explanation } from '#contract/api.ts';
import { useAsk } from '../app/use-ask.ts';
import { Button } from '../ui/button.tsx';
import { Doing, ErrorNote } from '../ui/notes.tsx';
import { exactNumber, shareText } from '../ui/numbers.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import './reasons.css';

interface ReasonsProps {
  readonly run: number;
  /** Keep the array the same object while it says the same. */
  readonly groups: readonly number[];
  /** What members are called: "processes". */
  readonly things: string;
}

const MOST_REASONS = 40;
/** Shown before the analyst asks for more. */
const FEW_REASONS = 10;

/** Asks the engine and lists its answer. */
export function Reasons({ run, groups, things }: ReasonsProps): ReactNode {
  const asking = useMemo(() => ({ run, groups: [...groups], limit: MOST_REASONS }), [run, groups]);
  const asked = useAsk('runs.explain', asking);
  if (asked.error !== undefined) return <ErrorNote error={asked.error} again={asked.again} />;
  if (asked.value === undefined) return <Doing what="Comparing with the rest" />;
  return <ReasonList explanation={asked.value} things={things} old={asked.state === 'loading'} />;
}

interface ReasonListProps {
  readonly explanation: Explanation;
  readonly things: string;
  readonly old: boolean;
}

type Reason = Explanation['reasons'][number];

function ReasonList({ explanation, things, old }: ReasonListProps): ReactNode {
  const { reasons } = explanation;
  const more = reasons.filter(({ weight }) => weight > 0);
  const less = reasons.filter(({ weight }) => weight < 0).reverse();
  if (reasons.length === 0) {
    return (
      <p className="reasons-none quiet">
        Nothing is clearly more or less frequent here than elsewhere among the {things}.
      </p>
    );
  }
  return (
    <div className={old ? 'reasons old' : 'reasons'}>
      {more.length > 0 && <ReasonTable title="More frequent here" reasons={more} />}
      {less.length > 0 && <ReasonTable title="Missing or rare here" reasons={less} />}
    </div>
  );
}

interface ReasonTableProps {
  readonly title: string;
  readonly reasons: readonly Reason[];
}

function ReasonTable({ title, reasons }: ReasonTableProps): ReactNode {
  const [all, setAll] = useState(false);
  const shown = all ? reasons : reasons.slice(0, FEW_REASONS);
  const hidden = reasons.length - shown.length;
  return (
    <>
      <table className="reason-table">
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">here</th>
            <th scope="col">elsewhere</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((reason) => (
            <tr key={reason.what} title={`strength ${reason.weight.toPrecision(3)}`}>
              <td>
                <ReasonWords what={reason.what} />
              </td>
              <ShareCell count={reason.inside} share01={reason.insideShare01} inside />
              <ShareCell count={reason.outside} share01={reason.outsideShare01} />
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <Button small variant="bare" onClick={() => setAll(true)}>
          and {hidden} more
        </Button>
      )}
    </>
  );
}

/** "process C:\…\cmd.exe": the kind quiet, the value as evidence. */
function ReasonWords({ what }: { readonly what: string }): ReactNode {
  const kinds = /^(logon type|source address|source host|logon process|\S+) (.*)$/s.exec(what);
  if (kinds === null) return <VisibleText text={what} />;
  return (
    <>
      <span className="quiet">{kinds[1]} </span>
      <span className="mono">
        <VisibleText text={(kinds[2] ?? '').slice(0, 300)} />
      </span>
    </>
  );
}

interface ShareCellProps {
  readonly count: number;
  readonly share01: number;
  readonly inside?: boolean;
}

function ShareCell({ count, share01, inside = false }: ShareCellProps): ReactNode {
  return (
    <td className={inside ? 'share inside' : 'share'}>
      <span className="mono">{exactNumber(count)}</span>{' '}
      <span className="quiet">{shareText(share01)}</span>
      <i style={{ width: `${Math.min(100, share01 * 100)}%` }} />
    </td>
  );
}
