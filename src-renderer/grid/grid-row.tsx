/** One row of a grid. */
import { memo, type ReactNode } from 'react';
import { spelledOut } from '../ui/control-glyphs.ts';
import { cutMiddle } from '../ui/cut-text.ts';
import { monoWidthPx } from '../ui/text-width.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import type { GridColumn } from './grid-column.ts';
import type { PlacedColumn } from './use-columns.ts';

interface GridRowProps<R> {
  readonly id: string;
  readonly index: number;
  readonly row: R | undefined;
  readonly columns: readonly PlacedColumn<R>[];
  readonly topPx: number;
  readonly heightPx: number;
  readonly selected: boolean;
  /** Column under the cursor, -1 when the cursor is in another row. */
  readonly cursorColumn: number;
  readonly tone: string;
}

const PADDING_PX = 16;

function PlainGridRow<R>(props: GridRowProps<R>): ReactNode {
  const { id, index, row, columns, topPx, heightPx, selected, cursorColumn, tone } = props;
  const classes = [
    'grid-row',
    selected ? 'selected' : '',
    cursorColumn >= 0 ? 'current' : '',
    tone,
  ];
  return (
    <div
      id={id}
      className={classes.join(' ')}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-row={index}
      style={{ transform: `translateY(${topPx}px)`, height: heightPx }}
    >
      {columns.map(({ column, widthPx }, at) => (
        <div
          key={column.id}
          id={`${id}-${at}`}
          className={cellClass(column, at === cursorColumn)}
          role="gridcell"
          aria-colindex={at + 1}
          data-column={at}
          style={{ width: widthPx }}
          title={row === undefined ? undefined : hintOf(column, row)}
        >
          {row === undefined ? null : contentOf(column, row, widthPx)}
        </div>
      ))}
    </div>
  );
}

/** Drawn again only when something in it changed. */
export const GridRow = memo(PlainGridRow) as typeof PlainGridRow;

function cellClass<R>(column: GridColumn<R>, current: boolean): string {
  const end = column.align === 'end' ? 'end' : '';
  return `grid-cell ${column.mono === true ? 'mono' : ''} ${end} ${current ? 'cursor' : ''}`;
}

function hintOf<R>(column: GridColumn<R>, row: R): string | undefined {
  if (column.hint !== undefined) return column.hint(row);
  const text = column.text(row)?.slice(0, 2000);
  return text === undefined ? undefined : spelledOut(text);
}

function contentOf<R>(column: GridColumn<R>, row: R, widthPx: number): ReactNode {
  if (column.render !== undefined) return column.render(row);
  const text = column.text(row);
  if (text === undefined) return <VisibleText text={undefined} />;
  if (column.cut !== 'middle') return <VisibleText text={text.slice(0, 600)} />;
  return <VisibleText text={cutMiddle(text, Math.floor((widthPx - PADDING_PX) / monoWidthPx()))} />;
}
