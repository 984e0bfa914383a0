/** Keys of a grid: arrows, pages and ends move, Enter opens, c copies. */
import type { KeyboardEvent } from 'react';
import { copyText } from '../ui/copy.ts';
import { movedCursor, type Cursor, type GridExtent } from './grid-cursor.ts';

interface GridKeys {
  readonly cursor: Cursor;
  readonly extent: GridExtent;
  readonly onMove: (cursor: Cursor) => void;
  readonly onOpen: () => void;
  /** Raw text of the cell under the cursor. */
  readonly copied: () => string | undefined;
}

/** Handler for the grid's own key events. */
export function useGridKeys(keys: GridKeys): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    // Headings are buttons within the grid and have keys of their own.
    if (event.target !== event.currentTarget) return;
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter') {
      event.preventDefault();
      keys.onOpen();
      return;
    }
    if (event.key.toLowerCase() === 'c' && !event.altKey && !event.shiftKey) {
      const chosen = document.getSelection()?.toString() ?? '';
      if (chosen !== '') return;
      event.preventDefault();
      void copyText(keys.copied() ?? '');
      return;
    }
    const next = movedCursor(keys.cursor, { key: event.key, ctrl }, keys.extent);
    if (next === undefined) return;
    event.preventDefault();
    keys.onMove(next);
  };
}
