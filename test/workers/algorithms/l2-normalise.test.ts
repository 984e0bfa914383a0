/** Rows of unit length, as scikit-learn makes them. */
import { expect, test } from 'vitest';
import { referenceJson, referenceTest } from '#test/support/reference.ts';
import { l2Normalise } from '#workers/algorithms/l2-normalise.ts';

const EXPECTED = 'event-clustering/expected-normalizer-toy.json';

referenceTest('rows come out as from the published normaliser, a zero row stays zero', () => {
  const { input, expected } = referenceJson<{
    input: number[][];
    expected: number[][];
  }>(EXPECTED);
  expect([...l2Normalise(Float64Array.from(input.flat()), 2)]).toEqual(expected.flat());
});

test('rows of the same proportion become one point, which is the weakness of the method', () => {
  const [a, b, c, d] = l2Normalise(Float64Array.of(10, 2000, 15, 3000), 2);
  expect(Math.hypot(a! - c!, b! - d!)).toBeLessThan(1e-15);
});

test('the input is left as it was', () => {
  const matrix = Float64Array.of(3, 4);
  l2Normalise(matrix, 2);
  expect([...matrix]).toEqual([3, 4]);
});
