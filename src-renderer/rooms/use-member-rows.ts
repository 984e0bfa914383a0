/** Events of chosen rows of a run, as far as they are in the present scope. */
import { useCallback, useMemo } from 'react';
import type { Scope } from '#contract/scope.ts';
import { useScope } from '../app/use-scope.ts';
import { useWorkbench, useWorkbenchState } from '../app/use-workbench.ts';
import { blockRows, type BlockRow } from '../grid/grid-column.ts';
import { usePagedRows, type RowSource } from '../grid/use-paged-rows.ts';
import { clustersOf, pickFilter, type ClusterRow } from './cluster-row.ts';
import { withoutPicks } from './own-chips.ts';

/**
 * Rows for a grid.
 * @param names columns; keep the array the same object
 */
export function useMemberRows(
  run: number,
  rows: readonly ClusterRow[],
  names: readonly string[],
): RowSource<BlockRow> {
  const { client } = useWorkbench();
  const { scope } = useScope();
  const revision = useWorkbenchState((state) => state.revision);
  const members = useMemo(() => memberScope(scope, run, rows), [scope, run, rows]);
  const fetch = useCallback(
    async (offset: number, limit: number) => {
      const page = await client.call('events.page', {
        scope: members,
        columns: ['id', ...names],
        offset,
        limit,
      });
      return { total: page.total, rows: blockRows(page.block) };
    },
    // Another revision is another table, although nothing of it is in the question.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see the line above
    [client, members, names, revision],
  );
  return usePagedRows(fetch);
}

/**
 * The scope with these rows in place of what was picked before. Of a mixture only the clusters: their
 * members and the noise events cannot be said in one filter without asking first.
 */
export function memberScope(scope: Scope, run: number, rows: readonly ClusterRow[]): Scope {
  const rest = withoutPicks(scope, run);
  const clusters = clustersOf(rows);
  const filter =
    clusters.length > 0 && clusters.length < rows.length
      ? { kind: 'group' as const, run, groups: [...clusters, -1] }
      : pickFilter(run, rows);
  return { ...rest, chips: [...rest.chips, { filter, label: 'members' }] };
}
