/** Columns of the evidence table. */
import {
  Check,
  CircleAlert,
  CircleCheck,
  CircleX,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Evidence, EvidenceStatus } from '#contract/evidence.ts';
import type { GridColumn } from '../../grid/grid-column.ts';
import { bytesText, counted, exactNumber, MISSING } from '../../ui/numbers.ts';
import { SharesBar } from '../../ui/progress.tsx';
import { parseIsoUs, windowText, zonedText, zoneLabel } from '../../ui/zoned-time.ts';

const states: Readonly<Record<EvidenceStatus, readonly [string, LucideIcon, string]>> = {
  complete: ['complete', CircleCheck, 'state good'],
  partial: ['partial', CircleAlert, 'state warn'],
  failed: ['failed', CircleX, 'state bad'],
};

/** A status as a word with a shape. */
export function EvidenceState({ status }: { readonly status: EvidenceStatus }): ReactNode {
  const [word, Icon, className] = states[status];
  return (
    <span className={className}>
      <Icon size={14} aria-hidden /> {word}
    </span>
  );
}

/** True when every record that was seen is accounted for. */
export function addsUp({ recordsSeen, imported, rejected, duplicates }: Evidence): boolean {
  return recordsSeen === imported + rejected + duplicates;
}

/** A mark, and the sum in words behind it. */
export function SumMark({ evidence }: { readonly evidence: Evidence }): ReactNode {
  const good = addsUp(evidence);
  const Icon = good ? Check : TriangleAlert;
  return (
    <span
      className={good ? 'state good' : 'state bad'}
      role="img"
      aria-label={good ? 'adds up' : 'does not add up'}
      title={recordsText(evidence)}
    >
      <Icon size={14} aria-hidden />
    </span>
  );
}

/** Path of the file; a member of an archive behind it. */
export function evidenceName({ path, member }: Pick<Evidence, 'path' | 'member'>): string {
  return member === '' ? path : `${path} › ${member}`;
}

function number(
  id: 'recordsSeen' | 'imported' | 'rejected' | 'duplicates',
  label: string,
  widthPx: number,
): GridColumn<Evidence> {
  return {
    id,
    label,
    widthPx,
    align: 'end',
    mono: true,
    sortable: true,
    text: (row) => exactNumber(row[id]),
  };
}

/** Columns with times in a zone. */
export function evidenceColumns(zone: string): readonly GridColumn<Evidence>[] {
  return [
    {
      id: 'path',
      label: 'File',
      widthPx: 300,
      mono: true,
      sortable: true,
      text: evidenceName,
      cut: 'middle',
    },
    {
      id: 'status',
      label: 'State',
      widthPx: 100,
      sortable: true,
      text: (row) => row.status,
      render: (row) => <EvidenceState status={row.status} />,
    },
    {
      id: 'records',
      label: 'Records',
      widthPx: 90,
      text: recordsText,
      render: (row) => (
        <SharesBar
          shares={[
            { label: 'imported', count: row.imported, colour: 'var(--teal)' },
            { label: 'rejected', count: row.rejected, colour: 'var(--red)' },
            { label: 'duplicates', count: row.duplicates, colour: 'var(--faint)' },
          ]}
        />
      ),
    },
    number('recordsSeen', 'Seen', 72),
    number('imported', 'Imported', 76),
    number('rejected', 'Rejected', 76),
    number('duplicates', 'Duplicates', 94),
    {
      id: 'sum',
      label: 'Sum',
      widthPx: 52,
      text: (row) => (addsUp(row) ? 'adds up' : 'does not add up'),
      render: (row) => <SumMark evidence={row} />,
    },
    {
      id: 'problems',
      label: 'Problems',
      widthPx: 240,
      sortable: true,
      text: problemsText,
      hint: problemsHint,
    },
    {
      id: 'format',
      label: 'Format',
      widthPx: 170,
      sortable: true,
      text: formatText,
      hint: (row) => `${formatText(row) ?? ''} (reader ${row.format} ${row.readerVersion})`,
    },
    ...factColumns(zone),
  ];
}

