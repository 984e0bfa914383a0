/**
 * Screenshots made small enough to be committed: the colours that a screen of ours mostly consists
 * of go into a palette, with those least like them; the rest take the nearest. PNG (ISO/IEC 15948), 8 bits, not interlaced.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBB, row by row. */
  readonly colours: Uint32Array;
}

const PALETTE = 256;
const FREQUENT = 192;
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** The same picture with a palette. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, colours } = decoded(png);
  const palette = paletteOf(colours);
  const nearest = nearestIn(palette);
  const rows = Buffer.alloc((width + 1) * height);
  colours.forEach((colour, at) => {
    rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = nearest(colour);
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // 8 bits, colours out of a palette.
  head.set([8, 3], 8);
  const table = Buffer.from(palette.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]));
  const body = deflateSync(rows, { level: 9, memLevel: 9 });
  const parts = [chunk('IHDR', head), chunk('PLTE', table), chunk('IDAT', body)];
  return Buffer.concat([SIGNATURE, ...parts, chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, body: Buffer): Buffer {
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, 'latin1');
  body.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, body.length + 8)), body.length + 8);
  return out;
}

/** Three quarters are what there is most of, the rest what would be farthest from its likeness. */
function paletteOf(colours: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byCount = [...counts].sort(([a, countA], [b, countB]) => countB - countA || a - b);
  const palette = byCount.slice(0, FREQUENT).map(([colour]) => colour);
  const others = byCount.slice(FREQUENT).map(([colour]) => colour);
  const far = others.map((colour) => Math.min(...palette.map((each) => distance(colour, each))));
  while (palette.length < PALETTE && others.length > 0) {
    const farthest = others[far.indexOf(Math.max(...far))]!;
    palette.push(farthest);
    others.forEach((colour, at) => (far[at] = Math.min(far[at]!, distance(colour, farthest))));
  }
  return palette;
}

function nearestIn(palette: readonly number[]): (colour: number) => number {
  const known = new Map(palette.map((colour, index) => [colour, index]));
  return (colour) => {
    let found = known.get(colour);
    if (found === undefined) {
      const distances = palette.map((other) => distance(colour, other));
      found = distances.indexOf(Math.min(...distances));
      known.set(colour, found);
    }
    return found;
  };
}

function distance(a: number, b: number): number {
  const part = (shift: number): number => ((a >> shift) & 255) - ((b >> shift) & 255);
  return part(16) ** 2 + part(8) ** 2 + part(0) ** 2;
}

function decoded(png: Buffer): Pixels {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  // Colour type 2 has three bytes a pixel, 6 has an opacity behind them.
  const step = png[25] === 6 ? 4 : 3;
  const raw = inflateSync(Buffer.concat(bodies(png)));
  const colours = new Uint32Array(width * height);
  let above = new Uint8Array(width * step);
  for (let y = 0; y < height; y++) {
    const start = y * (width * step + 1);
    const line = unfiltered(raw[start] ?? 0, raw.subarray(start + 1, start + 1 + width * step), {
      above,
      step,
    });
    for (let x = 0; x < width; x++) {
      const at = x * step;
      colours[y * width + x] = (line[at]! << 16) | (line[at + 1]! << 8) | line[at + 2]!;
    }
    above = line;
  }
  return { width, height, colours };
}

function bodies(png: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') found.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return found;
}

interface Around {
  readonly above: Uint8Array;
  readonly step: number;
}

function unfiltered(
  filter: number,
  bytes: Uint8Array,
  { above, step }: Around,
): Uint8Array<ArrayBuffer> {
  const line = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) {
    const left = at < step ? 0 : line[at - step]!;
    const up = above[at]!;
    const corner = at < step ? 0 : above[at - step]!;
    line[at] = bytes[at]! + predicted(filter, left, up, corner);
  }
  return line;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const [toLeft, toUp, toCorner] = [left, up, corner].map((each) => Math.abs(guess - each));
      if (toLeft! <= toUp! && toLeft! <= toCorner!) return left;
      return toUp! <= toCorner! ? up : corner;
    }
    default:
      return 0;
  }
}
