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

/** How strongly a mark covers each pixel around its middle. */
export interface Stamp {
  readonly radius: number;
  /** (2 · radius + 1)² values, 0 … 256. */
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
  const radius = Math.ceil(radiusPx + 0.5);
  const side = 2 * radius + 1;
  const cover = new Uint16Array(side * side);
  for (let at = 0; at < cover.length; at++) {
    let hits = 0;
    for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
      const x = (at % side) - radius + ((sample % SAMPLES) + 0.5) / SAMPLES - 0.5;
      const y = Math.floor(at / side) - radius + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES - 0.5;
      if (isIn(Math.abs(x), Math.abs(y))) hits++;
    }
    cover[at] = Math.round((hits / (SAMPLES * SAMPLES)) * opacity01 * 256);
  }
  return { radius, cover };
}

/** Shapes of about the same weight; `x` and `y` are distances from the middle. */
function insideOf(shape: MarkShape, radius: number): (x: number, y: number) => boolean {
  switch (shape) {
    case 'disc':
      return (x, y) => x * x + y * y <= radius * radius;
    case 'diamond':
      return (x, y) => x + y <= radius * 1.25;
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

  /** One mark with its middle at a pixel. */
  put(stamp: Stamp, x: number, y: number, colour: number): void {
    const { pixels, width, height } = this.raster;
    const { radius, cover } = stamp;
    const left = Math.round(x) - radius;
    const top = Math.round(y) - radius;
    const side = 2 * radius + 1;
    const fromX = Math.max(0, -left);
    const toX = Math.min(side, width - left);
    const toY = Math.min(side, height - top);
    const [redBlue, green] = [colour & 0xff00ff, colour & 0x00ff00];
    for (let dy = Math.max(0, -top); dy < toY; dy++) {
      let at = (top + dy) * width + left + fromX;
      for (let dx = fromX; dx < toX; dx++, at++) {
        const over = cover[dy * side + dx] ?? 0;
        if (over === 0) continue;
        const below = pixels[at] ?? 0;
        const mixedRedBlue =
          (Math.imul(below & 0xff00ff, 256 - over) + Math.imul(redBlue, over)) >>> 8;
        const mixedGreen =
          (Math.imul(below & 0x00ff00, 256 - over) + Math.imul(green, over)) >>> 8;
        pixels[at] = 0xff000000 | (mixedRedBlue & 0xff00ff) | (mixedGreen & 0x00ff00);
      }
    }
  }
}
