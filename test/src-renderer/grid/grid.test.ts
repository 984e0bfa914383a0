/** Cursor, order of columns and texts of cells. */
import { expect, test } from 'vitest';
import type { ColumnBlock } from '#contract/block.ts';
import { blockNumber, blockRows, blockText, nextSort } from '#renderer/grid/grid-column.ts';
import { movedCursor } from '#renderer/grid/grid-cursor.ts';
import { movedOrder } from '#renderer/grid/use-columns.ts';

const extent = { rows: 100, columns: 4, pageRows: 20 };
const press = (key: string, row = 50, column = 1, ctrl = false) =>
  movedCursor({ row, column }, { key, ctrl }, extent);

test('arrows, pages and ends move the cursor and stop at the edges', () => {
  expect(press('ArrowDown')).toEqual({ row: 51, column: 1 });
  expect(press('ArrowUp', 0)).toEqual({ row: 0, column: 1 });
  expect(press('PageDown', 95)).toEqual({ row: 99, column: 1 });
  expect(press('PageUp')).toEqual({ row: 30, column: 1 });
  expect(press('Home')).toEqual({ row: 0, column: 1 });
  expect(press('End')).toEqual({ row: 99, column: 1 });
  expect(press('ArrowLeft', 5, 0)).toEqual({ row: 5, column: 0 });
  expect(press('ArrowRight', 5, 1, true)).toEqual({ row: 5, column: 3 });
});

test('other keys are left to others, and an empty grid has no cursor to move', () => {
  expect(press('x')).toBeUndefined();
  const none = { ...extent, rows: 0 };
  expect(movedCursor({ row: 0, column: 0 }, { key: 'End', ctrl: false }, none)).toBeUndefined();
});

test('a dragged column lands before or after the one it is dropped on', () => {
  const order = ['a', 'b', 'c', 'd'];
  expect(movedOrder(order, { id: 'a', target: 'c', after: true })).toEqual(['b', 'c', 'a', 'd']);
  expect(movedOrder(order, { id: 'd', target: 'a', after: false })).toEqual(['d', 'a', 'b', 'c']);
  expect(movedOrder(order, { id: 'b', target: 'b', after: true })).toEqual(order);
  expect(movedOrder(order, { id: 'z', target: 'a', after: true })).toEqual(order);
});

test('a heading sorts up first, then down, then up again', () => {
  const up = nextSort(undefined, 'a');
  expect(up).toEqual({ column: 'a', descending: false });
  expect(nextSort(up, 'a')).toEqual({ column: 'a', descending: true });
  expect(nextSort({ column: 'a', descending: true }, 'b').descending).toBe(false);
});

const block: ColumnBlock = {
  rows: 2,
  columns: {
    n: { kind: 'number', values: Float64Array.of(0.1 + 0.2, NaN) },
    i: { kind: 'int', values: Int32Array.of(0, -7) },
    f: { kind: 'flag', values: Uint8Array.of(1, 0) },
    t: { kind: 'text', ids: Int32Array.of(0, -1), values: ['__proto__'] },
    j: { kind: 'json', values: ['{"a":1}', ''] },
    at: {
      kind: 'time',
      values: Float64Array.of(1_603_110_503_942_123, NaN),
      nanos: Uint16Array.of(400, 0),
      digits: Uint8Array.of(7, 0),
    },
  },
};

test('cells say what their column holds; zero is said, missing is not', () => {
  const [first, second] = blockRows(block) as [
    { block: ColumnBlock; at: number },
    { block: ColumnBlock; at: number },
  ];
  const texts = (row: typeof first) =>
    Object.keys(block.columns).map((name) => blockText(row, name));
  expect(texts(first)).toEqual([
    '0.3',
    '0',
    'yes',
    '__proto__',
    '{"a":1}',
    '2020-10-19 12:28:23.9421234',
  ]);
  expect(texts(second)).toEqual([undefined, '-7', 'no', undefined, undefined, undefined]);
  expect(blockText(first, 'at', 'Asia/Kolkata')).toBe('2020-10-19 17:58:23.9421234');
});

test('a name that only objects inherit is no column', () => {
  const [row] = blockRows(block) as [{ block: ColumnBlock; at: number }];
  expect(blockText(row, 'constructor')).toBeUndefined();
  expect(blockNumber(row, '__proto__')).toBeNaN();
  expect(blockNumber(row, 'i')).toBe(0);
});
