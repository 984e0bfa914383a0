/** Vectors → places on the map, by the engine that was asked for. */
import { cosineNeighbours } from '#workers/algorithms/cosine-neighbours.ts';
import { fuzzyGraph } from '#workers/algorithms/fuzzy-graph.ts';
import { placeLoners } from '#workers/algorithms/loners.ts';
import { mapQuality } from '#workers/algorithms/map-quality.ts';
import type { MapQuality } from '#workers/algorithms/map-quality.ts';
import type { NeighbourLists } from '#workers/algorithms/neighbour-lists.ts';
import { l1Rows } from '#workers/algorithms/sparse-rows.ts';
import type { SparseRows } from '#workers/algorithms/sparse-rows.ts';
import { spectralStart } from '#workers/algorithms/spectral-start.ts';
import { fitUmapCurve } from '#workers/algorithms/umap-curve.ts';
import { umapJsLayout } from '#workers/algorithms/umap-js-layout.ts';
import { umapLayout } from '#workers/algorithms/umap-layout.ts';
import type { Watch } from '#workers/algorithms/watch.ts';
import type { RoomContext } from '../room.ts';
import type { MapParams } from './map-params.ts';

export interface MapLayout {
  /** `neighbors` nearest others of each vector. */
  readonly neighbours: NeighbourLists;
  /** x and y of each vector, interleaved, finite. */
  readonly positions: Float64Array;
  readonly engine: 'fast' | 'umap-js';
  readonly densmap: boolean;
  readonly quality: MapQuality;
}

/** Least distance between neighbours on the map and its scale, as everywhere UMAP is used. */
const MIN_DISTANCE = 0.1;
const SPREAD = 1;
/** Two processes without a token in common are this far apart by cosine. */
const NOTHING_IN_COMMON = 1;
/** Vectors by which the map is judged: enough for two digits. */
const JUDGED = 400;
const JUDGED_NEIGHBOURS = 15;
/** umap-js needs more points than neighbours. */
const FEWEST_FOR_UMAP_JS = 4;

/**
 * @param vectors whole counts. Cosine takes no notice of a row's scale, so the neighbours are
 *   sought among the counts themselves, whose products are exact whole numbers; it is the vectors
 *   divided by their sums (L1) that they are neighbours of
 */
export function layoutMap(vectors: SparseRows, params: MapParams, context: RoomContext): MapLayout {
  const seek = staged(context, 'finding neighbours');
  const neighbours = cosineNeighbours(vectors, params.neighbors, seek);
  const { engine, densmap } = enginesFor(params, vectors.rows);
  const graph = fuzzyGraph(neighbours, params.neighbors, NOTHING_IN_COMMON, seek);
  const place = staged(context, 'laying out the map');
  const positions =
    engine === 'umap-js'
      ? umapJsLayout(neighbours, { ...params, neighbours: params.neighbors }, place)
      : umapLayout(
          graph,
          spectralStart(graph, params.seed, staged(context, 'finding a start')),
          {
            ...params,
            curve: fitUmapCurve(MIN_DISTANCE, SPREAD),
            densityLambda: densmap ? params.densLambda : 0,
          },
          place,
        );
  placeLoners(graph, positions);
  const quality = mapQuality(l1Rows(vectors), neighbours, positions, {
    k: Math.min(JUDGED_NEIGHBOURS, params.neighbors),
    sampled: JUDGED,
    watch: staged(context, 'judging the map'),
  });
  return { neighbours, positions, engine, densmap, quality };
}

/** The library has no densMAP, and none of its own ways with a handful of points. */
function enginesFor(params: MapParams, points: number): Pick<MapLayout, 'engine' | 'densmap'> {
  if (params.engine === 'umap-js' && points >= FEWEST_FOR_UMAP_JS) {
    return { engine: 'umap-js', densmap: false };
  }
  return { engine: 'fast', densmap: params.densmap && params.densLambda > 0 };
}

function staged(context: RoomContext, stage: string): Watch {
  return {
    checkCancelled: context.checkCancelled,
    onProgress: (ratio01) => context.onProgress(ratio01, stage),
  };
}
