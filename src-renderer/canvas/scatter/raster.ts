/** The picture in memory behind a canvas: kept from frame to frame, as it is large. */
import type { Raster } from './splat.ts';

const pictures = new WeakMap<CanvasRenderingContext2D, ImageData>();

/** A raster as large as the canvas; its pixels are those of the last frame. */
export function rasterOf(context: CanvasRenderingContext2D): Raster {
  const { width, height } = context.canvas;
  let picture = pictures.get(context);
  if (picture?.width !== width || picture.height !== height) {
    picture = context.createImageData(width, height);
    pictures.set(context, picture);
  }
  return { pixels: new Uint32Array(picture.data.buffer), width, height };
}

/** Puts the raster on screen. */
export function showRaster(context: CanvasRenderingContext2D): void {
  const picture = pictures.get(context);
  if (picture !== undefined) context.putImageData(picture, 0, 0);
}
