/** The shape of a room's view half. */
import type { RoomId } from '#contract/rooms/index.ts';
import type { ViewEntry } from '../app/views.ts';

export interface RoomView extends ViewEntry {
  readonly id: RoomId;
}
