/** Order and widths of a grid's columns, kept by name for the next time. */
import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
  type ColumnOrderState,
  type ColumnSizingState,
  type Updater,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { keep, readKept } from '../app/settings.ts';
import type { GridColumn } from './grid-column.ts';

const features = tableFeatures({
  columnOrderingFeature,
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
});
/** The table holds columns only: rows come by the page. */
const helper = createColumnHelper<typeof features, never>();
const noRows: never[] = [];
const MIN_PX = 40;
const MAX_PX = 1600;

export interface PlacedColumn<R> {
  readonly column: GridColumn<R>;
  readonly startPx: number;
  readonly widthPx: number;
  readonly resizing: boolean;
  readonly onResizeStart: (event: unknown) => void;
  readonly resizeBy: (deltaPx: number) => void;
}

export interface Columns<R> {
  readonly placed: readonly PlacedColumn<R>[];
  readonly totalPx: number;
  /** Puts a column before (or after) another one. */
  readonly move: (id: string, target: string, after: boolean) => void;
}

/** Columns in the analyst's order and widths. `name` names the grid; '' = nothing is kept. */
export function useColumns<R>(columns: readonly GridColumn<R>[], name: string): Columns<R> {
  const [order, setOrder] = useState<ColumnOrderState>(() => keptOrder(name));
  const [sizing, setSizing] = useState<ColumnSizingState>(() => keptWidths(name));
  const defs = useMemo(
    () =>
      helper.columns(
        columns.map(({ id, label, widthPx }) =>
          helper.display({ id, header: label, size: widthPx, minSize: MIN_PX, maxSize: MAX_PX }),
        ),
      ),
    [columns],
  );
  const resize = (updater: Updater<ColumnSizingState>): void => {
    const next = typeof updater === 'function' ? updater(sizing) : updater;
    setSizing(next);
    keepLayout(name, order, next);
  };
  const table = useTable({
    features,
    columns: defs,
    data: noRows,
    columnResizeMode: 'onChange',
    state: { columnOrder: order, columnSizing: sizing },
    onColumnSizingChange: resize,
  });
  const byId = new Map(columns.map((column) => [column.id, column]));
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const placed = headers.flatMap((header): PlacedColumn<R>[] => {
    const column = byId.get(header.column.id);
    if (column === undefined) return [];
    const widthPx = header.getSize();
    return [
      {
        column,
        startPx: header.getStart(),
        widthPx,
        resizing: header.column.getIsResizing(),
        onResizeStart: header.getResizeHandler(),
        resizeBy: (deltaPx) =>
          resize({ ...sizing, [column.id]: Math.min(MAX_PX, Math.max(MIN_PX, widthPx + deltaPx)) }),
      },
    ];
  });
  const move: Columns<R>['move'] = (id, target, after) => {
    const next = movedOrder(
      placed.map(({ column }) => column.id),
      { id, target, after },
    );
    setOrder(next);
    keepLayout(name, next, sizing);
  };
  return { placed, totalPx: table.getTotalSize(), move };
}

/** The order after a column was dropped on another. */
export function movedOrder(
  order: readonly string[],
  move: { readonly id: string; readonly target: string; readonly after: boolean },
): string[] {
  const rest = order.filter((each) => each !== move.id);
  const at = rest.indexOf(move.target);
  if (at < 0 || rest.length === order.length) return [...order];
  rest.splice(move.after ? at + 1 : at, 0, move.id);
  return rest;
}

const keyOf = (name: string): string => `loupe.columns.${name}`;

function keptOrder(name: string): ColumnOrderState {
  if (name === '') return [];
  const { order } = readKept(keyOf(name));
  return Array.isArray(order) ? order.filter((id): id is string => typeof id === 'string') : [];
}

function keptWidths(name: string): ColumnSizingState {
  if (name === '') return {};
  const { widths } = readKept(keyOf(name));
  if (typeof widths !== 'object' || widths === null) return {};
  return Object.fromEntries(
    Object.entries(widths).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number',
    ),
  );
}

function keepLayout(name: string, order: ColumnOrderState, widths: ColumnSizingState): void {
  if (name !== '') keep(keyOf(name), { order, widths });
}
