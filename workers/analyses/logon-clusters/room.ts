/** The room of logon clusters, put together. */
import { logonClusters } from '#contract/rooms/logon-clusters.ts';
import type { Room } from '../room.ts';
import { computeLogonClusters } from './compute.ts';
import { explainLogonClusters } from './explain.ts';
import type { LogonFeatures } from './features.ts';
import { logonFeatures } from './features.ts';

export const logonClustersRoom: Room<LogonFeatures> = {
  contract: logonClusters,
  version: 1,
  featurize: (rows, _params, context) => logonFeatures(rows, context),
  compute: computeLogonClusters,
  explain: explainLogonClusters,
};
