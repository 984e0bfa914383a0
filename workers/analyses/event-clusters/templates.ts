/**
 * The better method: variants of masked command lines, distances between variants of one program
 * (see `variant-distance.ts`), DBSCAN with an eps read off the distances themselves.
 */
import { densityGroups } from '#workers/algorithms/density-groups.ts';
import { kneeDistance } from '#workers/algorithms/k-distance-knee.ts';
import type { MethodResult } from '../cluster-method.ts';
import type { RoomContext } from '../room.ts';
import type { EventFeatures } from './features.ts';
import { VariantDistance } from './variant-distance.ts';
import type { Variants } from './variants.ts';
import { findVariants } from './variants.ts';

/** Beyond this distance two command lines are strangers. */
const FARTHEST = 0.8;
/** Distances read for the knee at most: a curve needs no more. */
const MOST_DISTANCES = 4000;
/** Bounds of an automatic eps: a word may differ, not most of the line. */
const LEAST_EPS = 0.25;
const GREATEST_EPS = 0.6;
/** When the distances have no knee: half of what two lines say together may differ. */
const FALLBACK_EPS = 0.5;

export interface TemplateParams {
  /** 0 = automatic. */
  readonly eps: number;
  /** Events within eps that make a core. */
  readonly minSamples: number;
}

/** Clusters events by the variants they belong to. */
export function templateMethod(
  features: EventFeatures,
  { eps: given, minSamples }: TemplateParams,
  context: RoomContext,
): MethodResult {
  context.onProgress(0, 'Comparing command lines');
  const variants = findVariants(features);
  const distance = new VariantDistance(features, variants, Math.max(FARTHEST, given));
  context.checkCancelled();
  const { eps, source } =
    given > 0
      ? { eps: given, source: 'given' as const }
      : automaticEps(variants, distance, context);
  const { labels, isCore, clusters } = densityGroups(
    {
      count: variants.count,
      weights: variants.weights,
      firstRow: variants.firstRow,
      neighbours: (variant, visit, wanted) => distance.neighbours(variant, eps, visit, wanted),
    },
    minSamples,
    {
      checkCancelled: context.checkCancelled,
      onProgress: (ratio01) => context.onProgress(0.2 + 0.8 * ratio01, 'Clustering'),
    },
  );
  const { ofRow } = variants;
  return {
    labels: ofRow.map((variant) => labels[variant]!),
    isCore: Uint8Array.from(ofRow, (variant) => isCore[variant]!),
    clusters,
    eps,
    epsSource: source,
    nearest: (row) => {
      const near = distance.nearest(ofRow[row]!, FARTHEST, false);
      return near && { row: variants.firstRow[near.variant]!, distance: near.distance };
    },
    mixture: 'programs whose names have random parts',
    columns: {},
  };
}

/** The knee of the distances to the next other command line of the same program, over an even sample. */
function automaticEps(
  variants: Variants,
  distance: VariantDistance,
  context: RoomContext,
): { readonly eps: number; readonly source: 'knee' | 'fallback' } {
  const templates = new Set<number>();
  const candidates = Int32Array.from(variants.templates.keys()).filter((variant) => {
    const isNew = !templates.has(variants.templates[variant]!);
    templates.add(variants.templates[variant]!);
    return isNew && variants.programVariants[variants.programs[variant]!]! > 1;
  });
  const step = Math.max(1, candidates.length / MOST_DISTANCES);
  const distances: number[] = [];
  for (let at = 0; at < candidates.length; at += step) {
    if (Math.floor(at) % 64 === 0) context.checkCancelled();
    const near = distance.nearest(candidates[Math.floor(at)]!, FARTHEST, true);
    if (near !== undefined) distances.push(near.distance);
  }
  const knee = kneeDistance(Float64Array.from(distances));
  if (knee === undefined) return { eps: FALLBACK_EPS, source: 'fallback' };
  return { eps: Math.min(GREATEST_EPS, Math.max(LEAST_EPS, knee)), source: 'knee' };
}
