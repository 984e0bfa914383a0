/** Which rows of a table of clusters are looked at: the one under the cursor, or those with a check. */
import { useMemo, useState } from 'react';
import { useView } from '../app/use-case.ts';
import { useWorkbench } from '../app/use-workbench.ts';
import { report } from '../app/workbench.ts';
import { clustersOf, isMixture, pickFilter, pickLabel, type ClusterRow } from './cluster-row.ts';
import { MAX_EVENTS, usePickChip } from './own-chips.ts';
import { tooManyEvents } from './too-many.ts';
import { numbersOf } from './whole-table.ts';

export interface ClusterPicks {
  /** What the other panels show: checked rows, else the one under the cursor. */
  readonly rows: readonly ClusterRow[];
  readonly current: ClusterRow | undefined;
  readonly checked: ReadonlyMap<string, ClusterRow>;
  readonly goTo: (row: ClusterRow) => void;
  readonly toggle: (row: ClusterRow) => void;
  readonly uncheck: () => void;
  /** Makes rows a filter of the whole window. */
  readonly filterTo: (rows: readonly ClusterRow[], not?: boolean) => void;
  /** The same, and shows the events. */
  readonly show: (rows: readonly ClusterRow[]) => void;
}

const noneChecked: ReadonlyMap<string, ClusterRow> = new Map<string, ClusterRow>();

/** Picks in the table of a run. */
export function useClusterPicks(run: number): ClusterPicks {
  const [current, setCurrent] = useState<ClusterRow | undefined>(undefined);
  const [checked, setChecked] = useState(noneChecked);
  const filterTo = useFilterTo(run);
  const view = useView();
  const rows = useMemo(
    () => (checked.size > 0 ? [...checked.values()] : current === undefined ? [] : [current]),
    [checked, current],
  );
  return {
    rows,
    current,
    checked,
    goTo: (row) => setCurrent((old) => (old?.key === row.key ? old : row)),
    toggle: (row) => setChecked((old) => toggled(old, row)),
    uncheck: () => setChecked(noneChecked),
    filterTo: (picked, not) => void filterTo(picked, not),
    show: (picked) =>
      void filterTo(picked).then((done) => {
        if (done) view.show('events');
      }),
  };
}

function toggled(
  checked: ReadonlyMap<string, ClusterRow>,
  row: ClusterRow,
): ReadonlyMap<string, ClusterRow> {
  const next = new Map(checked);
  if (!next.delete(row.key)) next.set(row.key, row);
  return next;
}

/** Rows that one answer may bring. */
const ASKED = 100_000;

/** Makes the chip of some rows; clusters mixed with noise are asked for their members first. */
function useFilterTo(
  run: number,
): (rows: readonly ClusterRow[], not?: boolean) => Promise<boolean> {
  const bench = useWorkbench();
  const pick = usePickChip(run);
  const membersOf = async (rows: readonly ClusterRow[]): Promise<readonly number[]> => {
    if (!isMixture(rows)) return [];
    const where = { column: 'cluster', in: [...clustersOf(rows)] };
    const page = await bench.client.call('runs.table', {
      run,
      table: 'events',
      where,
      limit: ASKED,
    });
    if (page.total > ASKED) throw tooManyEvents(page.total, Math.min(ASKED, MAX_EVENTS));
    return Array.from(numbersOf(page.block, 'event'));
  };
  return async (rows, not) => {
    if (rows.length === 0) return false;
    try {
      pick(pickFilter(run, rows, await membersOf(rows)), pickLabel(rows), not);
      return true;
    } catch (thrown) {
      report(bench, thrown);
      return false;
    }
  };
}