/** What is known of the file itself. */
function factColumns(zone: string): readonly GridColumn<Evidence>[] {
  return [
    {
      id: 'sizeBytes',
      label: 'Size',
      widthPx: 80,
      align: 'end',
      mono: true,
      sortable: true,
      text: (row) => bytesText(row.sizeBytes),
      hint: (row) => `${exactNumber(row.sizeBytes)} bytes`,
    },
    {
      id: 'firstTime',
      label: 'Span',
      widthPx: 290,
      mono: true,
      sortable: true,
      text: (row) => spanText(row, zone),
      hint: (row) => `${spanText(row, zone) ?? MISSING} ${zone}`,
    },
    {
      id: 'sha256',
      label: 'SHA-256',
      widthPx: 150,
      mono: true,
      text: (row) => (row.sha256 === '' ? undefined : row.sha256),
    },
    {
      id: 'zone',
      label: 'Times read as',
      widthPx: 150,
      text: ({ zone: rule }) => zoneRuleText(rule),
    },
    {
      id: 'mtime',
      label: 'File changed',
      widthPx: 160,
      mono: true,
      sortable: true,
      text: (row) => zonedText(parseIsoUs(row.mtime), zone),
      hint: (row) =>
        `${zonedText(parseIsoUs(row.mtime), zone)} ${zoneLabel(zone, parseIsoUs(row.mtime))}`,
    },
  ];
}

/** How times without a zone were read. */
export function zoneRuleText({ kind, zone }: Evidence['zone']): string {
  if (kind === 'explicit') return 'as they say';
  return kind === 'utc' ? 'UTC by format' : `${zone}, assumed`;
}

/** The format card it was read by; nothing where no reader could read it. */
export function formatText({ layout, layoutLabel }: Evidence): string | undefined {
  return layout === '' ? undefined : layoutLabel;
}

/** Why nothing of an evidence is among the events, in words; undefined when something is. */
export function nothingText(evidence: Evidence): string | undefined {
  const { imported, recordsSeen, rejected, duplicates, status, problems } = evidence;
  if (imported > 0) return undefined;
  if (recordsSeen > 0 && rejected === recordsSeen) return 'Every record of it was rejected.';
  if (recordsSeen > 0 && duplicates === recordsSeen) return 'All of it is in the case already.';
  const [first] = problems;
  if (first !== undefined && status === 'failed') return first.message;
  if (status === 'partial') return 'Nothing was read of it before it broke off.';
  return first === undefined ? 'It holds no records.' : `It holds no records. ${first.message}`;
}

/** seen = imported + rejected + duplicates, in words. */
export function recordsText({ recordsSeen, imported, rejected, duplicates }: Evidence): string {
  return `${exactNumber(recordsSeen)} seen = ${exactNumber(imported)} imported + ${exactNumber(rejected)} rejected + ${exactNumber(duplicates)} duplicates`;
}

/** Why there is nothing, or what is wrong most often with its place. */
function problemsText(evidence: Evidence): string | undefined {
  const nothing = nothingText(evidence);
  if (nothing !== undefined) return nothing;
  const [first] = byCount(evidence);
  if (first === undefined) return undefined;
  const more = evidence.problems.length - 1;
  const place = first.firstLocator === '' ? '' : `, first at ${first.firstLocator}`;
  const others = more === 0 ? '' : `, and ${counted(more, 'other kind')}`;
  return `${first.code} ${exactNumber(first.count)}×${place}${others}`;
}

function problemsHint(evidence: Evidence): string | undefined {
  return byCount(evidence)
    .map(({ message, count }) => `${exactNumber(count)}× ${message}`)
    .join('\n');
}

/** Most frequent first. */
export function byCount({ problems }: Evidence): Evidence['problems'] {
  return [...problems].sort((a, b) => b.count - a.count);
}

function spanText({ firstTime, lastTime }: Evidence, zone: string): string | undefined {
  if (firstTime === '' || lastTime === '') return undefined;
  return windowText(parseIsoUs(firstTime), parseIsoUs(lastTime), zone);
}
