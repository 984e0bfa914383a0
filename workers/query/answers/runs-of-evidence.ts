/** Runs whose results point at events of an evidence: without it they would name events that are gone. */
import { rooms } from '#contract/rooms/index.ts';
import type { KeptColumn } from '#contract/block.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import type { RunTables } from './run-tables.ts';

/** Ids of the runs, ascending. */
export function runsOfEvidence(
  view: CaseView,
  tables: RunTables,
  evidence: number,
): readonly number[] {
  const own = view.table.segments.filter((segment) => segment.evidence === evidence);
  const isOwn = (event: number): boolean => {
    const row = view.table.rowOf(event);
    return row >= 0 && view.table.of(row).evidence === evidence;
  };
  if (own.length === 0) return [];
  return view.runs
    .list()
    .filter(({ run, room }) => {
      const { table, event } = rooms[room].membership;
      const block = tables.whole(run, table);
      return Object.hasOwn(block.columns, event) && anyOf(block.columns[event]!, isOwn);
    })
    .map(({ run }) => run)
    .sort((a, b) => a - b);
}

function anyOf(column: KeptColumn, test: (value: number) => boolean): boolean {
  if (column.kind !== 'int' && column.kind !== 'number') return false;
  for (const value of column.values) if (test(value)) return true;
  return false;
}
