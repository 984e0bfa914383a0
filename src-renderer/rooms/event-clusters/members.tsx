/** The events behind the chosen rows, with their command lines. */
import { useMemo, type ReactNode } from 'react';
import { useSelection, useSettings } from '../../app/use-case.ts';
import { useValueMenu } from '../../details/use-value-menu.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import { blockNumber, blockText } from '../../grid/grid-column.ts';
import { Empty } from '../../ui/notes.tsx';
import { counted, exactNumber } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { eventGridColumns } from '../../views/events/event-columns-view.ts';
import { pickLabel, sizeOf, type ClusterRow } from '../cluster-row.ts';
import { useMemberRows } from '../use-member-rows.ts';

interface MembersProps {
  readonly run: number;
  readonly rows: readonly ClusterRow[];
}

const names = [
  '@timestamp',
  'process.command_line',
  'process.executable',
  'process.parent.executable',
  'user.name',
  'host.name',
] as const;

/** Right of the table. */
export function Members({ run, rows }: MembersProps): ReactNode {
  const { zone } = useSettings();
  const { selected, select, openDetails } = useSelection();
  const valueMenu = useValueMenu();
  const source = useMemberRows(run, rows, names);
  const columns = useMemo(
    () =>
      eventGridColumns(names, zone).map((column) =>
        column.id === '@timestamp' ? { ...column, widthPx: 188 } : column,
      ),
    [zone],
  );
  const all = sizeOf(rows);
  const fewer = source.state === 'ready' && source.total < all;
  return (
    <>
      <div className="members-head">
        <span className="cut">
          <VisibleText text={pickLabel(rows)} />
        </span>
        <span className="quiet cut">
          {fewer
            ? `${exactNumber(source.total)} of ${counted(all, 'event')}: the scope leaves out the others`
            : counted(all, 'event')}
        </span>
      </div>
      <DataGrid
        label="Events of the chosen rows"
        name="members"
        columns={columns}
        source={source}
        rowKey={(row) => blockNumber(row, 'id')}
        selectedKey={selected}
        onSelect={(row) => select(blockNumber(row, 'id'))}
        onOpen={(row) => openDetails(blockNumber(row, 'id'))}
        menu={(row, column) => valueMenu(column.id, blockText(row, column.id, 'UTC'))}
        empty={
          <Empty title={all === 0 ? 'No row is chosen' : 'None of these events is in the scope'} />
        }
      />
    </>
  );
}
