/**
 * The grid behind every table: any number of rows, columns to move and resize, and nothing that
 * needs a mouse. Rows come from a source; what a row means is the caller's business.
 */
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { ContextMenu, type MenuEntry } from '../ui/menu.tsx';
import { Doing, ErrorNote } from '../ui/notes.tsx';
import type { GridColumn, Sort } from './grid-column.ts';
import type { Cursor } from './grid-cursor.ts';
import { GridHeader } from './grid-header.tsx';
import { GridRow } from './grid-row.tsx';
import { useColumns } from './use-columns.ts';
import { useGridKeys } from './use-grid-keys.ts';
import type { RowSource } from './use-paged-rows.ts';
import { useRowWindow } from './use-row-window.ts';

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
  const { label, source, rowKey, selectedKey, onSelect, onOpen, rowPx = 24, name = '' } = props;
  const { autoFocus = false } = props;
  const id = useId();
  const columns = useColumns(props.columns, name);
  const owed = useRef<number | undefined>(undefined);
  const [cursor, setCursor] = useState<Cursor>({ row: 0, column: 0 });
  const view = useRowWindow({ rows: source.total, rowPx, headPx: HEAD_PX });
  const { first, last } = view;
  const { want } = source;
  useEffect(() => want(first, Math.max(first, last)), [want, first, last]);

  const current = source.row(cursor.row);
  const currentColumn = columns.placed[cursor.column]?.column;
  const goTo = (next: Cursor): void => {
    setCursor(next);
    view.reveal(next.row);
    const row = source.row(next.row);
    owed.current = row === undefined ? next.row : undefined;
    if (row !== undefined) onSelect?.(row);
  };
  const keys = useGridKeys({
    cursor,
    extent: {
      rows: source.total,
      columns: columns.placed.length,
      pageRows: Math.max(1, Math.floor(view.viewPx / rowPx) - 1),
    },
    onMove: goTo,
    onOpen: () => current !== undefined && onOpen?.(current),
    copied: () => (current === undefined ? undefined : currentColumn?.text(current)),
  });
  // A row that was reached before it came is selected when it comes.
  const arrived = current !== undefined;
  const arrive = useEffectEvent(() => {
    if (owed.current !== cursor.row || current === undefined) return;
    owed.current = undefined;
    onSelect?.(current);
  });
  useEffect(() => {
    if (arrived) arrive();
  }, [arrived]);
  const { setScroller } = view;
  const attach = useCallback(
    (element: HTMLElement | null) => {
      setScroller(element);
      if (autoFocus) element?.focus();
    },
    [setScroller, autoFocus],
  );

  const cellOf = (event: MouseEvent): Cursor | undefined => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-column]');
    const row = cell?.closest<HTMLElement>('[data-row]');
    if (!cell || !row) return undefined;
    return { row: Number(row.dataset['row']), column: Number(cell.dataset['column']) };
  };
  const at = (event: MouseEvent, act: (next: Cursor) => void): void => {
    const next = cellOf(event);
    if (next !== undefined) act(next);
  };
  const entries =
    current === undefined || currentColumn === undefined
      ? []
      : (props.menu?.(current, currentColumn) ?? []);
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
  return (
    <div className="grid">
      <ContextMenu entries={entries}>
        <div
          ref={attach}
          className="grid-scroller"
          role="grid"
          aria-label={label}
          aria-rowcount={source.total + 1}
          aria-colcount={columns.placed.length}
          aria-busy={source.state === 'loading'}
          aria-activedescendant={!arrived ? undefined : `${id}-${cursor.row}-${cursor.column}`}
          tabIndex={0}
          onScroll={view.onScroll}
          onKeyDown={keys}
          onClick={(event) => at(event, goTo)}
          onContextMenuCapture={(event) => at(event, goTo)}
          onDoubleClick={(event) =>
            at(event, ({ row }) => {
              const opened = source.row(row);
              if (opened !== undefined) onOpen?.(opened);
            })
          }
        >
          <GridHeader columns={columns} sort={props.sort} onSort={props.onSort} />
          <div className="grid-sizer" style={{ height: view.scrollPx, width: columns.totalPx }}>
            <div
              className="grid-pane"
              role="rowgroup"
              style={{ height: view.viewPx, top: HEAD_PX }}
            >
              {indexes.map((index) => {
                const row = source.row(index);
                return (
                  <GridRow
                    key={index}
                    id={`${id}-${index}`}
                    index={index}
                    row={row}
                    columns={columns.placed}
                    topPx={index * rowPx - view.offsetPx}
                    heightPx={rowPx}
                    selected={row !== undefined && rowKey(row) === selectedKey}
                    cursorColumn={index === cursor.row ? cursor.column : -1}
                    tone={row === undefined ? 'waiting' : (props.tone?.(row) ?? '')}
                  />
                );
              })}
            </div>
          </div>
        </div>
      </ContextMenu>
      <GridState source={source} empty={props.empty} what={`Loading ${label.toLowerCase()}`} />
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
