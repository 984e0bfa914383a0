/** The tree of boxes finds what looking at every point finds. */
import { expect, test } from 'vitest';
import { latticePoints, rowDistance } from '#test/support/random-points.ts';
import { buildBoxTree, nearestOther } from '#workers/algorithms/box-tree.ts';
import { distinctPoints } from '#workers/algorithms/distinct-points.ts';
import { SeededRandom } from '#workers/base/random.ts';

test('the nearest other point is the one nearest by comparing all, the earliest of equals', () => {
  const random = new SeededRandom(5);
  for (let round = 0; round < 100; round++) {
    const columns = 1 + random.below(3);
    const matrix = latticePoints(random, { rows: 40, columns, span: 9, step: 0.1 });
    const { coordinates, count } = distinctPoints(matrix, columns);
    const tree = buildBoxTree(coordinates, columns, random.below(3) * 0.1);
    for (let position = 0; position < count; position++) {
      const point = tree.pointAt[position]!;
      const others = [...Array(count).keys()].filter((other) => other !== point);
      const distances = others.map((other) => rowDistance(coordinates, columns, point, other));
      const least = Math.min(...distances);
      const { nearest, distance } = nearestOther(tree, position);
      expect(distance).toBe(least);
      if (count > 1) expect(tree.pointAt[nearest]).toBe(others[distances.indexOf(least)]);
    }
  }
});

test('a single point has no other', () => {
  const tree = buildBoxTree(Float64Array.of(1, 2), 2, 0);
  expect(nearestOther(tree, 0)).toEqual({ nearest: -1, distance: Infinity });
});

test('leaves hold every point once and are no wider than asked', () => {
  const random = new SeededRandom(6);
  const matrix = Float64Array.from({ length: 3000 }, () => random.unit());
  const tree = buildBoxTree(matrix, 3, 0.2);
  let covered = 0;
  for (let node = 0; node < tree.nodes; node++) {
    if (tree.right[node] !== 0) continue;
    covered += tree.to[node]! - tree.from[node]!;
    const sides = [0, 1, 2].map((i) => tree.high[node * 3 + i]! - tree.low[node * 3 + i]!);
    expect(Math.hypot(...sides)).toBeLessThanOrEqual(0.2 + 1e-12);
  }
  expect(covered).toBe(1000);
  expect([...tree.pointAt].sort((a, b) => a - b)).toEqual([...Array(1000).keys()]);
});

test('equal rows become one point with their number as weight', () => {
  const points = distinctPoints(Float64Array.of(1, 0, 2, 5, 1, -0, 1, 0), 2);
  expect(points.count).toBe(2);
  expect([...points.pointOf]).toEqual([0, 1, 0, 0]);
  expect([...points.weights]).toEqual([3, 1]);
  expect([...points.firstRow]).toEqual([0, 1]);
});
