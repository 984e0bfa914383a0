import { expect, test } from 'vitest';
import { expected, referenceVectors } from '#test/support/process-map-reference.ts';
import { referenceTest } from '#test/support/reference.ts';
import { tokenProfiles } from '#test/support/token-profiles.ts';
import { cosineNeighbours } from '#workers/algorithms/cosine-neighbours.ts';
import { fuzzyGraph, localScales } from '#workers/algorithms/fuzzy-graph.ts';
import type { FuzzyGraph } from '#workers/algorithms/fuzzy-graph.ts';
import type { NeighbourLists } from '#workers/algorithms/neighbour-lists.ts';
import { fitUmapCurve } from '#workers/algorithms/umap-curve.ts';
import { unwatched } from '#workers/algorithms/watch.ts';

const { matrix } = tokenProfiles({ rows: 120, programs: 4, seed: 5 });
const lists = cosineNeighbours(matrix, 10, unwatched);

/** "from-to" → weight. */
function edgesOf(graph: FuzzyGraph): Map<string, number> {
  const edges = new Map<string, number>();
  for (let v = 0; v < graph.vertices; v++) {
    for (let e = graph.starts[v]!; e < graph.starts[v + 1]!; e++) {
      edges.set(`${v}-${graph.ends[e]!}`, graph.weights[e]!);
    }
  }
  return edges;
}

const twoPairs: NeighbourLists = {
  rows: 4,
  count: 2,
  indices: Int32Array.of(1, 2, 0, 2, 3, 0, 2, 0),
  distances: Float64Array.of(0.1, 1, 0.1, 1, 0.2, 1, 0.2, 1),
};

test('every edge is listed from both its ends with the same weight, above 0 and at most 1', () => {
  const edges = edgesOf(fuzzyGraph(lists, 10, 1, unwatched));
  for (const [edge, weight] of edges) {
    const [from, to] = edge.split('-');
    expect(from).not.toBe(to);
    expect(edges.get(`${to!}-${from!}`)).toBe(weight);
    expect(weight).toBeGreaterThan(0);
    expect(weight).toBeLessThanOrEqual(1);
  }
});

test('memberships of a point sum to log2 of the neighbours, the nearest one is certain', () => {
  const { rho, sigma } = localScales(lists, 10, unwatched);
  for (let row = 0; row < lists.rows; row++) {
    const distances = [...lists.distances.subarray(row * 10, row * 10 + 9)];
    const memberships = distances.map((d) =>
      d <= rho[row]! ? 1 : Math.exp(-(d - rho[row]!) / sigma[row]!),
    );
    expect(memberships[0]).toBe(1);
    expect(memberships.reduce((sum, m) => sum + m, 0)).toBeCloseTo(Math.log2(10), 3);
  }
});

test('points that have nothing in common get no edge', () => {
  const graph = fuzzyGraph(twoPairs, 3, 1, unwatched);
  expect([...edgesOf(graph).keys()]).toEqual(['0-1', '1-0', '2-3', '3-2']);
  expect([...graph.distances]).toEqual([0.1, 0.1, 0.2, 0.2]);
});

test('a crowd of equal points gives finite weights', () => {
  const same: NeighbourLists = {
    rows: 3,
    count: 2,
    indices: Int32Array.of(1, 2, 0, 2, 0, 1),
    distances: new Float64Array(6),
  };
  const graph = fuzzyGraph(same, 15, 1, unwatched);
  expect([...graph.weights]).toEqual([1, 1, 1, 1, 1, 1]);
});

interface ExpectedGraph {
  readonly a: number;
  readonly b: number;
  readonly rho: readonly number[];
  readonly sigma: readonly number[];
  readonly edges: readonly (readonly [from: number, to: number, weight: number])[];
  readonly nnzBothDirections: number;
}

referenceTest('scales, weights and curve are those of umap-learn', () => {
  const truth = expected<ExpectedGraph>('fuzzy-graph');
  const neighbours = cosineNeighbours(referenceVectors(), 15, unwatched);
  const { rho, sigma } = localScales(neighbours, 15, unwatched);
  const graph = fuzzyGraph(neighbours, 15, 1, unwatched);
  const edges = edgesOf(graph);
  truth.rho.forEach((value, row) => expect(Math.abs(rho[row]! - value)).toBeLessThan(1e-5));
  truth.sigma.forEach((value, row) =>
    expect(Math.abs(sigma[row]! - value) / value).toBeLessThan(1e-3),
  );
  for (const [from, to, weight] of truth.edges) {
    expect(Math.abs((edges.get(`${from}-${to}`) ?? 0) - weight)).toBeLessThan(1e-3);
  }
  expect(edges.size).toBe(truth.nnzBothDirections);
  const curve = fitUmapCurve(0.1, 1);
  expect(Math.abs(curve.a - truth.a)).toBeLessThan(1e-3);
  expect(Math.abs(curve.b - truth.b)).toBeLessThan(1e-3);
});
