/** What went into the case: every file with what became of its records, and adding more. */
import { FolderPlus, X } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { Evidence } from '#contract/evidence.ts';
import { useCase, useSettings } from '../../app/use-case.ts';
import { useWorkbench } from '../../app/use-workbench.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import type { Sort } from '../../grid/grid-column.ts';
import { useArrayRows } from '../../grid/use-paged-rows.ts';
import { WhyPane } from '../../app/why-slot.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy.ts';
import { Segments, TextInput } from '../../ui/fields.tsx';
import { Empty, Warning } from '../../ui/notes.tsx';
import { counted, exactNumber } from '../../ui/numbers.ts';
import { evidenceColumns, evidenceName } from './evidence-columns.tsx';
import { AboutEvidence } from './about-evidence.tsx';
import { Rejects } from './rejects.tsx';
import { ImportProgress } from './import-progress.tsx';
import { useEvidenceDialog } from './import-state.ts';
import { filteredEvidence, sortedEvidence, type EvidenceFilter } from './sort-evidence.ts';

/** Files at the top, what is wrong with the chosen one beneath. */
export function EvidenceView(): ReactNode {
  const { info } = useCase();
  const { zone } = useSettings();
  const { pick } = useEvidenceDialog();
  const [sort, setSort] = useState<Sort | undefined>(undefined);
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const all = info?.evidence;
  const [filter, setFilter] = useState<EvidenceFilter>('all');
  const [typed, setTyped] = useState('');
  const [rejectsOpen, setRejectsOpen] = useState(true);
  const rows = useMemo(
    () => sortedEvidence(filteredEvidence(all ?? [], filter, typed), sort),
    [all, filter, typed, sort],
  );
  const source = useArrayRows(rows);
  const columns = useMemo(() => evidenceColumns(zone), [zone]);
  const evidence = rows.find(({ id }) => id === chosen);
  if (info === undefined) return null;
  return (
    <section className="evidence" aria-label="Evidence">
      <div className="bar">
        <h2>Evidence</h2>
        <span className="quiet cut">{totalsText(rows)}</span>
        <span className="grow" />
        <Button
          small
          variant={info.evidence.length === 0 ? 'plain' : 'primary'}
          icon={FolderPlus}
          disabled={info.readOnly}
          title={info.readOnly ? info.readOnlyReason : 'Add evidence (A)'}
          onClick={pick}
        >
          Add evidence
        </Button>
      </div>
      <EvidenceFilters
        evidence={info.evidence}
        filter={filter}
        onFilter={setFilter}
        typed={typed}
        onTyped={setTyped}
      />
      {info.readOnly && <Warning>This case is read-only: {info.readOnlyReason}</Warning>}
      <ImportProgress />
      <DataGrid
        label="Evidence files"
        name="evidence"
        columns={columns}
        source={source}
        rowKey={(row) => row.id}
        selectedKey={chosen}
        onSelect={(row) => {
          setChosen(row.id);
          setRejectsOpen(true);
        }}
        sort={sort}
        onSort={setSort}
        menu={(row, column) => [
          {
            label: `Copy ${column.label.toLowerCase()}`,
            onSelect: () => void copyText(column.text(row) ?? ''),
          },
          { label: 'Copy SHA-256', onSelect: () => void copyText(row.sha256) },
          { label: 'Copy path', onSelect: () => void copyText(row.path) },
        ]}
        empty={info.evidence.length === 0 ? <NoEvidence /> : <NoneLeft />}
      />
      {evidence !== undefined && (
        <WhyPane tab="Evidence" title={evidenceName(evidence)}>
          <AboutEvidence evidence={evidence} onRejects={() => setRejectsOpen(true)} />
        </WhyPane>
      )}
      {evidence !== undefined && rejectsOpen && (
        <RejectsDrawer evidence={evidence} onClose={() => setRejectsOpen(false)} />
      )}
    </section>
  );
}

interface RejectsDrawerProps {
  readonly evidence: Evidence;
  readonly onClose: () => void;
}

/** Beneath the files, while there is something to browse. */
function RejectsDrawer({ evidence, onClose }: RejectsDrawerProps): ReactNode {
  if (evidence.rejected === 0) return null;
  return (
    <section className="drawer" aria-label="Rejected records">
      <div className="bar">
        <h2>{counted(evidence.rejected, 'rejected record')}</h2>
        <span className="quiet cut">kept with their reason; none of them is among the events</span>
        <span className="grow" />
        <IconButton small label="Close" icon={X} onClick={onClose} />
      </div>
      <Rejects key={evidence.id} evidence={evidence} />
    </section>
  );
}

interface EvidenceFiltersProps {
  readonly evidence: readonly Evidence[];
  readonly filter: EvidenceFilter;
  readonly onFilter: (filter: EvidenceFilter) => void;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
}

/** For triage packages of hundreds of files: only what needs a look. */
function EvidenceFilters(props: EvidenceFiltersProps): ReactNode {
  const { evidence, filter, onFilter, typed, onTyped } = props;
  if (evidence.length < 2 && filter === 'all' && typed === '') return null;
  const options = filters.map(([value, label]) => ({
    value,
    label: `${label} ${exactNumber(filteredEvidence(evidence, value, '').length)}`,
  }));
  return (
    <div className="bar evidence-filters">
      <TextInput
        small
        className="evidence-find"
        aria-label="Find files by name, format or hash"
        placeholder="Name, format or hash"
        value={typed}
        onText={onTyped}
      />
      <Segments label="Files shown" options={options} value={filter} onPick={onFilter} />
    </div>
  );
}

const filters: readonly (readonly [EvidenceFilter, string])[] = [
  ['all', 'All'],
  ['incomplete', 'Incomplete'],
  ['rejects', 'Rejects'],
  ['problems', 'Problems'],
];

function NoneLeft(): ReactNode {
  return <Empty title="No file is left">Nothing here fits the filter above.</Empty>;
}

function totalsText(rows: readonly Evidence[]): string {
  if (rows.length === 0) return '';
  const sum = (key: 'recordsSeen' | 'imported' | 'rejected' | 'duplicates'): string =>
    exactNumber(rows.reduce((total, row) => total + row[key], 0));
  return `${counted(rows.length, 'file')}: ${sum('recordsSeen')} records seen = ${sum('imported')} imported + ${sum('rejected')} rejected + ${sum('duplicates')} duplicates`;
}

function NoEvidence(): ReactNode {
  const { pick } = useEvidenceDialog();
  const { shell } = useWorkbench().client;
  return (
    <Empty
      title="No evidence yet"
      actions={
        <Button variant="primary" icon={FolderPlus} onClick={pick}>
          Add evidence
        </Button>
      }
    >
      Files appear here with their hash and with what became of each record: imported, rejected or a
      duplicate. Event logs of every known format, also inside gzip, zstd, tar and zip; of unknown
      tables and JSON the meaning of each column is proposed.{' '}
      {shell === undefined ? 'In a browser, type their paths.' : 'Or drop files and folders here.'}
    </Empty>
  );
}
