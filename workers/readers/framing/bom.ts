/** The UTF-8 byte order mark: part of the content, so offsets count it, but of no record. */

const BOM = [0xef, 0xbb, 0xbf];

/** 3 when the bytes begin with a mark, else 0. */
export function bomBytes(bytes: Uint8Array): number {
  return BOM.every((byte, i) => bytes[i] === byte) ? BOM.length : 0;
}
