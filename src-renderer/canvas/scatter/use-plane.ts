/** The look at a plane as state: zoom, move, fit. */
import { useMemo, useState } from 'react';
import type { Size } from '../../ui/use-size.ts';
import {
  pannedLook,
  planeOf,
  sameBounds,
  wholeLook,
  zoomedLook,
  type Bounds,
  type Look,
  type Plane,
  type PlaneFrame,
} from './plane.ts';
import type { Spot } from './point-grid.ts';

export interface PlaneView {
  readonly plane: Plane;
  readonly zoom: number;
  readonly frame: PlaneFrame;
  /** True while everything is in view. */
  readonly isWhole: boolean;
  readonly zoomBy: (factor: number, at?: Spot) => void;
  readonly panBy: (dxPx: number, dyPx: number) => void;
  readonly fit: () => void;
}

/** A look over points; other bounds begin with all of them. @param marginPx room around them, 32 by default */
export function usePlane(
  bounds: Bounds,
  size: Size,
  square: boolean,
  marginPx?: number,
): PlaneView {
  const [kept, setKept] = useState<{ readonly bounds: Bounds; readonly look: Look }>();
  const frame = useMemo(
    () => ({ bounds, size, square, ...(marginPx === undefined ? {} : { marginPx }) }),
    [bounds, size, square, marginPx],
  );
  const own = kept !== undefined && sameBounds(kept.bounds, bounds) ? kept.look : undefined;
  const look = useMemo(() => own ?? wholeLook(bounds), [own, bounds]);
  const plane = useMemo(() => planeOf(look, frame), [look, frame]);
  const middle = { xPx: size.widthPx / 2, yPx: size.heightPx / 2 };
  // Several wheel turns may come before the next drawing: each builds on the one before.
  const change = (next: (look: Look) => Look): void =>
    setKept((old) => ({
      bounds,
      look: next(
        old !== undefined && sameBounds(old.bounds, bounds) ? old.look : wholeLook(bounds),
      ),
    }));
  return {
    plane,
    zoom: look.zoom,
    frame,
    isWhole: own === undefined,
    zoomBy: (factor, at = middle) => change((old) => zoomedLook(old, factor, at, frame)),
    panBy: (dxPx, dyPx) => change((old) => pannedLook(old, dxPx, dyPx, frame)),
    fit: () => setKept(undefined),
  };
}
