/** Two fingers on a plane: how far they spread and where their middle went. */
import type { Spot } from './point-grid.ts';

export interface PinchStep {
  readonly factor: number;
  readonly at: Spot;
  readonly dxPx: number;
  readonly dyPx: number;
}

/** Follows the fingers that are down. */
export class Pinch {
  private readonly fingers = new Map<number, Spot>();

  down(finger: number, spot: Spot): void {
    this.fingers.set(finger, spot);
  }

  up(finger: number): void {
    this.fingers.delete(finger);
  }

  /** What a move of one finger means; undefined unless exactly two are down. */
  move(finger: number, spot: Spot): PinchStep | undefined {
    const old = this.fingers.get(finger);
    if (old === undefined) return undefined;
    this.fingers.set(finger, spot);
    const [other] = [...this.fingers].flatMap(([id, place]) => (id === finger ? [] : [place]));
    if (other === undefined || this.fingers.size !== 2) return undefined;
    const before = Math.hypot(old.xPx - other.xPx, old.yPx - other.yPx);
    const after = Math.hypot(spot.xPx - other.xPx, spot.yPx - other.yPx);
    return {
      factor: before === 0 ? 1 : after / before,
      at: { xPx: (spot.xPx + other.xPx) / 2, yPx: (spot.yPx + other.yPx) / 2 },
      dxPx: (spot.xPx - old.xPx) / 2,
      dyPx: (spot.yPx - old.yPx) / 2,
    };
  }
}
