/** The better method: habits of each account and logon type by source and hour, with an eps read off their distances. */
import { kneeDistance } from '#workers/algorithms/k-distance-knee.ts';
import type { MethodResult } from '../cluster-method.ts';
import type { RoomContext } from '../room.ts';
import type { LogonFeatures } from './features.ts';
import { habitPoints } from './habit-points.ts';
import type { NearPoint } from './habits.ts';
import { clusterHabits, nearestPoints } from './habits.ts';

/** Bounds of an automatic eps in hours of a habit that is set in its hours: 24 hours are distance 1. */
const LEAST_EPS = 2 / 24;
const GREATEST_EPS = 6 / 24;
/** When the distances have no knee. */
const FALLBACK_EPS = 3 / 24;

export interface ProfileParams {
  /** 0 = automatic. */
  readonly eps: number;
  /** Logons within eps that make a core. */
  readonly minSamples: number;
}

/** Clusters logons by the points they fall on. */
export function profileMethod(
  features: LogonFeatures,
  { eps: given, minSamples }: ProfileParams,
  context: RoomContext,
): MethodResult {
  context.onProgress(0, 'Finding habits');
  const points = habitPoints(features);
  context.checkCancelled();
  const nearest = nearestPoints(points);
  const { eps, source } =
    given > 0 ? { eps: given, source: 'given' as const } : automaticEps(nearest);
  const { labels, isCore, clusters } = clusterHabits(
    points,
    eps,
    minSamples,
    context.checkCancelled,
  );
  const { ofRow, firstRow } = points;
  return {
    labels: ofRow.map((point) => labels[point]!),
    isCore: Uint8Array.from(ofRow, (point) => isCore[point]!),
    clusters,
    eps,
    epsSource: source,
    nearest: (row) => {
      const near = nearest[ofRow[row]!];
      return near === undefined
        ? undefined
        : { row: firstRow[near.point]!, distance: near.distance };
    },
    mixture: 'accounts',
    columns: {},
  };
}

function automaticEps(nearest: readonly (NearPoint | undefined)[]): {
  readonly eps: number;
  readonly source: 'knee' | 'fallback';
} {
  const distances = nearest.flatMap((near) => (near === undefined ? [] : [near.distance]));
  const knee = kneeDistance(Float64Array.from(distances));
  if (knee === undefined) return { eps: FALLBACK_EPS, source: 'fallback' };
  return { eps: Math.min(GREATEST_EPS, Math.max(LEAST_EPS, knee)), source: 'knee' };
}
