/** Records that could not become events: why, where, and what they said. */
import { Copy } from 'lucide-react';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Evidence, Reject } from '#contract/evidence.ts';
import { useAsk } from '../../app/use-ask.ts';
import { useWorkbench, useWorkbenchState } from '../../app/use-workbench.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import type { GridColumn } from '../../grid/grid-column.ts';
import { usePagedRows } from '../../grid/use-paged-rows.ts';
import { Button } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy.ts';
import { Select } from '../../ui/fields.tsx';
import { Empty } from '../../ui/notes.tsx';
import { exactNumber } from '../../ui/numbers.ts';
import { VisibleBlock, VisibleText } from '../../ui/visible-text.tsx';

const columns: readonly GridColumn<Reject>[] = [
  { id: 'locator', label: 'Place', widthPx: 200, mono: true, text: ({ locator }) => locator },
  { id: 'reason', label: 'Reason', widthPx: 168, text: ({ reason }) => reason },
  { id: 'message', label: 'What was wrong', widthPx: 360, text: ({ message }) => message },
  { id: 'raw', label: 'Raw', widthPx: 600, mono: true, text: ({ raw }) => raw },
];

/** Rejects of one evidence, the chosen one's raw text beside them. */
export function Rejects({ evidence }: { readonly evidence: Evidence }): ReactNode {
  const { client } = useWorkbench();
  const revision = useWorkbenchState((state) => state.revision);
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState<Reject | undefined>(undefined);
  const { id } = evidence;
  const fetch = useCallback(
    async (offset: number, limit: number) => {
      const { total, rejects } = await client.call('evidence.rejects', {
        evidence: id,
        ...(reason === '' ? {} : { reason }),
        offset,
        limit,
      });
      return { total, rows: rejects };
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- another revision may know more rejects
    [client, id, reason, revision],
  );
  const source = usePagedRows(fetch);
  const key = useMemo(() => (row: Reject) => `${row.locator} ${row.reason}`, []);
  return (
    <>
      <ReasonFilter evidence={id} reason={reason} onReason={setReason} />
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
            { label: `Only ${row.reason}`, onSelect: () => setReason(row.reason) },
          ]}
          empty={
            <Empty title="No record was rejected">
              Every record became an event or was a duplicate.
            </Empty>
          }
        />
        {chosen !== undefined && <RawPane reject={chosen} />}
      </div>
    </>
  );
}

interface ReasonFilterProps {
  readonly evidence: number;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
}

/** The reasons that there are, with how many records each. */
function ReasonFilter({ evidence, reason, onReason }: ReasonFilterProps): ReactNode {
  const { value } = useAsk('evidence.rejects', { evidence, limit: 1 });
  const reasons = value?.reasons ?? [];
  if (reasons.length < 2) return null;
  const all = reasons.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="bar reject-filter">
      <Select
        small
        aria-label="Reason"
        value={reason}
        options={[
          { value: '', label: `All ${reasons.length} reasons (${exactNumber(all)})` },
          ...reasons.map((each) => ({
            value: each.reason,
            label: `${each.reason} (${exactNumber(each.count)})`,
          })),
        ]}
        onPick={onReason}
      />
    </div>
  );
}

function RawPane({ reject }: { readonly reject: Reject }): ReactNode {
  return (
    <section className="reject-pane" aria-label="Rejected record">
      <header>
        <p>
          <VisibleText text={reject.message} />
        </p>
        <p className="mono quiet">
          {reject.reason}, {reject.locator}
        </p>
        <Button small icon={Copy} onClick={() => void copyText(reject.raw)}>
          Copy raw text
        </Button>
      </header>
      <pre className="raw wrap mono reject-raw" tabIndex={0} aria-label="Raw text of the record">
        {reject.raw === '' ? (
          <span className="quiet">No text was kept of it: its place is all there is.</span>
        ) : (
          <VisibleBlock text={reject.raw} />
        )}
      </pre>
    </section>
  );
}
