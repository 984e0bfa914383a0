/**
 * Damage, made by a seed: what a bad disk, a cut cable, a careless script or an attacker does to a
 * file. The same seed, number and material give the same mutant on every machine.
 */
import type { SeededRandom } from '#workers/base/random.ts';

/** What a mutant is made from. */
export interface Material {
  /** Sound contents of the format. */
  readonly seeds: readonly Uint8Array[];
  /** Words of the format, to be put in where they do not belong. */
  readonly tokens: readonly Uint8Array[];
  /** Border of the format's larger pieces; 0: it has none. */
  readonly pieceBytes: number;
}

/** No mutant grows beyond this. */
export const MOST_BYTES = 512 * 1024;
const HEADER_BYTES = 128;

type Damage = (bytes: Buffer, random: SeededRandom, material: Material) => Buffer;

/** A seed with one to eight damages. */
export function mutant(material: Material, random: SeededRandom): Buffer {
  let bytes: Buffer = Buffer.from(pick(random, material.seeds));
  const changes = 1 + random.below(random.below(4) === 0 ? 8 : 3);
  for (let i = 0; i < changes && bytes.length > 0; i++) {
    bytes = pick(random, damages)(bytes, random, material);
    if (bytes.length > MOST_BYTES) bytes = bytes.subarray(0, MOST_BYTES);
  }
  return bytes;
}

const INTERESTING = [0, 1, 9, 10, 13, 32, 34, 39, 44, 58, 59, 92, 123, 125, 127, 128, 0xc3, 255];

/** The common ones stand more than once. */
const damages: readonly Damage[] = [
  flipBits,
  flipBits,
  setBytes,
  setBytes,
  fillRun,
  cutEnd,
  removeRange,
  insertToken,
  insertToken,
  overwriteToken,
  spliceSeeds,
  repeatRange,
  swapRanges,
  swapPieces,
  extremeNumber,
  extremeNumber,
  extremeWord,
  extremeWord,
  breakHeader,
  moveLine,
  nest,
  stretch,
];

function flipBits(bytes: Buffer, random: SeededRandom): Buffer {
  for (let i = 1 + random.below(8); i > 0; i--) {
    bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
  }
  return bytes;
}

function setBytes(bytes: Buffer, random: SeededRandom): Buffer {
  for (let i = 1 + random.below(6); i > 0; i--) {
    bytes[random.below(bytes.length)] = pick(random, INTERESTING);
  }
  return bytes;
}

function fillRun(bytes: Buffer, random: SeededRandom): Buffer {
  const from = random.below(bytes.length);
  const value = pick(random, INTERESTING);
  return bytes.fill(value, from, Math.min(bytes.length, from + 1 + random.below(2000)));
}

function cutEnd(bytes: Buffer, random: SeededRandom): Buffer {
  return bytes.subarray(0, random.below(bytes.length));
}

function removeRange(bytes: Buffer, random: SeededRandom): Buffer {
  const [from, to] = range(bytes, random);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
}

function insertToken(bytes: Buffer, random: SeededRandom, { tokens }: Material): Buffer {
  const at = random.below(bytes.length + 1);
  const token = pick(random, tokens);
  return Buffer.concat([bytes.subarray(0, at), token, bytes.subarray(at)]);
}

function overwriteToken(bytes: Buffer, random: SeededRandom, { tokens }: Material): Buffer {
  const at = random.below(bytes.length);
  const token = pick(random, tokens);
  bytes.set(token.subarray(0, bytes.length - at), at);
  return bytes;
}

function spliceSeeds(bytes: Buffer, random: SeededRandom, { seeds }: Material): Buffer {
  const other = pick(random, seeds);
  const head = bytes.subarray(0, random.below(bytes.length + 1));
  return Buffer.concat([head, other.subarray(random.below(other.length + 1))]);
}

function repeatRange(bytes: Buffer, random: SeededRandom): Buffer {
  const [from, to] = range(bytes, random);
  const piece = bytes.subarray(from, to);
  const times = 1 + random.below(piece.length < 64 ? 400 : 8);
  const copies = new Array<Buffer>(times).fill(piece);
  return Buffer.concat([bytes.subarray(0, to), ...copies, bytes.subarray(to)]);
}

function swapRanges(bytes: Buffer, random: SeededRandom): Buffer {
  const length = 1 + random.below(Math.min(512, bytes.length));
  const one = random.below(bytes.length - length + 1);
  const two = random.below(bytes.length - length + 1);
  const kept = Buffer.from(bytes.subarray(one, one + length));
  bytes.copyWithin(one, two, two + length);
  bytes.set(kept, two);
  return bytes;
}

