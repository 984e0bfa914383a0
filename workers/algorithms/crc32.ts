/** CRC-32 of text: the published hash features are the zip checksum of a text's UTF-8 bytes. */

/** One entry per byte value; polynomial 0xEDB88320 (ISO 3309, as in zip and PNG). */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++)
    value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/**
 * CRC-32 of a text's UTF-8 bytes; halves of surrogate pairs count as U+FFFD.
 * @returns a whole number in 0 … 2^32-1; 0 for an empty text. O(length)
 */
export function crc32OfText(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      crc = next(crc, unit);
    } else {
      const point = text.codePointAt(i)!;
      if (point > 0xffff) i++;
      crc = nextPoint(crc, point >= 0xd800 && point <= 0xdfff ? 0xfffd : point);
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function next(crc: number, byte: number): number {
  return table[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
}

/** A code point of two to four UTF-8 bytes. */
function nextPoint(crc: number, point: number): number {
  if (point < 0x800) return next(next(crc, 0xc0 | (point >> 6)), 0x80 | (point & 63));
  if (point < 0x10000) {
    const two = next(next(crc, 0xe0 | (point >> 12)), 0x80 | ((point >> 6) & 63));
    return next(two, 0x80 | (point & 63));
  }
  const two = next(next(crc, 0xf0 | (point >> 18)), 0x80 | ((point >> 12) & 63));
  return next(next(two, 0x80 | ((point >> 6) & 63)), 0x80 | (point & 63));
}
