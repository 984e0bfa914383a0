/**
 * The layout of the umap-js library, for comparison with our own. It is given the exact neighbours,
 * so only graph and optimisation are its own. It computes with Math.exp and Math.pow, whose last
 * digits are the engine's: unlike our layout's, its bytes may differ between versions of V8.
 */
import { UMAP } from 'umap-js';
import { SeededRandom } from '#workers/base/random.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import type { Watch } from './watch.ts';

export interface UmapJsOptions {
  /** As in UMAP, the point itself counted as the first. */
  readonly neighbours: number;
  readonly epochs: number;
  readonly seed: number;
}

/**
 * Plain UMAP by umap-js. Its preparation (about a third of the time) cannot be interrupted, its
 * rounds can.
 * @param lists of at least 4 rows; the library wants fewer neighbours than there are other rows
 * @returns x and y interleaved
 */
export function umapJsLayout(
  lists: NeighbourLists,
  options: UmapJsOptions,
  watch: Watch,
): Float64Array {
  const random = new SeededRandom(options.seed);
  const neighbours = Math.min(options.neighbours, lists.count);
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: neighbours,
    nEpochs: options.epochs,
    minDist: 0.1,
    spread: 1,
    random: () => random.unit(),
  });
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (let row = 0; row < lists.rows; row++) {
    const first = row * lists.count;
    const end = first + neighbours - 1;
    indices.push([row, ...lists.indices.subarray(first, end)]);
    distances.push([0, ...lists.distances.subarray(first, end)]);
  }
  umap.setPrecomputedKNN(indices, distances);
  watch.checkCancelled();
  // The library looks at the points only to count them.
  const epochs = umap.initializeFit(indices);
  for (let epoch = 0; epoch < epochs; epoch++) {
    watch.checkCancelled();
    watch.onProgress(epoch / epochs);
    umap.step();
  }
  watch.onProgress(1);
  return Float64Array.from(umap.getEmbedding().flat());
}
