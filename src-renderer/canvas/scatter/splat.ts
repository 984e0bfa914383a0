/**
 * Marks as pixels: a million of them are stamped into one picture in memory, as drawing each with the
 * canvas' own commands would take seconds. The picture is opaque, so blending is two multiplications.
 */

/** Pixels as 0xAABBGGRR, row by row: the layout of ImageData on little-endian machines. */
export interface Raster {
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly height: number;
}

export type MarkShape = 'disc' | 'diamond' | 'cross';

/** How strongly a mark covers the pixels around its middle; only those that it covers at all. */
export interface Stamp {
  /** No pixel is farther away, across or up. */
  readonly radius: number;
  readonly dx: Int16Array;
  readonly dy: Int16Array;
  /** 1 … 256. */
  readonly cover: Uint16Array;
}

/** #rrggbb as an opaque pixel; anything else is mid grey. */
export function pixelOf(hex: string): number {
  const value = /^#[0-9a-f]{6}$/i.test(hex) ? Number.parseInt(hex.slice(1), 16) : 0x808080;
  return (0xff000000 | ((value & 0xff) << 16) | (value & 0xff00) | (value >> 16)) >>> 0;
}

/** Samples along each side of a pixel when its cover is measured. */
const SAMPLES = 4;

/**
 * A shape with soft edges.
 * @param radiusPx half its width in pixels of the raster
 * @param opacity01 cover of its inside
 */
export function stampOf(shape: MarkShape, radiusPx: number, opacity01: number): Stamp {
  const isIn = insideOf(shape, radiusPx);
  const radius = Math.ceil(radiusPx * WIDEST + 0.5);
  const touched: { readonly dx: number; readonly dy: number; readonly cover: number }[] = [];
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) {
      const cover = Math.round(coverOf(isIn, dx, dy) * opacity01 * 256);
      if (cover > 0) touched.push({ dx, dy, cover });
    }
  }
  return {
    radius,
    dx: Int16Array.from(touched, (each) => each.dx),
    dy: Int16Array.from(touched, (each) => each.dy),
    cover: Uint16Array.from(touched, (each) => each.cover),
  };
}

/** Share of a pixel that lies inside. */
function coverOf(isIn: (x: number, y: number) => boolean, dx: number, dy: number): number {
  let hits = 0;
  for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
    const x = dx + ((sample % SAMPLES) + 0.5) / SAMPLES - 0.5;
    const y = dy + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES - 0.5;
    if (isIn(Math.abs(x), Math.abs(y))) hits++;
  }
  return hits / (SAMPLES * SAMPLES);
}

/** A diamond is wider than a disc of the same weight. */
const WIDEST = 1.25;

/** Shapes of about the same weight; `x` and `y` are distances from the middle. */
function insideOf(shape: MarkShape, radius: number): (x: number, y: number) => boolean {
  switch (shape) {
    case 'disc':
      return (x, y) => x * x + y * y <= radius * radius;
    case 'diamond':
      return (x, y) => x + y <= radius * WIDEST;
    case 'cross': {
      const arm = Math.max(0.6, radius * 0.3);
      return (x, y) => Math.abs(x - y) <= arm * Math.SQRT2 && Math.max(x, y) <= radius;
    }
  }
}

/** Puts stamps on a raster; what lies beyond its edges is cut off. */
export class Stamper {
  private readonly raster: Raster;

  constructor(raster: Raster) {
    this.raster = raster;
  }

  /** Fills everything. */
  fill(colour: number): void {
    this.raster.pixels.fill(colour);
  }

  /** One mark with its middle at a pixel; NaN puts none. */
  put(stamp: Stamp, x: number, y: number, colour: number): void {
    const { width, height } = this.raster;
    const { radius, dx, dy, cover } = stamp;
    const middleX = Math.round(x);
    const middleY = Math.round(y);
    if (!(middleX >= radius && middleX < width - radius))
      this.clip(stamp, middleX, middleY, colour);
    else if (!(middleY >= radius && middleY < height - radius)) {
      this.clip(stamp, middleX, middleY, colour);
    } else {
      const middle = middleY * width + middleX;
      for (let at = 0; at < cover.length; at++) {
        this.blend(middle + (dy[at] ?? 0) * width + (dx[at] ?? 0), colour, cover[at] ?? 0);
      }
    }
  }

  /** A mark at the edge: pixel by pixel. */
  private clip(stamp: Stamp, middleX: number, middleY: number, colour: number): void {
    const { width, height } = this.raster;
    const { radius, dx, dy, cover } = stamp;
    if (!(Math.abs(middleX - width / 2) <= width / 2 + radius)) return;
    for (let at = 0; at < cover.length; at++) {
      const x = middleX + (dx[at] ?? 0);
      const y = middleY + (dy[at] ?? 0);
      if (x < 0 || x >= width || y < 0 || y >= height) continue;
      this.blend(y * width + x, colour, cover[at] ?? 0);
    }
  }

  private blend(at: number, colour: number, cover: number): void {
    const { pixels } = this.raster;
    const below = pixels[at] ?? 0;
    const under = 256 - cover;
    const redBlue =
      (Math.imul(below & 0xff00ff, under) + Math.imul(colour & 0xff00ff, cover)) >>> 8;
    const green = (Math.imul(below & 0x00ff00, under) + Math.imul(colour & 0x00ff00, cover)) >>> 8;
    pixels[at] = 0xff000000 | (redBlue & 0xff00ff) | (green & 0x00ff00);
  }
}
