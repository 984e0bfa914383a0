/**
 * The process map: what every process did is counted as tokens, alike processes lie side by side,
 * and an intruder, however it is called, lies where its deeds put it.
 */
import { processMap } from '#contract/rooms/process-map.ts';
import type { Room } from '../room.ts';
import { computeMap } from './compute.ts';
import { explainProcesses } from './explain.ts';
import { processFeatures } from './features.ts';
import type { SliceFeatures } from './token-collector.ts';

export const processMapRoom: Room<SliceFeatures> = {
  contract: processMap,
  version: 1,
  featurize: (rows, _params, context) => processFeatures(rows, context),
  compute: computeMap,
  explain: explainProcesses,
};
