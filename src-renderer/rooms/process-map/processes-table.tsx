/** The table twin of the map: every process, also those with too few tokens to be on it. */
import { useMemo, type ReactNode } from 'react';
import { useSettings } from '../../app/use-case.ts';
import { useWorkbench } from '../../app/use-workbench.ts';
import { report } from '../../app/workbench.ts';
import { blockNumber, blockText, type BlockRow, type GridColumn } from '../../grid/grid-column.ts';
import { exactNumber } from '../../ui/numbers.ts';
import { blockColumn } from '../run-columns.ts';
import { RunTable } from '../run-table.tsx';
import { textsOf } from '../whole-table.ts';
import { programOf, type ProcessMapModel } from './layout.ts';
import type { GroupPick } from '../use-group-pick.ts';

interface ProcessesTableProps {
  readonly run: number;
  readonly model: ProcessMapModel;
  readonly picked: GroupPick;
}

const keyOf = (row: BlockRow): string => blockText(row, 'process') ?? '';

/** Enter or a double click picks a process. */
export function ProcessesTable({ run, model, picked }: ProcessesTableProps): ReactNode {
  const { zone } = useSettings();
  const bench = useWorkbench();
  const columns = useMemo(() => columnsOf(zone), [zone]);
  const pick = async (row: BlockRow): Promise<void> => {
    const where = { column: 'vector', in: [blockNumber(row, 'vector')] };
    const page = await bench.client.call('runs.table', {
      run,
      table: 'processes',
      where,
      limit: 100_000,
    });
    const keys = textsOf(page.block, 'process');
    const place = keys.ids.indexOf(keys.values.indexOf(keyOf(row)));
    const found = nthWith(model.vectors, where.in[0] ?? -1, place);
    if (found >= 0) picked.pick([found], `process ${programOf(model, found)}`);
  };
  return (
    <RunTable
      run={run}
      table="processes"
      label="Processes"
      columns={columns}
      firstSort={{ column: 'tokens', descending: true }}
      rowKey={keyOf}
      tone={(row) => (blockNumber(row, 'kept') === 1 ? '' : 'dim')}
      onOpen={(row) => void pick(row).catch((thrown: unknown) => report(bench, thrown))}
    />
  );
}

/** Row of the n-th process with a vector; -1 when there is none. */
function nthWith(vectors: Float64Array, vector: number, n: number): number {
  if (n < 0) return -1;
  let seen = 0;
  return vectors.findIndex((other) => other === vector && seen++ === n);
}

function columnsOf(zone: string): readonly GridColumn<BlockRow>[] {
  const text = (name: string, label: string, widthPx: number): GridColumn<BlockRow> =>
    blockColumn(name, 'text', zone, { label, widthPx });
  const number = (name: string, label: string): GridColumn<BlockRow> =>
    blockColumn(name, 'int', zone, {
      label,
      widthPx: 84,
      text: (row) => exactNumber(blockNumber(row, name)),
    });
  return [
    text('program', 'Program', 150),
    number('tokens', 'Tokens'),
    number('events', 'Events'),
    text('label', 'Label', 420),
    text('host', 'Host', 130),
    blockColumn('firstTime', 'time', zone, { label: 'First', widthPx: 190 }),
    blockColumn('lastTime', 'time', zone, { label: 'Last', widthPx: 190 }),
    number('vector', 'Vector'),
    blockColumn('kept', 'flag', zone, { label: 'On the map', widthPx: 90 }),
    text('process', 'Process', 300),
  ];
}
