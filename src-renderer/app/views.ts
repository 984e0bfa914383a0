/** The views that the rail offers beside the rooms, in the order of work. */
import type { RoomId } from '#contract/rooms/index.ts';

export type CoreViewId = 'evidence' | 'events' | 'timeline';
export type ViewId = CoreViewId | RoomId;
