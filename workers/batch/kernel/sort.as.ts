/**
 * Terms in byte order: eight bytes at a time as one number, radix-sorted; terms that share them are
 * sorted by the next eight. No input makes this slow.
 */
import { take } from './memory.as';
import { aliasOf, termAt, termCount, termLength } from './terms.as';

/** An item: eight bytes of the term as a number, term number, unused. */
const ITEM: i32 = 16;
const FEW: i32 = 24;

let counts: i32 = 0;

/**
 * Items of all terms that stand for themselves, sorted.
 * @returns their address; how many there are is `sortedCount()`
 */
export function sortTerms(): i32 {
  const terms = termCount();
  counts = take(256 << 2);
  const items = take(terms * ITEM);
  const other = take(terms * ITEM);
  sorted = 0;
  for (let term = 0; term < terms; term++) {
    if (aliasOf(term) != term) continue;
    store<i32>(items + sorted * ITEM + 8, term);
    sorted++;
  }
  sortRange(items, other, sorted, 0);
  return items;
}

let sorted: i32 = 0;

export function sortedCount(): i32 {
  return sorted;
}

/** Sorts items whose terms share their first `skip` bytes; the result is where they were. */
function sortRange(items: i32, other: i32, count: i32, skip: i32): void {
  for (let at = items; at < items + count * ITEM; at += ITEM) {
    store<u64>(at, numberOf(load<i32>(at + 8), skip));
  }
  if (count <= FEW) insertionSort(items, count);
  else radixSort(items, other, count);
  let from = 0;
  for (let to = 1; to <= count; to++) {
    const same = to < count && load<u64>(items + to * ITEM) == load<u64>(items + from * ITEM);
    if (same) continue;
    if (to - from > 1) sortRange(items + from * ITEM, other + from * ITEM, to - from, skip + 8);
    from = to;
  }
}

/** Eight bytes as a number that sorts as they do; missing ones are zeros, which no term has. */
function numberOf(term: i32, skip: i32): u64 {
  const left = termLength(term) - skip;
  if (left <= 0) return 0;
  const number = bswap(load<u64>(termAt(term) + skip));
  return left >= 8 ? number : number & ~((<u64>-1) >>> (left << 3));
}

function insertionSort(items: i32, count: i32): void {
  for (let i = 1; i < count; i++) {
    const item = v128.load(items + i * ITEM);
    const key = i64x2.extract_lane(item, 0) as u64;
    let at = items + i * ITEM;
    while (at > items && load<u64>(at - ITEM) > key) {
      v128.store(at, v128.load(at - ITEM));
      at -= ITEM;
    }
    v128.store(at, item);
  }
}

/** Least significant byte first; a byte that all items share costs only its counting. */
function radixSort(items: i32, other: i32, count: i32): void {
  let from = items;
  let to = other;
  for (let shift: u64 = 0; shift < 64; shift += 8) {
    if (!distribute(from, to, count, shift)) continue;
    const swap = from;
    from = to;
    to = swap;
  }
  if (from != items) memory.copy(items, from, count * ITEM);
}

/** @returns false when all items have the same byte, and nothing was moved */
function distribute(from: i32, to: i32, count: i32, shift: u64): bool {
  memory.fill(counts, 0, 256 << 2);
  const end = from + count * ITEM;
  for (let at = from; at < end; at += ITEM) {
    const digit = counts + ((<i32>((load<u64>(at) >>> shift) & 255)) << 2);
    store<i32>(digit, load<i32>(digit) + 1);
  }
  const first = counts + ((<i32>((load<u64>(from) >>> shift) & 255)) << 2);
  if (load<i32>(first) == count) return false;
  let place = to;
  for (let digit = counts; digit < counts + (256 << 2); digit += 4) {
    const size = load<i32>(digit) * ITEM;
    store<i32>(digit, place);
    place += size;
  }
  for (let at = from; at < end; at += ITEM) {
    const digit = counts + ((<i32>((load<u64>(at) >>> shift) & 255)) << 2);
    const target = load<i32>(digit);
    v128.store(target, v128.load(at));
    store<i32>(digit, target + ITEM);
  }
  return true;
}
