/**
 * The list of rooms. A newcomer adds its line here and follows the compiler: the engine's registry,
 * the views' registry and a rule test ask for the other halves.
 */
import { eventClusters } from './event-clusters.ts';
import { logonClusters } from './logon-clusters.ts';
import { processMap } from './process-map.ts';
import { sequences } from './sequences.ts';

export const rooms = {
  'event-clusters': eventClusters,
  'logon-clusters': logonClusters,
  'process-map': processMap,
  sequences,
} as const;

export type RoomId = keyof typeof rooms;

export const roomIds = Object.keys(rooms) as readonly RoomId[];

/** True when a text names a room. */
export function isRoomId(text: string): text is RoomId {
  return Object.hasOwn(rooms, text);
}
