/** Columns that every table of clusters has, as the grid shows them. */
import { blockNumber, blockText, type BlockRow, type GridColumn } from '../grid/grid-column.ts';
import { durationText, exactNumber, shortNumber } from '../ui/numbers.ts';
import { blockColumn } from './run-columns.ts';

/** A whole number, grouped. */
export function countColumn(name: string, label: string, widthPx = 76): GridColumn<BlockRow> {
  return {
    id: name,
    label,
    widthPx,
    align: 'end',
    mono: true,
    sortable: true,
    text: (row) => exactNumber(blockNumber(row, name)),
  };
}

/** A text as it is, or a word for how many there are when the cluster has several. */
export function mixedColumn(
  name: string,
  counts: string,
  label: string,
  widthPx: number,
): GridColumn<BlockRow> {
  return {
    id: name,
    label,
    widthPx,
    sortable: true,
    text: (row) => {
      const more = blockNumber(row, counts) - 1;
      const text = blockText(row, name);
      return more > 0 ? `${text ?? '–'} +${exactNumber(more)}` : text;
    },
    hint: (row) => {
      const more = blockNumber(row, counts) - 1;
      const text = blockText(row, name);
      return more > 0
        ? `${text ?? 'missing'} in the first event, and ${exactNumber(more)} more`
        : text;
    },
  };
}

/** Prose, whole on hover. */
export function whyColumn(widthPx: number): GridColumn<BlockRow> {
  return { id: 'why', label: 'Why', widthPx, text: (row) => blockText(row, 'why') };
}

/** First and last time, how long that is, and how far noise lies from anything. */
export function spanColumns(zone: string): readonly GridColumn<BlockRow>[] {
  const time = (name: string, label: string): GridColumn<BlockRow> =>
    blockColumn(name, 'time', zone, { label, widthPx: 176 });
  return [
    time('firstTime', 'First'),
    {
      id: 'span',
      label: 'Span',
      widthPx: 96,
      align: 'end',
      mono: true,
      text: (row) => {
        const us = blockNumber(row, 'lastTime') - blockNumber(row, 'firstTime');
        return Number.isNaN(us) ? undefined : durationText(us / 1000);
      },
    },
    time('lastTime', 'Last'),
    {
      id: 'nearestDistance',
      label: 'Distance',
      widthPx: 92,
      align: 'end',
      mono: true,
      sortable: true,
      text: (row) => {
        const distance = blockNumber(row, 'nearestDistance');
        return Number.isNaN(distance) ? undefined : String(Number(distance.toPrecision(3)));
      },
      hint: (row) =>
        Number.isNaN(blockNumber(row, 'nearestDistance'))
          ? 'Only noise has a distance'
          : `${blockNumber(row, 'nearestDistance')} to event ${shortNumber(blockNumber(row, 'nearest'))}`,
    },
  ];
}
