/** One evidence in full: what is known of it, what was odd, and what can be done with it. */
import { Filter, ListX, Play, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Evidence } from '#contract/evidence.ts';
import { useCase, useTell, useView } from '../../app/use-case.ts';
import { useScope } from '../../app/use-scope.ts';
import { Button } from '../../ui/button.tsx';
import { Warning } from '../../ui/notes.tsx';
import { counted, exactNumber } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import {
  addsUp,
  byCount,
  EvidenceState,
  formatText,
  nothingText,
  SumMark,
  zoneRuleText,
} from './evidence-columns.tsx';
import { RemoveDialog } from './remove-dialog.tsx';

interface AboutEvidenceProps {
  readonly evidence: Evidence;
  /** Shows its rejected records. */
  readonly onRejects: () => void;
}

/** For the details pane. */
export function AboutEvidence({ evidence, onRejects }: AboutEvidenceProps): ReactNode {
  const nothing = nothingText(evidence);
  return (
    <div className="about-evidence">
      {nothing !== undefined && (
        <Warning>
          Nothing of it is among the events. <VisibleText text={nothing} />
        </Warning>
      )}
      <Account evidence={evidence} onRejects={onRejects} />
      <Actions evidence={evidence} />
      <Facts evidence={evidence} />
      <h3>Problems</h3>
      <Problems evidence={evidence} />
    </div>
  );
}

/** The sum, line by line: each number leads to what it counts. */
function Account({ evidence, onRejects }: AboutEvidenceProps): ReactNode {
  const { recordsSeen, imported, rejected, duplicates } = evidence;
  return (
    <table className="account" aria-label="What became of its records">
      <tbody>
        <tr>
          <th scope="row">imported</th>
          <td className="mono">{exactNumber(imported)}</td>
          <td />
        </tr>
        <tr>
          <th scope="row">rejected</th>
          <td className="mono">{exactNumber(rejected)}</td>
          <td>
            {rejected > 0 && (
              <Button small variant="bare" icon={ListX} onClick={onRejects}>
                see them
              </Button>
            )}
          </td>
        </tr>
        <tr>
          <th scope="row">duplicates</th>
          <td className="mono">{exactNumber(duplicates)}</td>
          <td />
        </tr>
        <tr className="sum">
          <th scope="row">seen</th>
          <td className="mono">{exactNumber(recordsSeen)}</td>
          <td className="account-sum">
            <SumMark evidence={evidence} /> {addsUp(evidence) ? 'adds up' : 'does not add up'}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Actions({ evidence }: { readonly evidence: Evidence }): ReactNode {
  const { filterValue } = useScope();
  const { show } = useView();
  const { info } = useCase();
  const tell = useTell();
  const [removing, setRemoving] = useState(false);
  const readOnly = info?.readOnly === true;
  const showEvents = (): void => {
    filterValue('loupe.evidence', evidenceLabel(evidence));
    show('events');
  };
  return (
    <div className="actions">
      <Button small icon={Filter} disabled={evidence.imported === 0} onClick={showEvents}>
        Only its events
      </Button>
      {evidence.status !== 'complete' && (
        <Button
          small
          icon={Play}
          disabled={readOnly}
          title="Reads the file again from where it stopped"
          onClick={() => void tell('import.start', { paths: [evidence.path] })}
        >
          {evidence.status === 'partial' ? 'Go on reading it' : 'Try again'}
        </Button>
      )}
      <Button
        small
        variant="danger"
        icon={Trash2}
        disabled={readOnly}
        onClick={() => setRemoving(true)}
      >
        Remove from case…
      </Button>
      {removing && <RemoveDialog evidence={evidence} onClose={() => setRemoving(false)} />}
    </div>
  );
}

/** As the column `loupe.evidence` names it. */
function evidenceLabel({ path, member }: Evidence): string {
  return member === '' ? path : `${path}/${member}`;
}

const zoneWords: Readonly<Record<Evidence['zone']['kind'], string>> = {
  explicit: 'each time says its own zone',
  utc: 'UTC, by the definition of the format',
  assumed: 'times carry no zone; read as',
};

function zoneInWords({ kind, zone }: Evidence['zone']): string {
  return kind === 'assumed' ? `${zoneWords.assumed} ${zone}` : zoneWords[kind];
}

function Facts({ evidence }: { readonly evidence: Evidence }): ReactNode {
  const lines: readonly (readonly [string, ReactNode])[] = [
    ['file', <VisibleText key="file" text={evidence.path} />],
    ...(evidence.member === ''
      ? []
      : ([['member', <VisibleText key="member" text={evidence.member} />]] as const)),
    ['state', <EvidenceState key="state" status={evidence.status} />],
    ['sha256', evidence.sha256 === '' ? 'not known: not read to its end' : evidence.sha256],
    ['size', `${exactNumber(evidence.sizeBytes)} bytes`],
    [
      'format',
      `${formatText(evidence) ?? 'none that is known'} (${evidence.format === '' ? '–' : evidence.format} ${evidence.readerVersion})`,
    ],
    [
      'times',
      <span key="times" title={zoneRuleText(evidence.zone)}>
        {zoneInWords(evidence.zone)}
      </span>,
    ],
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

function Problems({ evidence }: { readonly evidence: Evidence }): ReactNode {
  const problems = byCount(evidence);
  if (problems.length === 0) {
    return (
      <p className="quiet">
        {evidence.rejected === 0
          ? 'Nothing was odd about this evidence.'
          : 'Nothing was odd but the rejected records.'}
      </p>
    );
  }
  return (
    <ul className="problems">
      {problems.map(({ code, message, count, firstLocator }) => (
        <li key={`${code} ${message} ${firstLocator}`}>
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
