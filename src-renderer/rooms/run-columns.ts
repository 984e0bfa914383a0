/** Grid columns for a run's table, made from the block itself where a room says nothing special. */
import type { Column, ColumnBlock } from '#contract/block.ts';
import { blockText, type BlockRow, type GridColumn } from '../grid/grid-column.ts';

/** A column of a block as a grid column; `special` overrides what is guessed from its kind. */
export function blockColumn(
  name: string,
  kind: Column['kind'],
  zone: string,
  special: Partial<GridColumn<BlockRow>> = {},
): GridColumn<BlockRow> {
  const numeric = kind === 'number' || kind === 'int';
  return {
    id: name,
    label: headingOf(name),
    widthPx: widthOf(kind),
    mono: kind !== 'flag',
    align: numeric ? 'end' : 'start',
    sortable: true,
    text: (row) => blockText(row, name, zone),
    ...special,
  };
}

/** All columns of a block, in its order. */
export function blockColumns(block: ColumnBlock, zone: string): readonly GridColumn<BlockRow>[] {
  return Object.entries(block.columns).map(([name, column]) =>
    blockColumn(name, column.kind, zone),
  );
}

/** `firstTime` → "First time"; names with dots stay as they are. */
export function headingOf(name: string): string {
  if (name.includes('.')) return name;
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function widthOf(kind: Column['kind']): number {
  if (kind === 'time') return 220;
  if (kind === 'text' || kind === 'json') return 260;
  return kind === 'flag' ? 80 : 110;
}
