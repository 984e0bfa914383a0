/**
 * The published clustering (msticpy, analysis.eventcluster): a matrix of features, rows scaled to
 * unit length if asked, DBSCAN. Its weaknesses are its own: sums of characters are equal for
 * permutations, and unit length leaves only ratios. Hence the other methods beside it.
 */
import type { Column } from '#contract/block.ts';
import { nearestOther } from '#workers/algorithms/box-tree.ts';
import type { DbscanOptions } from '#workers/algorithms/dbscan.ts';
import { dbscan } from '#workers/algorithms/dbscan.ts';
import { l2Normalise } from '#workers/algorithms/l2-normalise.ts';
import type { MethodResult } from './cluster-method.ts';
import type { RoomContext } from './room.ts';
import { numberColumn } from './table-columns.ts';

export interface PublishedParams extends DbscanOptions {
  /** Names of the matrix's columns. */
  readonly features: readonly string[];
  readonly normalize: boolean;
  /** What is clustered, plural: "programs". */
  readonly things: string;
}

/**
 * Clusters a matrix of features.
 * @param raw rows × features, row-major
 * @returns with a column `x_FEATURE` for each feature: the point that was clustered
 */
export function publishedMethod(
  raw: Float64Array,
  { features, normalize, eps, minSamples, things }: PublishedParams,
  context: RoomContext,
): MethodResult {
  const matrix = normalize ? l2Normalise(raw, features.length) : raw;
  const watch = {
    checkCancelled: context.checkCancelled,
    onProgress: (ratio01: number) => context.onProgress(ratio01, 'Clustering'),
  };
  const found = dbscan(matrix, features.length, { eps, minSamples }, watch);
  const { labels, isCore, clusters, points, tree, positionOf } = found;
  return {
    labels,
    isCore,
    clusters,
    eps,
    epsSource: 'given',
    nearest: (row) => {
      const { nearest, distance } = nearestOther(tree, positionOf[points.pointOf[row]!]!);
      return nearest < 0 ? undefined : { row: points.firstRow[tree.pointAt[nearest]!]!, distance };
    },
    mixture: `different ${things} that the distance does not tell apart`,
    columns: pointColumns(matrix, features),
  };
}

function pointColumns(
  matrix: Float64Array,
  features: readonly string[],
): Readonly<Record<string, Column>> {
  const rows = matrix.length / features.length;
  return Object.fromEntries(
    features.map((name, at) => {
      const values = new Float64Array(rows);
      for (let row = 0; row < rows; row++) values[row] = matrix[row * features.length + at]!;
      return [`x_${name}`, numberColumn(values)];
    }),
  );
}
