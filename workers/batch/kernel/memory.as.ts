/**
 * Linear memory: regions are handed out one behind the other, doubled by moving them to the end,
 * and all given back at once. Each has 64 bytes to spare, so that vectors may read past its end.
 */
const SPARE: i32 = 64;

let heap: i32 = 0;

/** Gives everything back. */
export function resetMemory(): void {
  heap = (<i32>__heap_base + 63) & ~63;
}

/** A region; what is in it is whatever was there before. */
export function take(size: i32): i32 {
  const at = heap;
  heap = (heap + size + SPARE + 63) & ~63;
  const missing = ((heap + 65535) >>> 16) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
  return at;
}

/** A region of zeros. */
export function takeZeros(size: i32): i32 {
  const at = take(size);
  memory.fill(at, 0, size);
  return at;
}

/** A region of twice the size with the same beginning. */
export function moved(from: i32, size: i32): i32 {
  const at = take(size << 1);
  memory.copy(at, from, size);
  return at;
}
