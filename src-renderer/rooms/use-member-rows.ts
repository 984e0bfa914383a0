/** Events of chosen rows of a run, as far as they are in the present scope. */
import { useCallback, useMemo } from 'react';
import type { Scope } from '#contract/scope.ts';
import { useAsk } from '../app/use-ask.ts';
import { useScope } from '../app/use-scope.ts';
import { useWorkbench, useWorkbenchState } from '../app/use-workbench.ts';
import { blockRows, type BlockRow } from '../grid/grid-column.ts';
import { usePagedRows, type RowSource } from '../grid/use-paged-rows.ts';
import { clustersOf, isMixture, pickFilter, type ClusterRow } from './cluster-row.ts';
import { withoutPicks } from './own-chips.ts';
import { numbersOf } from './whole-table.ts';

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
  const ids = useMixtureIds(run, rows);
  const members = useMemo(() => memberScope(scope, run, rows, ids), [scope, run, rows, ids]);
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

/** The scope with these rows in place of what was picked before. */
function memberScope(
  scope: Scope,
  run: number,
  rows: readonly ClusterRow[],
  ids: readonly number[],
): Scope {
  const rest = withoutPicks(scope, run);
  return {
    ...rest,
    chips: [...rest.chips, { filter: pickFilter(run, rows, ids), label: 'members' }],
  };
}

const noIds: readonly number[] = [];

/** Members of the clusters among rows that are clusters and noise, see `pickFilter`. */
function useMixtureIds(run: number, rows: readonly ClusterRow[]): readonly number[] {
  const where = { column: 'cluster', in: [...clustersOf(rows)] };
  const asked = useAsk(
    'runs.table',
    isMixture(rows) ? { run, table: 'events', where, limit: 100_000 } : undefined,
  );
  return useMemo(
    () => (asked.value === undefined ? noIds : Array.from(numbersOf(asked.value.block, 'event'))),
    [asked.value],
  );
}
