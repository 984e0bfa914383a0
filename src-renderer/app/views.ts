/** The views that the rail offers, in the order of work; rooms are handed in by the start. */
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { RoomId } from '#contract/rooms/index.ts';

export type CoreViewId = 'evidence' | 'events' | 'timeline';
export type ViewId = CoreViewId | RoomId;

/** A view as the rail, the palette and the frame need it. */
export interface ViewEntry {
  readonly id: ViewId;
  /** Short, for the rail's tooltip and the palette. */
  readonly title: string;
  readonly icon: LucideIcon;
  readonly View: ComponentType;
}
