/** Logons by account and type as numbers on a tint; a click on a cell filters to its logons. */
import { useMemo, type ReactNode } from 'react';
import type { ColumnBlock } from '#contract/block.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { Doing, ErrorNote } from '../../ui/notes.tsx';
import { counted, exactNumber } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { usePickChip } from '../own-chips.ts';
import { useRunBlock } from '../use-run-table.ts';
import { numbersOf } from '../whole-table.ts';
import { accountMatrix, heat01, rowsOfCell, type AccountMatrix } from './layout.ts';

interface AccountTableProps {
  readonly receipt: RunReceipt;
  /** The table `events`; undefined while it is on its way. */
  readonly events: ColumnBlock | undefined;
}

const MOST_ACCOUNTS = 200;

/** A tab of the room. */
export function AccountTable({ receipt, events }: AccountTableProps): ReactNode {
  const counts = useRunBlock(receipt.run, 'counts');
  const matrix = useMemo(
    () => (counts.value === undefined ? undefined : accountMatrix(counts.value.block)),
    [counts.value],
  );
  const pick = usePickChip(receipt.run);
  if (counts.error !== undefined) return <ErrorNote error={counts.error} again={counts.again} />;
  if (matrix === undefined) return <Doing what="Counting logons" />;
  const onCell = (account: string, type: number, name: string): void => {
    if (events === undefined) return;
    const ids = numbersOf(events, 'event');
    const rows = rowsOfCell(events, account, type);
    const label = `${account === '' ? 'no account' : account}, ${name} (${counted(rows.length, 'logon')})`;
    pick({ kind: 'events', ids: rows.map((row) => ids[row] ?? -1) }, label.slice(0, 200));
  };
  return <Matrix matrix={matrix} onCell={onCell} />;
}

interface MatrixProps {
  readonly matrix: AccountMatrix;
  readonly onCell: (account: string, type: number, name: string) => void;
}

function Matrix({ matrix, onCell }: MatrixProps): ReactNode {
  const { types, rows, most } = matrix;
  const hidden = rows.length - MOST_ACCOUNTS;
  return (
    <div className="heat">
      <table className="heat-table">
        <caption className="hidden-text">Logons by account and type</caption>
        <thead>
          <tr>
            <th scope="col">Account</th>
            {types.map(({ type, name }) => (
              <th key={type} scope="col">
                <span className="mono">{type < 0 ? '–' : type}</span> {name}
              </th>
            ))}
            <th scope="col">All</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ACCOUNTS).map(({ account, counts, total }) => (
            <tr key={account}>
              <th scope="row" className="cut" title={account}>
                <VisibleText text={account === '' ? undefined : account} />
              </th>
              {counts.map((count, at) => (
                <HeatCell
                  key={types[at]?.type}
                  count={count}
                  heat={heat01(count, most)}
                  onClick={() => onCell(account, types[at]?.type ?? -1, types[at]?.name ?? '')}
                />
              ))}
              <td className="mono">{exactNumber(total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p className="quiet">and {counted(hidden, 'account')} with fewer logons</p>}
    </div>
  );
}

interface HeatCellProps {
  readonly count: number;
  readonly heat: number;
  readonly onClick: () => void;
}

function HeatCell({ count, heat, onClick }: HeatCellProps): ReactNode {
  if (count === 0) return <td className="faint mono">0</td>;
  const share = `${Math.round(heat * 55)}%`;
  return (
    <td className="mono">
      <button
        type="button"
        className="heat-cell"
        style={{ background: `color-mix(in oklab, var(--accent) ${share}, transparent)` }}
        title="Filter to these logons"
        onClick={onClick}
      >
        {exactNumber(count)}
      </button>
    </td>
  );
}
