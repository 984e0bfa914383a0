/** Groups by handed-in neighbours follow the same conventions as DBSCAN on coordinates. */
import { expect, test } from 'vitest';
import { slowDbscan } from '#test/support/random-points.ts';
import { densityGroups } from '#workers/algorithms/density-groups.ts';
import { SeededRandom } from '#workers/base/random.ts';

test('random graphs with weights come out as if every row were a point of its own', () => {
  const random = new SeededRandom(31);
  for (let round = 0; round < 300; round++) {
    const count = 1 + random.below(25);
    const edges = new Set<string>();
    for (let i = 0; i < random.below(60); i++) {
      const [a, b] = [random.below(count), random.below(count)];
      if (a !== b) edges.add(`${Math.min(a, b)} ${Math.max(a, b)}`);
    }
    const isNear = (a: number, b: number): boolean =>
      a === b || edges.has(`${Math.min(a, b)} ${Math.max(a, b)}`);
    const pointOf = pointsOfRows(random, count);
    const minSamples = 1 + random.below(5);
    const found = densityGroups(graphOf(pointOf, count, isNear), minSamples);
    const slow = slowDbscan(pointOf.length, (a, b) => isNear(pointOf[a]!, pointOf[b]!), minSamples);
    expect(pointOf.map((point) => found.labels[point])).toEqual(slow.labels);
    expect(pointOf.map((point) => found.isCore[point])).toEqual(slow.isCore);
    expect(found.clusters).toBe(slow.clusters);
  }
});

/** Every point has at least one row; the first rows are in the points' order. */
function pointsOfRows(random: SeededRandom, count: number): readonly number[] {
  const repeats = Array.from({ length: random.below(20) }, () => random.below(count));
  return [...Array(count).keys(), ...repeats];
}

function graphOf(
  pointOf: readonly number[],
  count: number,
  isNear: (a: number, b: number) => boolean,
): Parameters<typeof densityGroups>[0] {
  return {
    count,
    weights: Int32Array.from({ length: count }, (_, p) => pointOf.filter((q) => q === p).length),
    firstRow: Int32Array.from({ length: count }, (_, p) => pointOf.indexOf(p)),
    neighbours: (point, visit, wanted) => {
      for (let other = 0; other < count; other++) {
        if (other === point || !wanted(other) || !isNear(point, other)) continue;
        if (visit(other)) return;
      }
    },
  };
}
