/** The index of weighted sets finds what comparing every pair finds. */
import { expect, test } from 'vitest';
import type { SearchOptions, TokenSets } from '#workers/algorithms/weighted-jaccard.ts';
import { JaccardIndex } from '#workers/algorithms/weighted-jaccard.ts';
import { SeededRandom } from '#workers/base/random.ts';

function setsOf(sets: readonly (readonly number[])[], weights: readonly number[]): TokenSets {
  const offsets = [0];
  for (const set of sets) offsets.push(offsets.at(-1)! + set.length);
  return {
    offsets: Int32Array.from(offsets),
    tokens: Int32Array.from(sets.flat()),
    weights: Float64Array.from(weights),
  };
}

/** Weighted Jaccard distance by its definition. */
function slowDistance(
  a: readonly number[],
  b: readonly number[],
  weights: readonly number[],
): number {
  const sum = (tokens: Iterable<number>): number =>
    [...tokens].reduce((total, token) => total + weights[token]!, 0);
  return 1 - sum(a.filter((token) => b.includes(token))) / sum(new Set([...a, ...b]));
}

test('neighbours within the radius are exactly those that the definition gives', () => {
  const random = new SeededRandom(41);
  for (let round = 0; round < 200; round++) {
    const weights = Array.from({ length: 12 }, () => 0.25 * (1 + random.below(8)));
    const sets = Array.from({ length: 30 }, () => {
      const set = new Set(Array.from({ length: 1 + random.below(7) }, () => random.below(12)));
      return [...set].sort((a, b) => a - b);
    });
    const widest = 0.1 * (1 + random.below(9));
    const radius = widest * (random.below(2) === 0 ? 1 : 0.5);
    const index = new JaccardIndex(setsOf(sets, weights), widest);
    for (const [set, tokens] of sets.entries()) {
      const found = new Map<number, number>();
      index.neighbours(set, radius, (other, distance) => found.set(other, distance).size < 0);
      for (const [other, others] of sets.entries()) {
        const distance = slowDistance(tokens, others, weights);
        // Right at the radius rounding may go either way: both computations are right.
        if (other === set || Math.abs(distance - radius) < 1e-9) continue;
        expect(found.has(other), `${set} ${other}`).toBe(distance < radius);
        if (found.has(other)) expect(found.get(other)).toBeCloseTo(distance, 12);
      }
    }
  }
});

test('the distance is the same from both sides', () => {
  const index = new JaccardIndex(
    setsOf(
      [
        [0, 1],
        [1, 2],
        [0, 1],
      ],
      [0.1, 0.7, 0.3],
    ),
    0.9,
  );
  expect(index.distance(0, 1)).toBe(index.distance(1, 0));
  expect(index.distance(0, 2)).toBe(0);
});

test('sets without a common token are strangers, and an empty set knows nobody', () => {
  const index = new JaccardIndex(setsOf([[0], [1], []], [1, 1]), 0.95);
  const met: number[] = [];
  for (const set of [0, 1, 2]) index.neighbours(set, 0.95, (other) => met.push(other) < 0);
  expect(met).toEqual([]);
  expect(index.distance(0, 1)).toBe(1);
});

test('a search stops when told to, passes over what is not wanted, and keeps to its budget', () => {
  const index = new JaccardIndex(setsOf([[0], [0], [0], [0]], [1]), 0.5);
  const found = (options: SearchOptions, enough = 9): readonly number[] => {
    const met: number[] = [];
    index.neighbours(0, 0.5, (other) => met.push(other) >= enough, options);
    return met;
  };
  expect(found({})).toEqual([1, 2, 3]);
  expect(found({}, 2)).toEqual([1, 2]);
  expect(found({ wanted: (other) => other !== 1 })).toEqual([2, 3]);
  expect(found({ most: 1 })).toEqual([1]);
});
