import { expect, test } from 'vitest';
import { sparseRows } from '#test/support/process-map-reference.ts';
import {
  columnSums,
  distinctRows,
  l1Rows,
  rowSums,
  rowsPerColumn,
  subMatrix,
  sumEntries,
} from '#workers/algorithms/sparse-rows.ts';

const matrix = sparseRows([
  [
    [0, 2],
    [3, 1],
  ],
  [],
  [[3, 4]],
  [
    [0, 2],
    [3, 1],
  ],
]);

test('entries of the same place are added up, in whatever order they come', () => {
  const summed = sumEntries(
    {
      row: Int32Array.of(1, 0, 1, 1),
      column: Int32Array.of(2, 1, 0, 2),
      value: Float64Array.of(1, 5, 7, 3),
    },
    3,
    4,
  );
  expect([...summed.starts]).toEqual([0, 1, 3, 3]);
  expect([...summed.indices]).toEqual([1, 0, 2]);
  expect([...summed.values]).toEqual([5, 7, 4]);
});

test('sums go along rows and along columns, over some rows when asked', () => {
  expect([...rowSums(matrix)]).toEqual([3, 0, 4, 3]);
  expect([...columnSums(matrix)]).toEqual([4, 0, 0, 6]);
  expect([...columnSums(matrix, Uint8Array.of(1, 1, 1, 0))]).toEqual([2, 0, 0, 5]);
  expect([...rowsPerColumn(matrix)]).toEqual([2, 0, 0, 3]);
});

test('equal rows are found and numbered by first appearance', () => {
  const { distinctOf, first } = distinctRows(matrix);
  expect([...distinctOf]).toEqual([0, 1, 2, 0]);
  expect([...first]).toEqual([0, 1, 2]);
});

test('a sub-matrix has the chosen rows in their order and the kept columns renumbered', () => {
  const part = subMatrix(matrix, Int32Array.of(2, 0), Int32Array.of(-1, -1, -1, 0));
  expect(part).toMatchObject({ rows: 2, columns: 1 });
  expect([...part.starts]).toEqual([0, 1, 2]);
  expect([...part.values]).toEqual([4, 1]);
});

test('rows divided by their sums add up to one, an empty row stays empty', () => {
  const sums = rowSums(l1Rows(matrix));
  expect([...sums].map((sum) => Math.round(sum * 1e12) / 1e12)).toEqual([1, 0, 1, 1]);
});
