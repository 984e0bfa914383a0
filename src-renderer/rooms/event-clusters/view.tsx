/** Folded process creations: the table of clusters, and why each is one. */
import { Boxes } from 'lucide-react';
import type { ReactNode } from 'react';
import { eventClusters } from '#contract/rooms/event-clusters.ts';
import { RoomFrame } from '../room-frame.tsx';
import type { RoomView } from '../room-view.ts';
import { RunTable } from '../run-table.tsx';

function EventClusters(): ReactNode {
  return (
    <RoomFrame room={eventClusters}>
      {(run) => (
        <RunTable run={run.run} table={eventClusters.tables[0]} label="Process-event clusters" />
      )}
    </RoomFrame>
  );
}

export const eventClustersView = {
  id: 'event-clusters',
  title: 'Process-event clusters',
  icon: Boxes,
  View: EventClusters,
} as const satisfies RoomView;
