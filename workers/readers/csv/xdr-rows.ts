/** Rows of Defender XDR advanced hunting, whose columns have Microsoft's names. */
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { normaliseDefenderXdr } from '#workers/normalise/defender-xdr.ts';
import type { RowCells } from './cells.ts';
import type { RowReader } from './generic-rows.ts';

/** A reader for rows with these columns. */
export function xdrRows(columns: readonly string[], batch: BatchBuilder): RowReader {
  const positions = new Map(columns.map((name, at) => [name, at]));
  let present: RowCells | undefined;
  const source = {
    data: (name: string): string | undefined => {
      const at = positions.get(name);
      const value = at === undefined ? '' : (present?.cell(at) ?? '');
      return value === '' ? undefined : value;
    },
  };
  return (cells) => {
    present = cells;
    normaliseDefenderXdr(source, batch);
  };
}
