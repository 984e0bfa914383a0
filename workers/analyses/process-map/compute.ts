/** Counts of all slices → the map and its tables. */
import { WorkbenchError } from '#contract/errors.ts';
import type { ParamValues } from '#contract/rooms/room.ts';
import type { RoomContext, RoomOutput } from '../room.ts';
import { layoutMap } from './map-layout.ts';
import type { MapLayout } from './map-layout.ts';
import { mapParams } from './map-params.ts';
import type { MapParams } from './map-params.ts';
import { mergeSlices } from './merge.ts';
import type { MergedFeatures } from './merge.ts';
import { prune } from './prune.ts';
import type { Pruned } from './prune.ts';
import { mapTables } from './tables.ts';
import type { SliceFeatures } from './token-collector.ts';

/** Throws `nothing-to-analyse` when no process has enough tokens for the map. */
export function computeMap(
  parts: readonly SliceFeatures[],
  params: ParamValues,
  context: RoomContext,
): RoomOutput {
  const options = mapParams(params);
  context.onProgress(0, 'adding up');
  const merged = mergeSlices(parts, context.checkCancelled);
  context.checkCancelled();
  const pruned = prune(merged.counts, options);
  context.checkCancelled();
  refuseEmpty(merged, pruned, options);
  const layout = layoutMap(pruned.vectors, options, context);
  context.checkCancelled();
  return {
    tables: mapTables(merged, pruned, layout),
    summary: summaryOf(merged, pruned, layout, options),
  };
}

function refuseEmpty(merged: MergedFeatures, pruned: Pruned, options: MapParams): void {
  if (merged.keys.length === 0) {
    throw new WorkbenchError({
      code: 'nothing-to-analyse',
      message: 'No event here says which process acted.',
      hint: 'The process map needs Sysmon, eCAR or Security process events; widen the filter or import such logs.',
    });
  }
  if (pruned.vectors.rows > 0) return;
  const most = pruned.tokensOfProcess.reduce((a, b) => Math.max(a, b), 0);
  throw new WorkbenchError({
    code: 'nothing-to-analyse',
    message: `None of the ${merged.keys.length} processes has ${options.minTokensPerProcess} tokens; the busiest has ${most}.`,
    hint: 'Lower minTokensPerProcess, or widen the filter.',
  });
}

function summaryOf(
  merged: MergedFeatures,
  pruned: Pruned,
  layout: MapLayout,
  options: MapParams,
): RoomOutput['summary'] {
  const { quality } = layout;
  const total = (values: Iterable<number>): number => {
    let sum = 0;
    for (const value of values) sum += value;
    return sum;
  };
  return {
    events: merged.events,
    eventsWithoutProcess: merged.skipped,
    processRows: merged.tokenRows,
    processes: merged.keys.length,
    kept: total(pruned.processKept),
    unlabelled: merged.labels.filter((label, at) => label === '' && pruned.processKept[at] === 1)
      .length,
    tokens: merged.values.length,
    totalTokens: total(pruned.tokenCounts),
    keptTokens: pruned.keptTokens.length,
    distinctVectors: pruned.vectors.rows,
    engine: layout.engine,
    densmap: layout.densmap,
    epochs: options.epochs,
    ...(Number.isNaN(quality.trustworthiness)
      ? {}
      : {
          trustworthiness: rounded(quality.trustworthiness),
          neighbourRecall: rounded(quality.recall),
        }),
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
