/** Room → view. Does not compile while a room of the contract has no view. */
import type { RoomId } from '#contract/rooms/index.ts';
import { eventClustersView } from './event-clusters/view.tsx';
import { logonClustersView } from './logon-clusters/view.tsx';
import { processMapView } from './process-map/view.tsx';
import type { RoomView } from './room-view.ts';
import { sequencesView } from './sequences/view.tsx';

const views: { readonly [Id in RoomId]: RoomView & { readonly id: Id } } = {
  'process-map': processMapView,
  'event-clusters': eventClustersView,
  'logon-clusters': logonClustersView,
  sequences: sequencesView,
};

/** The views of rooms in the order of work. */
export const roomViews: readonly RoomView[] = Object.values(views);
