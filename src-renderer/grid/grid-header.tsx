/** Headings of a grid: click sorts, drag moves, the edge resizes; each also by keyboard. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState, type ComponentProps, type KeyboardEvent, type ReactNode } from 'react';
import { nextSort, type Sort } from './grid-column.ts';
import type { Columns, PlacedColumn } from './use-columns.ts';

interface GridHeaderProps<R> {
  readonly columns: Columns<R>;
  readonly sort: Sort | undefined;
  readonly onSort: ((sort: Sort) => void) | undefined;
}

const DRAG_TYPE = 'application/x-loupe-column';
const KEY_STEP_PX = 16;

/** The row of headings. */
export function GridHeader<R>({ columns, sort, onSort }: GridHeaderProps<R>): ReactNode {
  return (
    <div className="grid-head" role="row" aria-rowindex={1} style={{ width: columns.totalPx }}>
      {columns.placed.map((placed, at) => (
        <Heading
          key={placed.column.id}
          placed={placed}
          position={at}
          columns={columns}
          sort={sort}
          onSort={onSort}
        />
      ))}
    </div>
  );
}

interface HeadingProps<R> extends GridHeaderProps<R> {
  readonly placed: PlacedColumn<R>;
  readonly position: number;
}

function Heading<R>(props: HeadingProps<R>): ReactNode {
  const { placed, position, columns, sort, onSort } = props;
  const { column, widthPx } = placed;
  const { drop, handlers } = useColumnDrop(columns, column.id);
  const sortable = column.sortable === true && onSort !== undefined;
  const direction = sortable ? directionOf(sort, column.id) : undefined;
  return (
    <div
      className={`grid-heading ${column.align === 'end' ? 'end' : ''} ${drop ?? ''}`}
      role="columnheader"
      aria-colindex={position + 1}
      aria-sort={direction}
      style={{ width: widthPx }}
      {...handlers}
    >
      <button
        type="button"
        className="grid-heading-button"
        title={`${column.label} (${column.id}). ${sortable ? 'Click sorts, drag moves; ' : 'Drag moves; '}Alt+arrows move, Shift+Alt+arrows resize.`}
        draggable
        onDragStart={(event) => event.dataTransfer.setData(DRAG_TYPE, column.id)}
        onClick={sortable ? () => onSort(nextSort(sort, column.id)) : undefined}
        onKeyDown={(event) => onHeadingKey(event, props)}
      >
        <span className="cut">{column.label}</span>
        {direction === 'ascending' && <ArrowUp size={12} aria-hidden />}
        {direction === 'descending' && <ArrowDown size={12} aria-hidden />}
      </button>
      <i
        className={placed.resizing ? 'grid-edge active' : 'grid-edge'}
        onMouseDown={placed.onResizeStart}
        onTouchStart={placed.onResizeStart}
      />
    </div>
  );
}

function directionOf(sort: Sort | undefined, id: string): 'ascending' | 'descending' | 'none' {
  if (sort?.column !== id) return 'none';
  return sort.descending ? 'descending' : 'ascending';
}

function onHeadingKey<R>(event: KeyboardEvent, props: HeadingProps<R>): void {
  if (!event.altKey || !/^Arrow(Left|Right)$/.test(event.key)) return;
  const { placed, position, columns } = props;
  const right = event.key === 'ArrowRight';
  const neighbour = columns.placed[position + (right ? 1 : -1)];
  event.preventDefault();
  event.stopPropagation();
  if (event.shiftKey) placed.resizeBy(right ? KEY_STEP_PX : -KEY_STEP_PX);
  else if (neighbour) columns.move(placed.column.id, neighbour.column.id, right);
}

interface ColumnDrop {
  /** Where a dragged column would land. */
  readonly drop: 'before' | 'after' | undefined;
  readonly handlers: Pick<ComponentProps<'div'>, 'onDragOver' | 'onDragLeave' | 'onDrop'>;
}

function useColumnDrop<R>(columns: Columns<R>, target: string): ColumnDrop {
  const [drop, setDrop] = useState<'before' | 'after' | undefined>(undefined);
  return {
    drop,
    handlers: {
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
        event.preventDefault();
        const box = event.currentTarget.getBoundingClientRect();
        setDrop(event.clientX > box.left + box.width / 2 ? 'after' : 'before');
      },
      onDragLeave: () => setDrop(undefined),
      onDrop: (event) => {
        event.preventDefault();
        columns.move(event.dataTransfer.getData(DRAG_TYPE), target, drop === 'after');
        setDrop(undefined);
      },
    },
  };
}
