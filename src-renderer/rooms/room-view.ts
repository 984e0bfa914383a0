/** The shape of a room's view half: what the rail needs to know of it. */
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { RoomId } from '#contract/rooms/index.ts';

export interface RoomView {
  readonly id: RoomId;
  /** Short, for the rail's tooltip and the palette. */
  readonly title: string;
  readonly icon: LucideIcon;
  readonly View: ComponentType;
}
