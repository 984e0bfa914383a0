/**
 * Where a plane of points lies on screen: fitted whole, zoomed around a place, moved. A look is kept
 * in the plane's own units, so that it stays the same look when the window changes its size.
 */
import type { Size } from '../../ui/use-size.ts';

export interface Bounds {
  readonly minX: number;
  readonly maxX: number;
  readonly minY: number;
  readonly maxY: number;
}

/** What is looked at: 1 = all of it, and the point in the middle of the picture. */
export interface Look {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

/** Pixels of a point: px = kx · x + tx, py = ky · y + ty. ky is below 0: up is more. */
export interface Plane {
  readonly kx: number;
  readonly ky: number;
  readonly tx: number;
  readonly ty: number;
}

export interface PlaneFrame {
  readonly bounds: Bounds;
  readonly size: Size;
  /** One unit is as long across as it is up: for maps, where distance means something. */
  readonly square: boolean;
  /** Room left around everything; {@link MARGIN_PX} where nothing is said. */
  readonly marginPx?: number;
}

/** Room left around everything, usually. */
const MARGIN_PX = 32;
const MIN_ZOOM = 0.5;
const MAX_ZOOM = 400;

/** Extent of points; those without a place are passed over. All 0 when there are none. */
export function boundsOf(xs: Float64Array, ys: Float64Array): Bounds {
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < xs.length; at++) {
    const x = xs[at] ?? NaN;
    const y = ys[at] ?? NaN;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return minX > maxX ? { minX: 0, maxX: 0, minY: 0, maxY: 0 } : { minX, maxX, minY, maxY };
}

/** True when two extents are the same. */
export function sameBounds(a: Bounds, b: Bounds): boolean {
  return a.minX === b.minX && a.maxX === b.maxX && a.minY === b.minY && a.maxY === b.maxY;
}

/** All of it, in the middle. */
export function wholeLook({ minX, maxX, minY, maxY }: Bounds): Look {
  return { zoom: 1, x: (minX + maxX) / 2, y: (minY + maxY) / 2 };
}

/** The transformation that a look means in a frame. */
export function planeOf(look: Look, frame: PlaneFrame): Plane {
  const { widthPx, heightPx } = frame.size;
  const [fitX, fitY] = fitScales(frame);
  const kx = fitX * look.zoom;
  const ky = -fitY * look.zoom;
  return { kx, ky, tx: widthPx / 2 - kx * look.x, ty: heightPx / 2 - ky * look.y };
}

/** Pixels per unit when everything is in view; a plane without extent counts as one unit wide. */
function fitScales(frame: PlaneFrame): readonly [x: number, y: number] {
  const { bounds, size, square, marginPx = MARGIN_PX } = frame;
  const spanX = bounds.maxX - bounds.minX;
  const spanY = bounds.maxY - bounds.minY;
  const roomX = Math.max(1, size.widthPx - 2 * marginPx);
  const roomY = Math.max(1, size.heightPx - 2 * marginPx);
  if (!square) return [roomX / (spanX || 1), roomY / (spanY || 1)];
  if (spanX === 0 && spanY === 0) return [Math.min(roomX, roomY), Math.min(roomX, roomY)];
  const scale = Math.min(
    spanX === 0 ? Infinity : roomX / spanX,
    spanY === 0 ? Infinity : roomY / spanY,
  );
  return [scale, scale];
}

/** A look zoomed around a pixel, which stays where it is; `factor` above 1 comes closer. */
export function zoomedLook(
  look: Look,
  factor: number,
  at: { readonly xPx: number; readonly yPx: number },
  frame: PlaneFrame,
): Look {
  const zoom = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, look.zoom * factor));
  const before = planeOf(look, frame);
  const x = unitX(before, at.xPx);
  const y = unitY(before, at.yPx);
  const after = planeOf({ ...look, zoom }, frame);
  const shift = {
    x: x - unitX(after, at.xPx),
    y: y - unitY(after, at.yPx),
  };
  return inBounds({ zoom, x: look.x + shift.x, y: look.y + shift.y }, frame.bounds);
}

/** A look moved by pixels: what was under the pointer stays under it. */
export function pannedLook(look: Look, dxPx: number, dyPx: number, frame: PlaneFrame): Look {
  const { kx, ky } = planeOf(look, frame);
  return inBounds({ ...look, x: look.x - dxPx / kx, y: look.y - dyPx / ky }, frame.bounds);
}

/** The middle of the picture never leaves the points, so nobody gets lost. */
function inBounds(look: Look, { minX, maxX, minY, maxY }: Bounds): Look {
  return {
    ...look,
    x: Math.min(maxX, Math.max(minX, look.x)),
    y: Math.min(maxY, Math.max(minY, look.y)),
  };
}

export const pixelX = ({ kx, tx }: Plane, x: number): number => kx * x + tx;
export const pixelY = ({ ky, ty }: Plane, y: number): number => ky * y + ty;
export const unitX = ({ kx, tx }: Plane, xPx: number): number => (xPx - tx) / kx;
export const unitY = ({ ky, ty }: Plane, yPx: number): number => (yPx - ty) / ky;
