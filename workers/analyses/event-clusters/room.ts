/** The room of process-event clusters, put together. */
import { eventClusters } from '#contract/rooms/event-clusters.ts';
import type { Room } from '../room.ts';
import { computeEventClusters } from './compute.ts';
import { explainEventClusters } from './explain.ts';
import type { EventFeatures } from './features.ts';
import { eventFeatures } from './features.ts';

export const eventClustersRoom: Room<EventFeatures> = {
  contract: eventClusters,
  version: 1,
  featurize: (rows, _params, context) => eventFeatures(rows, context),
  compute: computeEventClusters,
  explain: explainEventClusters,
};
