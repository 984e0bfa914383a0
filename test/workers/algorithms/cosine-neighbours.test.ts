import { expect, test } from 'vitest';
import { expected, referenceVectors, sparseRows } from '#test/support/process-map-reference.ts';
import { referenceTest } from '#test/support/reference.ts';
import { tokenProfiles } from '#test/support/token-profiles.ts';
import { WorkbenchError } from '#contract/errors.ts';
import { cosineNeighbours } from '#workers/algorithms/cosine-neighbours.ts';
import type { NeighbourLists } from '#workers/algorithms/neighbour-lists.ts';
import type { SparseRows } from '#workers/algorithms/sparse-rows.ts';
import { unwatched } from '#workers/algorithms/watch.ts';

/** All distances, the obvious way. */
function slowNeighbours(matrix: SparseRows, count: number): readonly [number, number][][] {
  const wide = Array.from({ length: matrix.rows }, (_, row) => {
    const values = new Float64Array(matrix.columns);
    for (let e = matrix.starts[row]!; e < matrix.starts[row + 1]!; e++) {
      values[matrix.indices[e]!] = matrix.values[e]!;
    }
    return values;
  });
  const product = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return wide.map((own, row) =>
    wide
      .map((other, at): [number, number] => {
        const lengths = Math.sqrt(product(own, own) * product(other, other));
        const distance = lengths === 0 ? 1 : 1 - product(own, other) / lengths;
        return [at, Math.max(0, Math.round(distance * 1e12) / 1e12)];
      })
      .filter(([at]) => at !== row)
      .sort(([i, a], [j, b]) => a - b || i - j)
      .slice(0, count),
  );
}

function listsOf({ rows, count, indices, distances }: NeighbourLists): [number, number][][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: count }, (__, i): [number, number] => [
      indices[row * count + i]!,
      distances[row * count + i]!,
    ]),
  );
}

test('neighbours are those that comparing all with all gives, ties by index', () => {
  for (const seed of [1, 2, 3]) {
    const { matrix } = tokenProfiles({ rows: 150, programs: 5, seed, draws: 6, ownTokens: 4 });
    const fast = listsOf(cosineNeighbours(matrix, 12, unwatched));
    const slow = slowNeighbours(matrix, 12);
    fast.forEach((list, row) => {
      list.forEach(([, distance], i) => expect(distance).toBeCloseTo(slow[row]![i]![1], 11));
      // Two distances that differ in the thirteenth digit may round apart in one of the two ways.
      expect(list.map(([index]) => index)).toEqual(slow[row]!.map(([index]) => index));
    });
  }
});

test('rows that point the same way have distance zero, rows with nothing in common one', () => {
  const lists = cosineNeighbours(sparseRows([[[0, 1]], [[0, 7]], [[1, 3]], []]), 3, unwatched);
  expect(listsOf(lists)).toEqual([
    [
      [1, 0],
      [2, 1],
      [3, 1],
    ],
    [
      [0, 0],
      [2, 1],
      [3, 1],
    ],
    [
      [0, 1],
      [1, 1],
      [3, 1],
    ],
    [
      [0, 1],
      [1, 1],
      [2, 1],
    ],
  ]);
});

test('no row is its own neighbour, and there are never more neighbours than other rows', () => {
  const few = cosineNeighbours(sparseRows([[[0, 1]], [[0, 2]], [[1, 1]]]), 15, unwatched);
  expect(few.count).toBe(2);
  expect(listsOf(few).every((list, row) => list.every(([index]) => index !== row))).toBe(true);
  expect(cosineNeighbours(sparseRows([[[0, 1]]]), 15, unwatched).count).toBe(0);
  expect(cosineNeighbours(sparseRows([]), 15, unwatched)).toMatchObject({ rows: 0, count: 0 });
});

test('giving up ends the search', () => {
  const { matrix } = tokenProfiles({ rows: 400, programs: 3, seed: 1 });
  let asked = 0;
  const watch = {
    onProgress: () => undefined,
    checkCancelled: () => {
      if (++asked > 3) {
        throw new WorkbenchError({ code: 'cancelled', message: 'Cancelled.', hint: '' });
      }
    },
  };
  expect(() => cosineNeighbours(matrix, 15, watch)).toThrow('Cancelled');
  expect(asked).toBe(4);
});

referenceTest('the 15 nearest of every process vector are those of the reference', () => {
  interface Row {
    readonly indices: readonly number[];
    readonly distances: readonly number[];
  }
  const { neighbours } = expected<{ neighbours: readonly Row[] }>('neighbours');
  const lists = listsOf(cosineNeighbours(referenceVectors(), 15, unwatched));
  expect(lists).toHaveLength(neighbours.length);
  neighbours.forEach(({ indices, distances }, row) => {
    const list = lists[row]!;
    distances.forEach((distance, i) => {
      expect(Math.abs(list[i]![1] - distance)).toBeLessThan(1e-9);
    });
    // As sets; any other point must lie as far as the last one.
    const last = distances.at(-1)!;
    for (const [index, distance] of list) {
      expect(indices.includes(index) || Math.abs(distance - last) < 1e-9).toBe(true);
    }
  });
});
