/** Sixteen bytes at once: which of them are letters, folded to lower case, hashed, compared. */
import { take } from './memory.as';

const QUOTE: i8 = 34;
const BACKSLASH: i8 = 92;

/** Sixteen bytes of ones and zeros per length 0…16, to cut a vector. */
let masks: i32 = 0;
let seed: u64 = 0;

/** @param secret a number that evidence cannot know, so that nobody writes words that all collide */
export function prepareVectors(secret: u64): void {
  seed = secret;
  masks = take(17 * 16);
  for (let length = 0; length <= 16; length++) {
    for (let k = 0; k < 16; k++) store<u8>(masks + length * 16 + k, k < length ? 255 : 0);
  }
}

/** One bit per byte that is a letter or digit; every byte above 127 counts as a letter. */
export function letterBits(vector: v128): i32 {
  const digits = i8x16.le_u(i8x16.sub(vector, i8x16.splat(48)), i8x16.splat(9));
  const lower = v128.or(vector, i8x16.splat(32));
  const ascii = i8x16.le_u(i8x16.sub(lower, i8x16.splat(97)), i8x16.splat(25));
  return i8x16.bitmask(v128.or(v128.or(digits, ascii), vector));
}

/** One bit per quote and backslash. */
export function stringMarks(vector: v128): i32 {
  return i8x16.bitmask(
    v128.or(i8x16.eq(vector, i8x16.splat(QUOTE)), i8x16.eq(vector, i8x16.splat(BACKSLASH))),
  );
}

/** One bit per backslash. */
export function backslashes(vector: v128): i32 {
  return i8x16.bitmask(i8x16.eq(vector, i8x16.splat(BACKSLASH)));
}

/** One bit per byte that is not ASCII. */
export function highBits(vector: v128): i32 {
  return i8x16.bitmask(vector);
}

/** The first bytes with ASCII in lower case, the others zero. */
export function folded(vector: v128, length: i32): v128 {
  const upper = i8x16.le_u(i8x16.sub(vector, i8x16.splat(65)), i8x16.splat(25));
  return cut(v128.or(vector, v128.and(upper, i8x16.splat(32))), length);
}

/** The first bytes, the others zero. */
export function cut(vector: v128, length: i32): v128 {
  return v128.and(vector, v128.load(masks + (length << 4)));
}

/** Hash of up to sixteen bytes, cut to their length. */
export function vectorHash(vector: v128, length: i32): i32 {
  return short(mix(length, i64x2.extract_lane(vector, 0), i64x2.extract_lane(vector, 1)));
}

/** Hash of some bytes; of sixteen and fewer the same as above. */
export function hashOf(from: i32, length: i32): i32 {
  if (length <= 16) return vectorHash(cut(v128.load(from), length), length);
  let hash = <u64>length;
  let k = 0;
  for (; k + 16 <= length; k += 16) hash = mix(hash, load<u64>(from + k), load<u64>(from + k, 8));
  const rest = cut(v128.load(from + k), length - k);
  return short(mix(hash, i64x2.extract_lane(rest, 0), i64x2.extract_lane(rest, 1)));
}

function mix(hash: u64, low: u64, high: u64): u64 {
  const first = (hash ^ low ^ seed) * 0x9e3779b97f4a7c15;
  return (first ^ (first >>> 32) ^ high) * 0xc2b2ae3d27d4eb4f;
}

function short(hash: u64): i32 {
  return <i32>(hash ^ (hash >>> 32));
}

/** True when so many bytes are the same in both places. */
export function areEqual(a: i32, b: i32, length: i32): bool {
  let k = 0;
  for (; k + 16 <= length; k += 16) {
    if (v128.any_true(v128.xor(v128.load(a + k), v128.load(b + k)))) return false;
  }
  const difference = v128.xor(v128.load(a + k), v128.load(b + k));
  return !v128.any_true(cut(difference, length - k));
}
