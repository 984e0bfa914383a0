/** The published feature columns, one value per event, from the measures of distinct texts. */
import type { Column, NumberColumn, TextColumn } from '#contract/block.ts';
import type { eventFeatureNames } from '#contract/rooms/event-clusters.ts';
import { logOfScore } from '#workers/algorithms/string-scores.ts';
import { compactText, flagColumn, numberColumn } from '../table-columns.ts';
import type { EventFeatures } from './features.ts';

/** A column that may become a coordinate of an event. */
export type EventFeatureName = (typeof eventFeatureNames)[number];

/**
 * All feature columns in the published order, and the file name of each process. Missing text
 * counts as empty: scores, lengths and logarithms are 0.
 */
export function featureColumns(
  features: EventFeatures,
): Readonly<Record<EventFeatureName | 'processName', Column>> {
  const { process, command, pathMeasures, commandMeasures, isSystem } = features;
  const ofPath = (values: Float64Array): NumberColumn => spread(process.ids, values);
  const ofCommand = (values: Float64Array): NumberColumn => spread(command.ids, values);
  return {
    processName: processNames(process),
    pathScore: ofPath(pathMeasures.pathScore),
    pathLogScore: ofPath(pathMeasures.pathScore.map(logOfScore)),
    pathHash: ofPath(pathMeasures.pathHash),
    commandlineLen: ofCommand(commandMeasures.commandlineLen),
    commandlineLogLen: ofCommand(commandMeasures.commandlineLen.map(logOfScore)),
    commandlineTokensFull: ofCommand(commandMeasures.commandlineTokensFull),
    commandlineScore: ofCommand(commandMeasures.commandlineScore),
    commandlineTokensHash: ofCommand(commandMeasures.commandlineTokensHash),
    isSystemSession: flagColumn(Uint8Array.from(isSystem)),
  };
}

/** Rows × chosen features, row-major, for the published method. */
export function featureMatrix(
  columns: Readonly<Record<EventFeatureName, Column>>,
  names: readonly EventFeatureName[],
  rows: number,
): Float64Array {
  const matrix = new Float64Array(rows * names.length);
  for (const [at, name] of names.entries()) {
    const { values } = columns[name] as NumberColumn;
    for (let row = 0; row < rows; row++) matrix[row * names.length + at] = values[row]!;
  }
  return matrix;
}

function spread(ids: Int32Array, values: Float64Array): NumberColumn {
  const out = new Float64Array(ids.length);
  for (let row = 0; row < out.length; row++) out[row] = ids[row]! < 0 ? 0 : values[ids[row]!]!;
  return numberColumn(out);
}

/**
 * Text after the last separator. As published the separator is `/` when any of the first ten paths
 * has one, else `\`, for all events alike.
 */
function processNames(process: TextColumn): TextColumn {
  const isUnix = process.ids.subarray(0, 10).some((id) => process.values[id]?.includes('/'));
  const separator = isUnix ? '/' : '\\';
  const names = new Map<string, number>([['', 0]]);
  const nameOf = process.values.map((path) => {
    const name = path.slice(path.lastIndexOf(separator) + 1);
    if (!names.has(name)) names.set(name, names.size);
    return names.get(name)!;
  });
  const ids = process.ids.map((id) => (id < 0 ? 0 : nameOf[id]!));
  return compactText({ kind: 'text', ids, values: [...names.keys()] });
}
