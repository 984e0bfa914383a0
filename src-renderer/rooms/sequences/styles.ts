/** How sessions and steps look by how unusual they are, and by the value of a key. */
import type { MarkStyle } from '../../canvas/scatter/scatter-plot.tsx';
import { categoryColour } from '../../ui/colours.ts';
import { SCORE_STEPS } from './metrics.ts';

/** By level, 0 (ordinary) … 4: the ramp of scores, as tokens. */
export function levelColour(level: number): string {
  return level <= 0 ? 'var(--bars)' : `var(--rare-${Math.min(level, SCORE_STEPS.length)})`;
}

/** By slot of the model, the strangest first; those that stand out most have a shape of their own. */
export const scoreStyles: readonly MarkStyle[] = Array.from(
  { length: SCORE_STEPS.length + 1 },
  (_, slot): MarkStyle => {
    const level = SCORE_STEPS.length - slot;
    return { colour: levelColour(level), shape: level >= 3 ? 'diamond' : 'disc' };
  },
);

/** By group: its value's colour, grey for the rest. */
export function keyStyles(colours: readonly string[]): readonly MarkStyle[] {
  return [...colours, categoryColour(undefined)].map((colour) => ({ colour, shape: 'disc' }));
}
