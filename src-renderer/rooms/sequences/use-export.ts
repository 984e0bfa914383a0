/** Saves the table of sessions as CSV, in the order and with the columns that are on screen. */
import { useState } from 'react';
import { useWorkbench } from '../../app/use-workbench.ts';
import { report } from '../../app/workbench.ts';
import { blockRows, type BlockRow, type GridColumn, type Sort } from '../../grid/grid-column.ts';
import { counted } from '../../ui/numbers.ts';
import { say } from '../../ui/said.ts';
import { csvHeading, csvLines } from './csv.ts';

export interface TableWanted {
  readonly run: number;
  readonly table: string;
  readonly columns: readonly GridColumn<BlockRow>[];
  readonly sort: Sort | undefined;
  readonly where: { readonly column: string; readonly in: readonly number[] } | undefined;
  readonly fileName: string;
}

const PAGE_ROWS = 20_000;

/** The export, and whether one is under way. */
export function useExport(): {
  readonly busy: boolean;
  readonly save: (wanted: TableWanted) => void;
} {
  const bench = useWorkbench();
  const [busy, setBusy] = useState(false);
  const save = async ({
    run,
    table,
    columns,
    sort,
    where,
    fileName,
  }: TableWanted): Promise<void> => {
    const parts = [csvHeading(columns)];
    let offset = 0;
    let total = 1;
    while (offset < total) {
      const page = await bench.client.call('runs.table', {
        run,
        table,
        offset,
        limit: PAGE_ROWS,
        ...(sort === undefined ? {} : { sort }),
        ...(where === undefined ? {} : { where: { ...where, in: [...where.in] } }),
      });
      total = page.total;
      if (page.block.rows === 0) break;
      offset += page.block.rows;
      parts.push(csvLines(columns, blockRows(page.block)));
    }
    download(parts, fileName);
    say(`saved ${counted(offset, 'row')} as ${fileName}`);
  };
  return {
    busy,
    save: (wanted) => {
      setBusy(true);
      save(wanted).then(
        () => setBusy(false),
        (thrown: unknown) => {
          setBusy(false);
          report(bench, thrown);
        },
      );
    },
  };
}

/** Hands a text to the window's own way of saving. */
function download(parts: readonly string[], fileName: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The window may still be reading when the click returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
