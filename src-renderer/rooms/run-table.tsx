/** A run's table in a grid, with every column that it has. */
import { useMemo, useState, type ReactNode } from 'react';
import { useAsk } from '../app/use-ask.ts';
import { useSettings } from '../app/use-case.ts';
import { DataGrid } from '../grid/data-grid.tsx';
import type { BlockRow, GridColumn, Sort } from '../grid/grid-column.ts';
import { Doing, Empty, ErrorNote } from '../ui/notes.tsx';
import type { MenuEntry } from '../ui/menu.tsx';
import { blockColumns } from './run-columns.ts';
import { useRunTable, type RunTableOptions } from './use-run-table.ts';

interface RunTableProps {
  readonly run: number;
  readonly table: string;
  readonly label: string;
  /** Columns in place of those of the block. */
  readonly columns?: readonly GridColumn<BlockRow>[] | undefined;
  readonly where?: RunTableOptions['where'];
  readonly firstSort?: Sort | undefined;
  /** Stable name of a row; without one no row can be selected. */
  readonly rowKey?: (row: BlockRow) => number | string;
  readonly selectedKey?: number | string | undefined;
  readonly onSelect?: ((row: BlockRow) => void) | undefined;
  readonly onOpen?: ((row: BlockRow) => void) | undefined;
  readonly menu?:
    ((row: BlockRow, column: GridColumn<BlockRow>) => readonly MenuEntry[]) | undefined;
  readonly tone?: ((row: BlockRow) => string) | undefined;
  readonly empty?: ReactNode;
}

const noKey = (row: BlockRow): number => row.at;

/** Any table of any run. */
export function RunTable(props: RunTableProps): ReactNode {
  const { run, table, label, where, firstSort, columns } = props;
  const { zone } = useSettings();
  const [sort, setSort] = useState(firstSort);
  const source = useRunTable(run, table, { sort, where });
  // What columns there are is told by a block; a page of one row is enough to know.
  const shape = useAsk('runs.table', columns === undefined ? { run, table, limit: 1 } : undefined);
  const guessed = useMemo(
    () => (shape.value === undefined ? [] : blockColumns(shape.value.block, zone)),
    [shape.value, zone],
  );
  if (shape.state === 'failed' && shape.error !== undefined) {
    return <ErrorNote error={shape.error} again={shape.again} />;
  }
  if (columns === undefined && shape.value === undefined)
    return <Doing what={`Loading ${label}`} />;
  return (
    <DataGrid
      label={label}
      name={`run.${table}`}
      columns={columns ?? guessed}
      source={source}
      rowKey={props.rowKey ?? noKey}
      selectedKey={props.selectedKey}
      onSelect={props.onSelect}
      onOpen={props.onOpen}
      sort={sort}
      onSort={setSort}
      menu={props.menu}
      tone={props.tone}
      empty={props.empty ?? <Empty title="This table has no rows" />}
    />
  );
}
