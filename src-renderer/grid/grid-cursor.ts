/** Where the keyboard stands in a grid and where a key takes it: a pure function. */

export interface Cursor {
  readonly row: number;
  readonly column: number;
}

export interface GridExtent {
  readonly rows: number;
  readonly columns: number;
  /** Whole rows on one screen. */
  readonly pageRows: number;
}

/** The cursor after a key, undefined when the key does not move it. */
export function movedCursor(
  cursor: Cursor,
  stroke: { readonly key: string; readonly ctrl: boolean },
  extent: GridExtent,
): Cursor | undefined {
  const { rows, columns, pageRows } = extent;
  if (rows === 0) return undefined;
  const toRow = (row: number): Cursor => ({
    row: Math.min(rows - 1, Math.max(0, row)),
    column: cursor.column,
  });
  const toColumn = (column: number): Cursor => ({
    row: cursor.row,
    column: Math.min(columns - 1, Math.max(0, column)),
  });
  switch (stroke.key) {
    case 'ArrowDown':
      return toRow(cursor.row + 1);
    case 'ArrowUp':
      return toRow(cursor.row - 1);
    case 'PageDown':
      return toRow(cursor.row + pageRows);
    case 'PageUp':
      return toRow(cursor.row - pageRows);
    case 'Home':
      return toRow(0);
    case 'End':
      return toRow(rows - 1);
    case 'ArrowLeft':
      return toColumn(stroke.ctrl ? 0 : cursor.column - 1);
    case 'ArrowRight':
      return toColumn(stroke.ctrl ? columns - 1 : cursor.column + 1);
    default:
      return undefined;
  }
}
