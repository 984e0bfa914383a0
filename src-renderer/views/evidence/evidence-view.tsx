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
import { Empty, Warning } from '../../ui/notes.tsx';
import { counted, exactNumber } from '../../ui/numbers.ts';
import { evidenceColumns, evidenceName } from './evidence-columns.tsx';
import { AboutEvidence } from './about-evidence.tsx';
import { Rejects } from './rejects.tsx';
import { ImportProgress } from './import-progress.tsx';
import { useEvidenceDialog } from './import-state.ts';
import { sortedEvidence } from './sort-evidence.ts';

/** Files at the top, what is wrong with the chosen one beneath. */
export function EvidenceView(): ReactNode {
  const { info } = useCase();
  const { zone } = useSettings();
  const { pick } = useEvidenceDialog();
  const [sort, setSort] = useState<Sort | undefined>(undefined);
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const all = info?.evidence;
  const rows = useMemo(() => sortedEvidence(all ?? [], sort), [all, sort]);
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
          variant={rows.length === 0 ? 'plain' : 'primary'}
          icon={FolderPlus}
          disabled={info.readOnly}
          title={info.readOnly ? info.readOnlyReason : 'Add evidence (A)'}
          onClick={pick}
        >
          Add evidence
        </Button>
      </div>
      {info.readOnly && <Warning>This case is read-only: {info.readOnlyReason}</Warning>}
      <ImportProgress />
      <DataGrid
        label="Evidence files"
        name="evidence"
        columns={columns}
        source={source}
        rowKey={(row) => row.id}
        selectedKey={chosen}
        onSelect={(row) => setChosen(row.id)}
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
        empty={<NoEvidence />}
      />
      {evidence !== undefined && (
        <WhyPane tab="Evidence" title={evidenceName(evidence)}>
          <AboutEvidence evidence={evidence} />
        </WhyPane>
      )}
      {evidence !== undefined && evidence.rejected > 0 && (
        <section className="drawer" aria-label="Rejected records">
          <div className="bar">
            <h2>{counted(evidence.rejected, 'rejected record')}</h2>
            <span className="quiet cut">
              kept with their reason; none of them is among the events
            </span>
            <span className="grow" />
            <IconButton small label="Close" icon={X} onClick={() => setChosen(undefined)} />
          </div>
          <Rejects key={evidence.id} evidence={evidence} />
        </section>
      )}
    </section>
  );
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
      duplicate. EVTX, JSON and CSV, also inside gzip, zstd and zip.{' '}
      {shell === undefined ? 'In a browser, type their paths.' : 'Or drop files and folders here.'}
    </Empty>
  );
}
