/** An outline as it is drawn: corner by corner round marks, or a box from one corner to the other. */
import type { Spot } from './point-grid.ts';

export type MarkingShape = 'lasso' | 'box';

/** Corners nearer than this tell nothing new. */
const CORNER_PX = 3;

/** An outline after the pointer moved to a place. */
export function grownOutline(
  outline: readonly Spot[],
  to: Spot,
  shape: MarkingShape,
): readonly Spot[] {
  const [start] = outline;
  if (start === undefined) return [to];
  if (shape === 'box') {
    return [start, { xPx: to.xPx, yPx: start.yPx }, to, { xPx: start.xPx, yPx: to.yPx }];
  }
  return spotDistance(outline.at(-1) ?? start, to) < CORNER_PX ? outline : [...outline, to];
}

/** A hand is not steady: an outline that stays this near its start was meant as a click. */
export function isClick(outline: readonly Spot[], clickPx: number): boolean {
  const [start] = outline;
  return start === undefined || outline.every((spot) => spotDistance(start, spot) < clickPx);
}

/** Pixels between two places. */
export function spotDistance(a: Spot, b: Spot): number {
  return Math.hypot(a.xPx - b.xPx, a.yPx - b.yPx);
}

/** Outline as the points of an SVG polygon. */
export function outlinePoints(outline: readonly Spot[]): string {
  return outline.map(({ xPx, yPx }) => `${xPx.toFixed(1)},${yPx.toFixed(1)}`).join(' ');
}
