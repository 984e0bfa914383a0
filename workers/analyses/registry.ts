/**
 * The rooms' engine halves by id. A room that the contract lists and this file lacks does not
 * compile.
 */
import type { RoomId } from '#contract/rooms/index.ts';
import { eventClustersRoom } from './event-clusters/room.ts';
import { logonClustersRoom } from './logon-clusters/room.ts';
import { processMapRoom } from './process-map/room.ts';
import { sequencesRoom } from './sequences/room.ts';
import type { Room } from './room.ts';

/** Features differ from room to room and pass through the engine unread, hence `unknown`. */
const rooms: { readonly [Id in RoomId]: Room<unknown> } = {
  'event-clusters': eventClustersRoom,
  'logon-clusters': logonClustersRoom,
  'process-map': processMapRoom,
  sequences: sequencesRoom,
};

/** The engine half of a room. */
export function roomOf(id: RoomId): Room<unknown> {
  return rooms[id];
}