/** Pieces in another order, one lost or one twice. */
function swapPieces(bytes: Buffer, random: SeededRandom, { pieceBytes }: Material): Buffer {
  if (pieceBytes === 0 || bytes.length < pieceBytes) return swapRanges(bytes, random);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    pieces.push(bytes.subarray(at, at + pieceBytes));
  }
  const taken = pieces.splice(random.below(pieces.length), 1);
  const again = random.below(3);
  for (let i = 0; i < again; i++) pieces.splice(random.below(pieces.length + 1), 0, ...taken);
  return Buffer.concat(pieces);
}

const NUMBERS = [
  '0',
  '-1',
  '255',
  '65536',
  '2147483648',
  '4294967296',
  '9007199254740993',
  '18446744073709551616',
  '99999999999999999999999999',
  '1e308',
  '-1e400',
  '0.0000000000000000000000001',
  '0x',
  '',
];

/** A number that is written out becomes one that nobody expects. */
function extremeNumber(bytes: Buffer, random: SeededRandom): Buffer {
  let from = random.below(bytes.length);
  while (from < bytes.length && !isDigit(bytes[from]!)) from++;
  let to = from;
  while (to < bytes.length && isDigit(bytes[to]!)) to++;
  const number = Buffer.from(pick(random, NUMBERS));
  return Buffer.concat([bytes.subarray(0, from), number, bytes.subarray(to)]);
}

/** A number in binary becomes an extreme, a neighbour, or the place where it stands. */
function extremeWord(bytes: Buffer, random: SeededRandom): Buffer {
  const width = [1, 2, 4, 8][random.below(4)]!;
  if (bytes.length < width) return bytes;
  let at = random.below(bytes.length - width + 1);
  if (random.below(2) === 0) at -= at % width;
  const most = 256 ** Math.min(width, 6) - 1;
  const values = [0, 1, most, (most - 1) / 2, at, bytes.length, bytes.length + 1, at + width];
  const value = pick(random, values);
  const bytesUsed = Math.min(width, 6);
  bytes.fill(value === most ? 255 : 0, at, at + width);
  bytes.writeUIntLE(Math.floor(value) % (most + 1), at, bytesUsed);
  return bytes;
}

function breakHeader(bytes: Buffer, random: SeededRandom): Buffer {
  const head = bytes.subarray(0, Math.min(HEADER_BYTES, bytes.length));
  for (let i = 1 + random.below(4); i > 0; i--) {
    head[random.below(head.length)] = random.below(2) === 0 ? 255 : random.below(256);
  }
  return bytes;
}

/** A line somewhere else, or twice, or joined with the next. */
function moveLine(bytes: Buffer, random: SeededRandom): Buffer {
  const from = bytes.indexOf(10, random.below(bytes.length)) + 1;
  const end = bytes.indexOf(10, from);
  if (from === 0 || end < 0) return swapRanges(bytes, random);
  if (random.below(3) === 0)
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(end + 1)]);
  const line = Buffer.from(bytes.subarray(from, end + 1));
  const target = bytes.lastIndexOf(10, random.below(bytes.length)) + 1;
  return Buffer.concat([bytes.subarray(0, target), line, bytes.subarray(target)]);
}

const OPENINGS = ['[', '{"a":', '(', '"', '{"a":[', '<a>', '<a b="', "'", '{{', '\\', '""'];

/** Something opens again and again. */
function nest(bytes: Buffer, random: SeededRandom): Buffer {
  const at = random.below(bytes.length + 1);
  const times = 1 + random.below(random.below(8) === 0 ? 20_000 : 200);
  const opening = Buffer.from(pick(random, OPENINGS).repeat(times));
  return Buffer.concat([bytes.subarray(0, at), opening, bytes.subarray(at)]);
}

/** One byte becomes very many. */
function stretch(bytes: Buffer, random: SeededRandom): Buffer {
  const at = random.below(bytes.length);
  const run = Buffer.alloc(1 + random.below(random.below(8) === 0 ? 200_000 : 3000), bytes[at]);
  return Buffer.concat([bytes.subarray(0, at), run, bytes.subarray(at)]);
}

function range(bytes: Buffer, random: SeededRandom): readonly [from: number, to: number] {
  const from = random.below(bytes.length);
  const longest = random.below(3) === 0 ? bytes.length - from : Math.min(64, bytes.length - from);
  return [from, from + 1 + random.below(longest)];
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte < 58;
}

function pick<T>(random: SeededRandom, list: readonly T[]): T {
  return list[random.below(list.length)]!;
}
