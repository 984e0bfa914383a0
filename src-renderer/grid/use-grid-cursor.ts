/** The cursor of a grid: arrows, pages and ends move it, Enter opens, c copies. */
import { useEffect, useEffectEvent, useRef, type KeyboardEvent } from 'react';
import { copyText } from '../ui/copy.ts';
import type { GridColumn } from './grid-column.ts';
import { movedCursor, type Cursor } from './grid-cursor.ts';
import type { PlacedColumn } from './use-columns.ts';
import type { RowSource } from './use-paged-rows.ts';

interface Options<R> {
  readonly cursor: Cursor;
  readonly setCursor: (cursor: Cursor) => void;
  readonly source: RowSource<R>;
  readonly columns: readonly PlacedColumn<R>[];
  readonly pageRows: number;
  readonly reveal: (row: number) => void;
  readonly onSelect: ((row: R) => void) | undefined;
  readonly onOpen: ((row: R) => void) | undefined;
}

interface GridCursor<R> {
  /** What is under the cursor; undefined while its row has not come. */
  readonly current: R | undefined;
  readonly currentColumn: GridColumn<R> | undefined;
  readonly goTo: (cursor: Cursor) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** Cursor and keys of a grid. */
export function useGridCursor<R>(options: Options<R>): GridCursor<R> {
  const { cursor, setCursor, source, columns, pageRows, reveal, onSelect, onOpen } = options;
  const current = source.row(cursor.row);
  const currentColumn = columns[cursor.column]?.column;

  // A row that was reached before it came is selected when it comes.
  const owed = useRef<number | undefined>(undefined);
  const arrive = useEffectEvent(() => {
    if (owed.current !== cursor.row || current === undefined) return;
    owed.current = undefined;
    onSelect?.(current);
  });
  const arrived = current !== undefined;
  useEffect(() => {
    if (arrived) arrive();
  }, [arrived]);

  const goTo = (next: Cursor): void => {
    setCursor(next);
    reveal(next.row);
    const row = source.row(next.row);
    owed.current = row === undefined ? next.row : undefined;
    if (row !== undefined) onSelect?.(row);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    // Headings are buttons within the grid and have keys of their own.
    if (event.target !== event.currentTarget) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const extent = { rows: source.total, columns: columns.length, pageRows };
    const next = movedCursor(cursor, { key: event.key, ctrl }, extent);
    if (next !== undefined) goTo(next);
    else if (event.key === 'Enter' && current !== undefined) onOpen?.(current);
    else if (isCopy(event) && current !== undefined) {
      void copyText(currentColumn?.text(current) ?? '');
    } else return;
    event.preventDefault();
  };
  return { current, currentColumn, goTo, onKeyDown };
}

/** c, or the usual copy keys while no text is marked. */
function isCopy(event: KeyboardEvent): boolean {
  if (event.key.toLowerCase() !== 'c' || event.altKey || event.shiftKey) return false;
  return (document.getSelection()?.toString() ?? '') === '';
}
