/**
 * The grid behind every table: any number of rows, columns to move and resize, and nothing that
 * needs a mouse. Rows come from a source; what a row means is the caller's business.
 */
import {
  memo,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useState,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { useMenuCommands } from '../app/commands.ts';
import { ContextMenu, type MenuEntry } from '../ui/menu.tsx';
import { Doing, ErrorNote } from '../ui/notes.tsx';
import type { GridColumn, Sort } from './grid-column.ts';
import type { Cursor } from './grid-cursor.ts';
import { GridHeader } from './grid-header.tsx';
import { GridRow } from './grid-row.tsx';
import { useColumns, type Columns } from './use-columns.ts';
import { useGridCursor } from './use-grid-cursor.ts';
import type { RowSource } from './use-paged-rows.ts';
import { useRowWindow, type RowWindow } from './use-row-window.ts';

export interface DataGridProps<R> {
  /** Said to screen readers: "Events of the scope". */
  readonly label: string;
  readonly columns: readonly GridColumn<R>[];
  readonly source: RowSource<R>;
  /** Stable name of a row, for the selection. */
  readonly rowKey: (row: R) => number | string;
  readonly selectedKey?: number | string | undefined;
  /** A click, or an arrow key. */
  readonly onSelect?: ((row: R) => void) | undefined;
  /** A double click, or Enter. */
  readonly onOpen?: ((row: R) => void) | undefined;
  readonly sort?: Sort | undefined;
  readonly onSort?: ((sort: Sort) => void) | undefined;
  /** What can be done with a cell; also by the menu key. */
  readonly menu?: ((row: R, column: GridColumn<R>) => readonly MenuEntry[]) | undefined;
  /** A class for some rows: 'noise', 'dim'. */
  readonly tone?: ((row: R) => string) | undefined;
  /** Order and widths are kept under this name. */
  readonly name?: string;
  readonly rowPx?: number;
  /** What is shown in place of no rows. */
  readonly empty?: ReactNode;
  /** Takes the focus when it appears. */
  readonly autoFocus?: boolean;
}

const HEAD_PX = 24;

/** A virtual table. */
export function DataGrid<R>(props: DataGridProps<R>): ReactNode {
  const { label, source, rowPx = 24, name = '', autoFocus = false } = props;
  const id = useId();
  const columns = useColumns(props.columns, name);
  const [cursor, setCursor] = useState<Cursor>({ row: 0, column: 0 });
  const view = useRowWindow({
    rows: source.total,
    rowPx,
    headPx: HEAD_PX,
    cursorRow: cursor.row,
  });
  const { first, last, setScroller } = view;
  const { want } = source;
  useEffect(() => want(first, Math.max(first, last)), [want, first, last]);
  const { current, currentColumn, goTo, onKeyDown } = useGridCursor({
    cursor,
    setCursor,
    source,
    columns: columns.placed,
    pageRows: Math.max(1, Math.floor(view.viewPx / rowPx) - 1),
    reveal: view.reveal,
    onSelect: props.onSelect,
    onOpen: props.onOpen,
  });
  const attach = useCallback(
    (element: HTMLElement | null) => {
      setScroller(element);
      if (autoFocus) element?.focus();
    },
    [setScroller, autoFocus],
  );
  const toCell = (event: MouseEvent): Cursor | undefined => {
    const cell = cellUnder(event);
    if (cell !== undefined) goTo(cell);
    return cell;
  };
  const known = current !== undefined && currentColumn !== undefined;
  return (
    <div className={source.state === 'loading' && source.total > 0 ? 'grid busy' : 'grid'}>
      {known && <CellCommands row={current} column={currentColumn} menu={props.menu} />}
      <ContextMenu entries={known ? (props.menu?.(current, currentColumn) ?? []) : []}>
        <div
          ref={attach}
          className="grid-scroller"
          role="grid"
          aria-label={label}
          aria-rowcount={source.total + 1}
          aria-colcount={columns.placed.length}
          aria-busy={source.state === 'loading'}
          aria-activedescendant={known ? `${id}-${cursor.row}-${cursor.column}` : undefined}
          tabIndex={0}
          onScroll={view.onScroll}
          onKeyDown={onKeyDown}
          onClick={toCell}
          onContextMenuCapture={toCell}
          onDoubleClick={(event) => {
            const opened = source.row(cellUnder(event)?.row ?? -1);
            if (opened !== undefined) props.onOpen?.(opened);
          }}
        >
          <GridHeader columns={columns} sort={props.sort} onSort={props.onSort} />
          <GridRows id={id} grid={props} columns={columns} view={view} cursor={cursor} />
        </div>
      </ContextMenu>
      <GridState source={source} empty={props.empty} what={`Loading ${label.toLowerCase()}`} />
    </div>
  );
}

interface CellCommandsProps<R> {
  readonly row: R;
  readonly column: GridColumn<R>;
  readonly menu: DataGridProps<R>['menu'];
}

/** The cell's menu for the palette. Drawn anew only for another cell, not at every scroll. */
function PlainCellCommands<R>({ row, column, menu }: CellCommandsProps<R>): ReactNode {
  const entries = useMemo(() => menu?.(row, column) ?? [], [row, column, menu]);
  useMenuCommands('cell', entries);
  return null;
}

const CellCommands = memo(
  PlainCellCommands,
  (a, b) => a.row === b.row && a.column === b.column,
) as typeof PlainCellCommands;

function cellUnder(event: MouseEvent): Cursor | undefined {
  const cell = (event.target as Element).closest<HTMLElement>('[data-column]');
  const row = cell?.closest<HTMLElement>('[data-row]');
  if (!cell || !row) return undefined;
  return { row: Number(row.dataset['row']), column: Number(cell.dataset['column']) };
}

interface GridRowsProps<R> {
  readonly id: string;
  readonly grid: DataGridProps<R>;
  readonly columns: Columns<R>;
  readonly view: RowWindow;
  readonly cursor: Cursor;
}

function GridRows<R>({ id, grid, columns, view, cursor }: GridRowsProps<R>): ReactNode {
  const { source, rowKey, selectedKey, tone, rowPx = 24 } = grid;
  const { first, last, offsetPx } = view;
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
  return (
    <div className="grid-sizer" style={{ height: view.scrollPx, width: columns.totalPx }}>
      <div className="grid-pane" role="rowgroup" style={{ height: view.viewPx, top: HEAD_PX }}>
        {indexes.map((index) => {
          const row = source.row(index);
          return (
            <GridRow
              key={index}
              id={`${id}-${index}`}
              index={index}
              row={row}
              columns={columns.placed}
              topPx={index * rowPx - offsetPx}
              heightPx={rowPx}
              selected={row !== undefined && rowKey(row) === selectedKey}
              cursorColumn={index === cursor.row ? cursor.column : -1}
              tone={row === undefined ? 'waiting' : (tone?.(row) ?? '')}
            />
          );
        })}
      </div>
    </div>
  );
}

interface GridStateProps {
  readonly source: Pick<RowSource<unknown>, 'state' | 'total' | 'error' | 'again'>;
  readonly empty: ReactNode;
  readonly what: string;
}

/** Over the rows, where there are none. */
function GridState({ source, empty, what }: GridStateProps): ReactNode {
  if (source.error !== undefined) {
    return (
      <div className="grid-over">
        <ErrorNote error={source.error} again={source.again} />
      </div>
    );
  }
  if (source.total > 0) return null;
  return (
    <div className="grid-over">{source.state === 'loading' ? <Doing what={what} /> : empty}</div>
  );
}
