/** The ranked table of clusters: the loneliest first, arrows look, Space checks, Enter filters. */
import { Check, Copy, Filter, FilterX, Rows3, VenetianMask } from 'lucide-react';
import {
  useEffect,
  useMemo,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { useSelection } from '../app/use-case.ts';
import { DataGrid } from '../grid/data-grid.tsx';
import type { BlockRow, GridColumn, Sort } from '../grid/grid-column.ts';
import { spelledOut } from '../ui/control-glyphs.ts';
import { copyText } from '../ui/copy.ts';
import type { MenuEntry } from '../ui/menu.tsx';
import { Empty } from '../ui/notes.tsx';
import { clusterRow, pickLabel, type ClusterRow } from './cluster-row.ts';
import { useRunTable } from './use-run-table.ts';
import type { ClusterPicks } from './use-cluster-picks.ts';
import './clusters.css';

/** Which rows are listed. */
export type RowsShown = 'all' | 'noise' | 'clusters';

interface ClusterGridProps {
  readonly run: number;
  readonly clusters: number;
  readonly label: string;
  readonly shown: RowsShown;
  readonly picks: ClusterPicks;
  /** Column that names a row. */
  readonly nameColumn: string;
  readonly columns: readonly GridColumn<BlockRow>[];
}

/** Noise by its distance to the nearest other event, then clusters by number. */
const loneliestFirst: Sort = { column: 'nearestDistance', descending: true };

/** Left of a room of clusters. */
export function ClusterGrid(props: ClusterGridProps): ReactNode {
  const { run, clusters, shown, picks, nameColumn } = props;
  const [sort, setSort] = useState<Sort>(loneliestFirst);
  const where = useMemo(() => rowsWhere(shown, clusters), [shown, clusters]);
  const source = useRunTable(run, 'clusters', { sort, where });
  const rowOf = (row: BlockRow): ClusterRow => clusterRow(row, nameColumn);
  const first = source.row(0);
  const { current, goTo, checked, rows, toggle } = picks;
  const { select } = useSelection();
  useEffect(() => {
    // Something is looked at from the start: the first row.
    if (current === undefined && first !== undefined) goTo(clusterRow(first, nameColumn));
  }, [current, first, goTo, nameColumn]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === ' ' && current !== undefined) toggle(current);
    else if (event.key === 'Escape' && checked.size > 0) picks.uncheck();
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent): void => {
    const onCheck = (event.target as Element).closest('.check-cell') !== null;
    const row = rowUnder(event);
    if (row === undefined || !(onCheck || event.ctrlKey || event.metaKey)) return;
    const clicked = source.row(row);
    if (clicked !== undefined) toggle(rowOf(clicked));
  };
  return (
    <div className="cluster-grid" onKeyDown={onKeyDown} onClick={onClick}>
      <DataGrid
        label={props.label}
        name={`clusters.${nameColumn}`}
        columns={useMemo(
          () => [kindColumn(checked, nameColumn), ...props.columns],
          [checked, nameColumn, props.columns],
        )}
        source={source}
        rowKey={(row) => rowOf(row).key}
        selectedKey={checked.size === 0 ? current?.key : undefined}
        onSelect={(row) => {
          goTo(rowOf(row));
          select(rowOf(row).exemplar);
        }}
        onOpen={(row) => picks.filterTo(checked.size > 0 ? rows : [rowOf(row)])}
        sort={sort}
        onSort={setSort}
        tone={(row) => toneOf(rowOf(row), checked)}
        menu={(row, column) => menuOf(row, column, rowOf(row), picks)}
        empty={<Empty title={shown === 'noise' ? 'Every event fits a cluster' : 'No clusters'} />}
      />
    </div>
  );
}

function rowUnder(event: MouseEvent): number | undefined {
  const row = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset['row'];
  return row === undefined ? undefined : Number(row);
}

function rowsWhere(
  shown: RowsShown,
  clusters: number,
): { readonly column: string; readonly in: readonly number[] } | undefined {
  if (shown === 'all') return undefined;
  if (shown === 'noise') return { column: 'cluster', in: [-1] };
  return { column: 'cluster', in: Array.from({ length: clusters }, (_, cluster) => cluster) };
}

function toneOf(row: ClusterRow, checked: ReadonlyMap<string, ClusterRow>): string {
  const kind = row.looksLike !== undefined ? 'posing' : row.cluster < 0 ? 'noise' : '';
  return checked.has(row.key) ? `${kind} selected` : kind;
}

/** Check, kind and number: what a row is. */
function kindColumn(
  checked: ReadonlyMap<string, ClusterRow>,
  nameColumn: string,
): GridColumn<BlockRow> {
  return {
    id: 'cluster',
    label: 'Cluster',
    widthPx: 112,
    sortable: true,
    text: (row) => kindText(clusterRow(row, nameColumn)),
    hint: (row) => {
      const { looksLike, cluster } = clusterRow(row, nameColumn);
      if (looksLike !== undefined) return spelledOut(looksLike);
      return cluster < 0 ? 'Fits no cluster' : undefined;
    },
    render: (row) => {
      const own = clusterRow(row, nameColumn);
      return <KindCell row={own} checked={checked.has(own.key)} />;
    },
  };
}

function KindCell({
  row,
  checked,
}: {
  readonly row: ClusterRow;
  readonly checked: boolean;
}): ReactNode {
  return (
    <span className="kind-cell">
      <span className={checked ? 'check-cell on' : 'check-cell'}>
        {checked && <Check size={12} strokeWidth={3} aria-label="checked" />}
      </span>
      {row.looksLike !== undefined && (
        <VenetianMask size={14} className="posing-sign" aria-label="poses as another" />
      )}
      <span className={row.cluster < 0 ? 'noise-word' : 'mono'}>{kindText(row)}</span>
    </span>
  );
}

function kindText({ cluster }: ClusterRow): string {
  return cluster < 0 ? '× noise' : String(cluster);
}

function menuOf(
  row: BlockRow,
  column: GridColumn<BlockRow>,
  own: ClusterRow,
  picks: ClusterPicks,
): readonly MenuEntry[] {
  const rows = picks.checked.has(own.key) ? picks.rows : [own];
  const value = column.text(row) ?? '';
  return [
    { title: pickLabel(rows) },
    {
      label: 'Only these events',
      icon: Filter,
      keys: 'Enter',
      onSelect: () => picks.filterTo(rows),
    },
    { label: 'Leave these out', icon: FilterX, onSelect: () => picks.filterTo(rows, true) },
    { label: 'Show these events', icon: Rows3, onSelect: () => picks.show(rows) },
    'line',
    { label: 'Check', icon: Check, keys: 'Space', onSelect: () => picks.toggle(own) },
    {
      label: 'Copy value',
      icon: Copy,
      keys: 'C',
      disabled: value === '',
      onSelect: () => void copyText(value),
    },
  ];
}
