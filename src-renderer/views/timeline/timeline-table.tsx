/** The timeline in numbers: one row a lane. */
import { useMemo, useState, type ReactNode } from 'react';
import type { Lanes } from '#contract/api.ts';
import { useSettings } from '../../app/use-case.ts';
import { useValueMenu } from '../../details/use-value-menu.ts';
import { DataGrid } from '../../grid/data-grid.tsx';
import type { GridColumn, Sort } from '../../grid/grid-column.ts';
import { useArrayRows } from '../../grid/use-paged-rows.ts';
import { durationText, exactNumber } from '../../ui/numbers.ts';
import { zonedText } from '../../ui/zoned-time.ts';
import { columnLabel } from '../events/event-columns-view.ts';
import { laneRows, type LaneRow } from './layout.ts';

interface TimelineTableProps {
  readonly lanes: Lanes;
  readonly field: string;
}

/** The table twin of the lanes. */
export function TimelineTable({ lanes, field }: TimelineTableProps): ReactNode {
  const { zone } = useSettings();
  const menu = useValueMenu();
  const [sort, setSort] = useState<Sort | undefined>(undefined);
  const rows = useMemo(() => sorted(laneRows(lanes), sort), [lanes, sort]);
  const columns = useMemo(() => columnsFor(field, zone, lanes.binUs), [field, zone, lanes.binUs]);
  return (
    <DataGrid
      label={`Events by ${columnLabel(field)}`}
      columns={columns}
      source={useArrayRows(rows)}
      rowKey={(row) => row.value}
      sort={sort}
      onSort={setSort}
      menu={(row) => menu(field, row.value)}
    />
  );
}

function columnsFor(field: string, zone: string, binUs: number): readonly GridColumn<LaneRow>[] {
  const number = (id: 'total' | 'inView' | 'busiest', label: string): GridColumn<LaneRow> => ({
    id,
    label,
    widthPx: 120,
    align: 'end',
    mono: true,
    sortable: true,
    text: (row) => exactNumber(row[id]),
  });
  const time = (id: 'firstUs' | 'lastUs' | 'busiestUs', label: string): GridColumn<LaneRow> => ({
    id,
    label,
    widthPx: 170,
    mono: true,
    sortable: true,
    text: (row) => (Number.isNaN(row[id]) ? undefined : zonedText(row[id], zone)),
  });
  return [
    {
      id: 'value',
      label: columnLabel(field),
      widthPx: 260,
      sortable: true,
      text: ({ value }) => (value === '' ? undefined : value),
    },
    number('total', 'Events'),
    number('inView', 'In view'),
    time('firstUs', 'First from'),
    time('lastUs', 'Last from'),
    time('busiestUs', 'Busiest from'),
    number('busiest', `Most in ${durationText(binUs / 1000)}`),
  ];
}

function sorted(rows: readonly LaneRow[], sort: Sort | undefined): readonly LaneRow[] {
  if (sort === undefined) return rows;
  const sign = sort.descending ? -1 : 1;
  const of = (row: LaneRow): string | number => row[sort.column as keyof LaneRow];
  return [...rows].sort((a, b) => sign * (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0));
}
