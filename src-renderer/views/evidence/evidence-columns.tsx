/** Columns of the evidence table. */
import { CircleAlert, CircleCheck, CircleX, type LucideIcon } from 'lucide-react';
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

/** Path of the file; a member of an archive behind it. */
export function evidenceName({ path, member }: Pick<Evidence, 'path' | 'member'>): string {
  return member === '' ? path : `${path} › ${member}`;
}

function number(
  id: 'recordsSeen' | 'imported' | 'rejected' | 'duplicates',
  label: string,
): GridColumn<Evidence> {
  return {
    id,
    label,
    widthPx: 88,
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
      widthPx: 360,
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
      widthPx: 110,
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
    number('recordsSeen', 'Seen'),
    number('imported', 'Imported'),
    number('rejected', 'Rejected'),
    number('duplicates', 'Duplicates'),
    {
      id: 'problems',
      label: 'Problems',
      widthPx: 160,
      text: problemsText,
    },
    { id: 'format', label: 'Format', widthPx: 96, sortable: true, text: (row) => row.format },
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
      widthPx: 130,
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

/** seen = imported + rejected + duplicates, in words. */
export function recordsText({ recordsSeen, imported, rejected, duplicates }: Evidence): string {
  return `${exactNumber(recordsSeen)} seen = ${exactNumber(imported)} imported + ${exactNumber(rejected)} rejected + ${exactNumber(duplicates)} duplicates`;
}

function problemsText({ problems }: Evidence): string | undefined {
  if (problems.length === 0) return undefined;
  const count = problems.reduce((sum, problem) => sum + problem.count, 0);
  return `${problems.length === 1 ? (problems[0]?.code ?? '') : counted(problems.length, 'kind')}, ${exactNumber(count)}×`;
}

function spanText({ firstTime, lastTime }: Evidence, zone: string): string | undefined {
  if (firstTime === '' || lastTime === '') return undefined;
  return windowText(parseIsoUs(firstTime), parseIsoUs(lastTime), zone);
}
