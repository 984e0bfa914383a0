/** How the slots of the map look. */
import type { MarkStyle } from '../../canvas/scatter/scatter-plot.tsx';
import { categoryColour } from '../../ui/colours.ts';
import { COLOURED_LABELS } from './layout.ts';

/** By slot; the last one is for all other labels. */
export const mapStyles: readonly MarkStyle[] = Array.from(
  { length: COLOURED_LABELS + 1 },
  (_, slot) => ({ colour: categoryColour(slot), shape: 'disc' }),
);

/** The style of a slot; grey for those that have none of their own. */
export function styleOfSlot(slot: number): MarkStyle {
  return mapStyles[slot] ?? { colour: categoryColour(undefined), shape: 'disc' };
}
