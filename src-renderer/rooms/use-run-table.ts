/** A table of a run as rows for a grid: sorted and narrowed by the engine, fetched by the page. */
import { useCallback } from 'react';
import type { ColumnBlock } from '#contract/block.ts';
import { useAsk, type Asked } from '../app/use-ask.ts';
import { useWorkbench } from '../app/use-workbench.ts';
import { blockRows, type BlockRow, type Sort } from '../grid/grid-column.ts';
import { usePagedRows, type RowSource } from '../grid/use-paged-rows.ts';

export interface RunTableOptions {
  readonly sort?: Sort | undefined;
  /** Only rows whose whole-number column has one of these values; keep the array the same object. */
  readonly where?: { readonly column: string; readonly in: readonly number[] } | undefined;
}

/** Rows of a run's table for a DataGrid. */
export function useRunTable(
  run: number,
  table: string,
  { sort, where }: RunTableOptions = {},
): RowSource<BlockRow> {
  const { client } = useWorkbench();
  const { column, descending } = sort ?? {};
  const { column: whereColumn, in: values } = where ?? {};
  const fetch = useCallback(
    async (offset: number, limit: number) => {
      const page = await client.call('runs.table', {
        run,
        table,
        offset,
        limit,
        ...(column === undefined ? {} : { sort: { column, descending: descending ?? false } }),
        ...(whereColumn === undefined
          ? {}
          : { where: { column: whereColumn, in: [...(values ?? [])] } }),
      });
      return { total: page.total, rows: blockRows(page.block) };
    },
    [client, run, table, column, descending, whereColumn, values],
  );
  return usePagedRows(fetch);
}

/** Rows that one request may bring. */
const WHOLE_TABLE_ROWS = 100_000;

/** The first 100,000 rows of a table at once, for drawings; `total` says whether that is all. */
export function useRunBlock(
  run: number | undefined,
  table: string,
): Asked<{ readonly total: number; readonly offset: number; readonly block: ColumnBlock }> {
  return useAsk(
    'runs.table',
    run === undefined ? undefined : { run, table, offset: 0, limit: WHOLE_TABLE_ROWS },
  );
}
