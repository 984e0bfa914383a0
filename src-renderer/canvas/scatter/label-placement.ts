/** Words on a plane that never cover one another: heavier ones first, others where room is left. */

export interface PlacedBox {
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A word that wants to stand centred at a pixel. */
export interface WantedLabel {
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
}

const GAP_PX = 4;

/**
 * Indexes of the labels that are shown, in the order given; those before have the right of way.
 * Labels stay within the picture: one whose middle is outside is not shown, one that sticks out is
 * moved in.
 */
export function placeLabels(
  wanted: readonly WantedLabel[],
  frame: { readonly widthPx: number; readonly heightPx: number },
  heightPx: number,
): readonly (PlacedBox & { readonly at: number })[] {
  const placed: (PlacedBox & { readonly at: number })[] = [];
  wanted.forEach(({ xPx, yPx, widthPx }, at) => {
    if (xPx < 0 || yPx < 0 || xPx > frame.widthPx || yPx > frame.heightPx) return;
    const within = (middle: number, length: number, room: number): number =>
      Math.max(GAP_PX, Math.min(room - length - GAP_PX, middle - length / 2));
    const box = {
      at,
      xPx: within(xPx, widthPx, frame.widthPx),
      yPx: within(yPx, heightPx, frame.heightPx),
      widthPx,
      heightPx,
    };
    if (!placed.some((other) => overlaps(box, other))) placed.push(box);
  });
  return placed;
}

/** True when two boxes are nearer than a gap. */
export function overlaps(a: PlacedBox, b: PlacedBox): boolean {
  return (
    a.xPx < b.xPx + b.widthPx + GAP_PX &&
    b.xPx < a.xPx + a.widthPx + GAP_PX &&
    a.yPx < b.yPx + b.heightPx + GAP_PX &&
    b.yPx < a.yPx + a.heightPx + GAP_PX
  );
}
