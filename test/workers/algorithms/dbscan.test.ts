/** The fast DBSCAN gives exactly what comparing every pair gives. */
import { expect, test } from 'vitest';
import { latticePoints, rowDistance, slowDbscan } from '#test/support/random-points.ts';
import { referenceJson, referenceTest } from '#test/support/reference.ts';
import { dbscan } from '#workers/algorithms/dbscan.ts';
import { SeededRandom } from '#workers/base/random.ts';

const EXPECTED = 'event-clustering/expected-dbscan-toy.json';

interface ToyCase {
  readonly name: string;
  readonly points: readonly (readonly number[])[];
  readonly eps: number;
  readonly min_samples: number;
  readonly labels: readonly number[];
  readonly coreIndices: readonly number[];
}

referenceTest('the hand-made cases come out as from scikit-learn', () => {
  const { cases } = referenceJson<{ cases: readonly ToyCase[] }>(EXPECTED);
  for (const { name, points, eps, min_samples: minSamples, labels, coreIndices } of cases) {
    const found = dbscan(Float64Array.from(points.flat()), points[0]!.length, { eps, minSamples });
    expect([...found.labels], name).toEqual(labels);
    const cores = [...found.isCore.keys()].filter((row) => found.isCore[row] === 1);
    expect(cores, name).toEqual(coreIndices);
  }
});

test('random points with ties, duplicates and distances of exactly eps', () => {
  const random = new SeededRandom(20);
  for (let round = 0; round < 400; round++) {
    const columns = 1 + random.below(4);
    const rows = 1 + random.below(50);
    const step = [1, 0.1, 0.3, 1e-5][random.below(4)]!;
    const matrix = latticePoints(random, { rows, columns, span: 1 + random.below(12), step });
    const eps = random.below(5) * step;
    const minSamples = 1 + random.below(6);
    const near = (a: number, b: number): boolean => rowDistance(matrix, columns, a, b) <= eps;
    const slow = slowDbscan(rows, near, minSamples);
    const fast = dbscan(matrix, columns, { eps, minSamples });
    expect({ ...fast, labels: [...fast.labels], isCore: [...fast.isCore] }).toMatchObject(slow);
  }
});

test('points spread over many magnitudes, and more columns than a plane', () => {
  const random = new SeededRandom(21);
  for (let round = 0; round < 100; round++) {
    const columns = 1 + random.below(9);
    const rows = 80;
    const matrix = Float64Array.from({ length: rows * columns }, () => 10 ** (random.unit() * 6));
    const eps = 10 ** (random.unit() * 6);
    const near = (a: number, b: number): boolean => rowDistance(matrix, columns, a, b) <= eps;
    const slow = slowDbscan(rows, near, 3);
    const fast = dbscan(matrix, columns, { eps, minSamples: 3 });
    expect([...fast.labels]).toEqual(slow.labels);
    expect([...fast.isCore]).toEqual(slow.isCore);
  }
});

test('doubles that touch one another are still told apart at eps 0', () => {
  const next = 1 + Number.EPSILON;
  const found = dbscan(Float64Array.of(1, next, 1, next, 2), 1, { eps: 0, minSamples: 2 });
  expect([...found.labels]).toEqual([0, 1, 0, 1, -1]);
});

test('a hundred thousand rows of a few thousand points take no time worth waiting for', () => {
  const random = new SeededRandom(22);
  const matrix = latticePoints(random, { rows: 100_000, columns: 3, span: 15, step: 1 });
  const begun = performance.now();
  const found = dbscan(matrix, 3, { eps: 1, minSamples: 2 });
  expect(found.clusters).toBe(1);
  expect(performance.now() - begun).toBeLessThan(2000);
});

test('it stops when asked to and says how far it is', () => {
  const matrix = latticePoints(new SeededRandom(23), {
    rows: 9000,
    columns: 2,
    span: 1000,
    step: 1,
  });
  const ratios: number[] = [];
  const options = { eps: 1, minSamples: 3 };
  dbscan(matrix, 2, options, {
    checkCancelled: () => undefined,
    onProgress: (r) => ratios.push(r),
  });
  expect(ratios.length).toBeGreaterThan(3);
  expect(ratios.every((ratio, at) => ratio >= (ratios[at - 1] ?? 0) && ratio <= 1)).toBe(true);
  const stop = (): never => {
    throw new Error('stopped');
  };
  expect(() => dbscan(matrix, 2, options, { checkCancelled: stop, onProgress: () => 0 })).toThrow(
    'stopped',
  );
});
