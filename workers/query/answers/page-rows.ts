/** Which rows stand on a page: from an order of all rows and a selection, without walking to it from the beginning each time. */
import { onesIn, type Bits } from '#workers/query/columns/bits.ts';
import { ByteCache } from '#workers/query/columns/byte-cache.ts';

/** Rows of the order between two remembered counts. */
const STRIDE = 16_384;
const COUNTS_BYTES = 4 * 1024 * 1024;

export interface Window {
  readonly offset: number;
  readonly limit: number;
}

export class PageRows {
  /** For an order and a selection: how many selected rows stand before each stride. */
  private readonly counts = new ByteCache<Uint32Array>(COUNTS_BYTES);

  /**
   * @param order all rows, undefined: as they are
   * @param bits the selection, undefined: all
   * @param key names order, selection and state of the case
   */
  rows(
    order: Uint32Array | undefined,
    bits: Bits | undefined,
    key: string,
    window: Window,
  ): Uint32Array {
    if (order === undefined) return bits === undefined ? plain(window) : selected(bits, window);
    const { offset, limit } = window;
    if (bits === undefined) return order.slice(offset, offset + limit);
    let counts = this.counts.get(key);
    if (counts === undefined) {
      counts = countStrides(order, bits);
      this.counts.set(key, counts, counts.byteLength);
    }
    return ordered(order, bits, counts, window);
  }
}

/** Rows of a page when rows are in order and all are selected; the caller bounds it by the number of rows. */
function plain({ offset, limit }: Window): Uint32Array {
  return Uint32Array.from({ length: limit }, (_, at) => offset + at);
}

function selected({ words }: Bits, { offset, limit }: Window): Uint32Array {
  const out = new Uint32Array(limit);
  let before = 0;
  let end = 0;
  for (let at = 0; at < words.length && end < limit; at++) {
    let word = words[at]!;
    const ones = onesIn(word);
    if (before + ones <= offset) {
      before += ones;
      continue;
    }
    for (; word !== 0 && end < limit; word &= word - 1) {
      if (before++ >= offset) out[end++] = (at << 5) | (31 - Math.clz32(word & -word));
    }
  }
  return out.subarray(0, end);
}

function countStrides(order: Uint32Array, { words }: Bits): Uint32Array {
  const counts = new Uint32Array(Math.ceil(order.length / STRIDE));
  let before = 0;
  for (let stride = 0; stride < counts.length; stride++) {
    counts[stride] = before;
    const end = Math.min(order.length, (stride + 1) * STRIDE);
    for (let at = stride * STRIDE; at < end; at++) {
      const row = order[at]!;
      before += (words[row >>> 5]! >>> (row & 31)) & 1;
    }
  }
  return counts;
}

function ordered(
  order: Uint32Array,
  bits: Bits,
  counts: Uint32Array,
  { offset, limit }: Window,
): Uint32Array {
  let stride = counts.length - 1;
  while (stride > 0 && counts[stride]! > offset) stride--;
  const out = new Uint32Array(limit);
  let before = counts[stride] ?? 0;
  let end = 0;
  for (let at = stride * STRIDE; at < order.length && end < limit; at++) {
    const row = order[at]!;
    if (bits.has(row) && before++ >= offset) out[end++] = row;
  }
  return out.subarray(0, end);
}
