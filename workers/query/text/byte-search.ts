/**
 * Finds a run of bytes in many, over and over, without leaving JavaScript: calling into Node for
 * each of a hundred thousand hits costs more than the search. Horspool's method (R. N. Horspool,
 * Practical fast searching in strings, 1980): looks at about every needle's-length-th byte.
 */
export class ByteSearch {
  private readonly needle: Uint8Array;
  /** How far the needle may move when a byte stands under its end. */
  private readonly skips: Int32Array;

  constructor(needle: Uint8Array) {
    this.needle = needle;
    this.skips = new Int32Array(256).fill(needle.length);
    for (let i = 0; i < needle.length - 1; i++) this.skips[needle[i]!] = needle.length - 1 - i;
  }

  /** First place at or after `from` where the needle lies before `to`, -1 when there is none. */
  next(bytes: Uint8Array, from: number, to: number): number {
    const { needle, skips } = this;
    const last = needle.length - 1;
    const end = needle[last]!;
    let at = from + last;
    while (at < to) {
      const byte = bytes[at]!;
      if (byte === end) {
        let i = last - 1;
        while (i >= 0 && bytes[at - last + i] === needle[i]) i--;
        if (i < 0) return at - last;
      }
      at += skips[byte]!;
    }
    return -1;
  }
}
