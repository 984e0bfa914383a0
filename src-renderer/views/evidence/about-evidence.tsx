/** One evidence in full: what is known of it, what was odd, and a way to its events. */
import { Filter } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Evidence } from '#contract/evidence.ts';
import { useView } from '../../app/use-case.ts';
import { useScope } from '../../app/use-scope.ts';
import { Button } from '../../ui/button.tsx';
import { counted, exactNumber } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { EvidenceState, recordsText, zoneRuleText } from './evidence-columns.tsx';

/** For the details pane. */
export function AboutEvidence({ evidence }: { readonly evidence: Evidence }): ReactNode {
  const { filterValue } = useScope();
  const { show } = useView();
  const showEvents = (): void => {
    filterValue('loupe.evidence', evidenceLabel(evidence));
    show('events');
  };
  return (
    <div className="about-evidence">
      <Facts evidence={evidence} />
      <Button small icon={Filter} disabled={evidence.imported === 0} onClick={showEvents}>
        Only its events
      </Button>
      <h3>Problems</h3>
      <Problems evidence={evidence} />
    </div>
  );
}

/** As the column `loupe.evidence` names it. */
function evidenceLabel({ path, member }: Evidence): string {
  return member === '' ? path : `${path}/${member}`;
}

function Facts({ evidence }: { readonly evidence: Evidence }): ReactNode {
  const lines: readonly (readonly [string, ReactNode])[] = [
    ['file', <VisibleText key="file" text={evidence.path} />],
    ...(evidence.member === ''
      ? []
      : ([['member', <VisibleText key="member" text={evidence.member} />]] as const)),
    ['state', <EvidenceState key="state" status={evidence.status} />],
    ['records', recordsText(evidence)],
    ['sha256', evidence.sha256 === '' ? 'not known: not read to its end' : evidence.sha256],
    ['size', `${exactNumber(evidence.sizeBytes)} bytes`],
    ['format', `${evidence.format}, reader ${evidence.readerVersion}`],
    ['times', zoneRuleText(evidence.zone)],
    ['changed', evidence.mtime],
  ];
  return (
    <dl className="pairs">
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="mono">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Problems({ evidence: { problems } }: { readonly evidence: Evidence }): ReactNode {
  if (problems.length === 0) {
    return <p className="quiet">Nothing was odd about this evidence.</p>;
  }
  return (
    <ul className="problems">
      {problems.map(({ code, message, count, firstLocator }) => (
        <li key={`${code} ${firstLocator}`}>
          <p>
            <VisibleText text={message} />
          </p>
          <p className="mono quiet">
            {code}, {counted(count, 'time')}
            {firstLocator !== '' && `, first at ${firstLocator}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
