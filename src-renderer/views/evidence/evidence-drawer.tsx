/** Beneath the table: one evidence in full, its problems, and the records that were no events. */
import { Filter, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Evidence } from '#contract/evidence.ts';
import { useView } from '../../app/use-case.ts';
import { useScope } from '../../app/use-scope.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { counted, exactNumber, shortNumber } from '../../ui/numbers.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { VisibleText } from '../../ui/visible-text.tsx';
import { EvidenceState, evidenceName, recordsText, zoneRuleText } from './evidence-columns.tsx';
import { Rejects } from './rejects.tsx';

interface EvidenceDrawerProps {
  readonly evidence: Evidence;
  readonly onClose: () => void;
}

/** Facts, problems and rejects of one evidence. */
export function EvidenceDrawer({ evidence, onClose }: EvidenceDrawerProps): ReactNode {
  const { filterValue } = useScope();
  const { show } = useView();
  const [tab, setTab] = useState(evidence.rejected > 0 ? 'rejects' : 'facts');
  const showEvents = (): void => {
    filterValue('loupe.evidence', evidenceLabel(evidence));
    show('events');
  };
  return (
    <section className="drawer" aria-label={`About ${evidenceName(evidence)}`}>
      <div className="bar">
        <h2 className="cut mono">
          <VisibleText text={evidenceName(evidence)} />
        </h2>
        <span className="grow" />
        <Button small variant="bare" icon={Filter} onClick={showEvents}>
          Its events
        </Button>
        <IconButton small label="Close" icon={X} onClick={onClose} />
      </div>
      <Tabs
        label="About this evidence"
        value={tab}
        onChange={setTab}
        tabs={[
          { id: 'facts', label: 'Facts', content: <Facts evidence={evidence} /> },
          {
            id: 'problems',
            label: `Problems ${shortNumber(evidence.problems.length)}`,
            content: <Problems evidence={evidence} />,
          },
          {
            id: 'rejects',
            label: `Rejected ${shortNumber(evidence.rejected)}`,
            content: <Rejects evidence={evidence} />,
          },
        ]}
      />
    </section>
  );
}

/** As the column `loupe.evidence` names it. */
function evidenceLabel({ path, member }: Evidence): string {
  return member === '' ? path : `${path}/${member}`;
}

function Facts({ evidence }: { readonly evidence: Evidence }): ReactNode {
  const lines: readonly (readonly [string, ReactNode])[] = [
    ['state', <EvidenceState key="state" status={evidence.status} />],
    ['records', recordsText(evidence)],
    ['sha256', evidence.sha256 === '' ? 'not known: not read to its end' : evidence.sha256],
    ['size', `${exactNumber(evidence.sizeBytes)} bytes`],
    ['format', `${evidence.format}, reader ${evidence.readerVersion}`],
    ['times', zoneRuleText(evidence.zone)],
    ['changed', evidence.mtime],
  ];
  return (
    <dl className="pairs drawer-facts">
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
    return <p className="drawer-words quiet">Nothing was odd about this evidence.</p>;
  }
  return (
    <ul className="problems">
      {problems.map(({ code, message, count, firstLocator }) => (
        <li key={`${code} ${firstLocator}`}>
          <span className="mono">{code}</span>
          <span className="grow">
            <VisibleText text={message} />
          </span>
          <span className="mono quiet">
            {counted(count, 'time')}
            {firstLocator !== '' && `, first at ${firstLocator}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
