import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { radiusCorrelation } from '#test/support/map-measures.ts';
import { expected, referenceVectors } from '#test/support/process-map-reference.ts';
import { referenceTest } from '#test/support/reference.ts';
import { tokenProfiles } from '#test/support/token-profiles.ts';
import { cosineNeighbours } from '#workers/algorithms/cosine-neighbours.ts';
import { fuzzyGraph } from '#workers/algorithms/fuzzy-graph.ts';
import { mapQuality, nearestOnMap } from '#workers/algorithms/map-quality.ts';
import { spectralStart } from '#workers/algorithms/spectral-start.ts';
import { fitUmapCurve } from '#workers/algorithms/umap-curve.ts';
import { umapJsLayout } from '#workers/algorithms/umap-js-layout.ts';
import { umapLayout } from '#workers/algorithms/umap-layout.ts';
import { unwatched } from '#workers/algorithms/watch.ts';

const curve = fitUmapCurve(0.1, 1);
const { matrix, program } = tokenProfiles({ rows: 300, programs: 6, seed: 11 });
const lists = cosineNeighbours(matrix, 15, unwatched);
const graph = fuzzyGraph(lists, 15, 1, unwatched);

const layout = (seed: number, densityLambda: number, epochs = 300): Float64Array =>
  umapLayout(
    graph,
    spectralStart(graph, seed, unwatched),
    { epochs, seed, curve, densityLambda },
    unwatched,
  );

test.each([0, 2])('programs lie together on the map (density weight %d)', (densityLambda) => {
  const positions = layout(1, densityLambda);
  let same = 0;
  for (let row = 0; row < 300; row++) {
    for (const other of nearestOnMap(positions, row, 5)) {
      if (program[other] === program[row]) same++;
    }
  }
  expect(same / 1500).toBeGreaterThan(0.98);
});

test('the same seed gives the same bytes, another seed another map', () => {
  expect(layout(1, 2, 50)).toEqual(layout(1, 2, 50));
  expect(layout(1, 2, 50)).not.toEqual(layout(2, 2, 50));
});

test('the bytes are these, on every machine', () => {
  const hash = createHash('sha256')
    .update(layout(1, 4, 100))
    .digest('hex');
  expect(hash.slice(0, 16)).toBe('1a60fc68f0c9215a');
});

test('points in one place are driven apart, and a single round is enough to stay finite', () => {
  const start = new Float64Array(600);
  const positions = umapLayout(
    graph,
    start,
    { epochs: 30, seed: 1, curve, densityLambda: 2 },
    unwatched,
  );
  expect(positions.every(Number.isFinite)).toBe(true);
  expect(new Set(positions).size).toBeGreaterThan(500);
  expect(layout(1, 4, 1).every(Number.isFinite)).toBe(true);
});

test('progress grows and cancelling is asked for all the time', () => {
  const shares: number[] = [];
  let asked = 0;
  const watch = {
    onProgress: (ratio01: number) => shares.push(ratio01),
    checkCancelled: () => asked++,
  };
  umapLayout(
    graph,
    spectralStart(graph, 1, unwatched),
    { epochs: 40, seed: 1, curve, densityLambda: 0 },
    watch,
  );
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
  expect(asked).toBeGreaterThanOrEqual(40);
});

interface Means {
  readonly trustworthiness: number;
  readonly recall: number;
  readonly radiusCorrelation: number;
}

/** Means over five seeds on the reference vectors. */
function referenceMeans(
  lay: (
    seed: number,
    reference: { readonly lists: typeof lists; readonly graph: typeof graph },
  ) => Float64Array,
): Means {
  const vectors = referenceVectors();
  const neighbours = cosineNeighbours(vectors, 15, unwatched);
  const fuzzy = fuzzyGraph(neighbours, 15, 1, unwatched);
  const sum = { trustworthiness: 0, recall: 0, radiusCorrelation: 0 };
  for (let seed = 0; seed < 5; seed++) {
    const positions = lay(seed, { lists: neighbours, graph: fuzzy });
    const quality = mapQuality(vectors, neighbours, positions, {
      k: 15,
      sampled: vectors.rows,
      watch: unwatched,
    });
    sum.trustworthiness += quality.trustworthiness / 5;
    sum.recall += quality.recall / 5;
    sum.radiusCorrelation += radiusCorrelation(fuzzy, positions) / 5;
  }
  return sum;
}

const fastMeans = (epochs: number, densityLambda: number): Means =>
  referenceMeans((seed, reference) =>
    umapLayout(
      reference.graph,
      spectralStart(reference.graph, seed, unwatched),
      { epochs, seed, curve, densityLambda },
      unwatched,
    ),
  );

referenceTest('the plain map is as good as umap-learn’s', () => {
  const means = fastMeans(500, 0);
  expect(means.trustworthiness).toBeGreaterThan(0.95);
  expect(means.recall).toBeGreaterThan(0.59);
  // It does not keep density: the measure for that tells the two kinds apart.
  expect(means.radiusCorrelation).toBeLessThan(0.6);
});

referenceTest('the density-preserving map is as good as umap-learn’s', () => {
  for (const [epochs, lambda] of [
    [700, 2],
    [800, 4],
  ] as const) {
    const means = fastMeans(epochs, lambda);
    expect(means.trustworthiness).toBeGreaterThan(0.94);
    expect(means.recall).toBeGreaterThan(0.56);
    expect(means.radiusCorrelation).toBeGreaterThan(0.85);
  }
});

referenceTest('the library’s map, given the same neighbours, is as good', () => {
  const { trustworthiness, recall } = referenceMeans((seed, reference) =>
    umapJsLayout(reference.lists, { neighbours: 15, epochs: 300, seed }, unwatched),
  );
  expect(trustworthiness).toBeGreaterThan(0.95);
  expect(recall).toBeGreaterThan(0.59);
});

referenceTest('trustworthiness of a layout by chance is what scikit-learn says of one', () => {
  const { reference } = expected<{
    reference: { randomLayout: { trustworthiness15: number; knnRecall15: number } };
  }>('embedding-quality');
  const { trustworthiness, recall } = referenceMeans((seed, { graph: { vertices } }) =>
    Float64Array.from({ length: 2 * vertices }, (_, i) => ((i + 1) * (seed + 7) * 7919) % 1009),
  );
  expect(Math.abs(trustworthiness - reference.randomLayout.trustworthiness15)).toBeLessThan(0.04);
  expect(Math.abs(recall - reference.randomLayout.knnRecall15)).toBeLessThan(0.03);
});
