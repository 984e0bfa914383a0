/** Records that could not become events: why, where, and what they said. */
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Evidence, Reject } from '#contract/evidence.ts';
import { useWorkbench, useWorkbenchState } from '../../app/use-workbench.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import type { GridColumn } from '../../grid/grid-column.ts';
import { usePagedRows } from '../../grid/use-paged-rows.ts';
import { copyText } from '../../ui/copy.ts';
import { Empty } from '../../ui/notes.tsx';
import { VisibleBlock } from '../../ui/visible-text.tsx';

const columns: readonly GridColumn<Reject>[] = [
  { id: 'reason', label: 'Reason', widthPx: 176, text: ({ reason }) => reason },
  { id: 'locator', label: 'Place', widthPx: 230, mono: true, text: ({ locator }) => locator },
  { id: 'message', label: 'What was wrong', widthPx: 360, text: ({ message }) => message },
  { id: 'raw', label: 'Raw', widthPx: 600, mono: true, text: ({ raw }) => raw },
];

/** Rejects of one evidence, the chosen one's raw text beside them. */
export function Rejects({ evidence }: { readonly evidence: Evidence }): ReactNode {
  const { client } = useWorkbench();
  const revision = useWorkbenchState((state) => state.revision);
  const [chosen, setChosen] = useState<Reject | undefined>(undefined);
  const { id } = evidence;
  const fetch = useCallback(
    async (offset: number, limit: number) => {
      const { total, rejects } = await client.call('evidence.rejects', {
        evidence: id,
        offset,
        limit,
      });
      return { total, rows: rejects };
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- another revision may know more rejects
    [client, id, revision],
  );
  const source = usePagedRows(fetch);
  const key = useMemo(() => (row: Reject) => `${row.locator} ${row.reason}`, []);
  return (
    <div className="rejects">
      <DataGrid
        label="Rejected records"
        name="rejects"
        columns={columns}
        source={source}
        rowKey={key}
        selectedKey={chosen === undefined ? undefined : key(chosen)}
        onSelect={setChosen}
        menu={(row) => [
          { label: 'Copy raw text', onSelect: () => void copyText(row.raw) },
          { label: 'Copy place', onSelect: () => void copyText(row.locator) },
        ]}
        empty={
          <Empty title="No record was rejected">
            Every record became an event or was a duplicate.
          </Empty>
        }
      />
      {chosen !== undefined && (
        <pre className="raw wrap mono reject-raw" tabIndex={0} aria-label="Raw text of the record">
          <VisibleBlock text={chosen.raw} />
        </pre>
      )}
    </div>
  );
}
