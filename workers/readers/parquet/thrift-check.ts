/**
 * Whether bytes are a well-formed structure of Thrift's compact protocol, before a parser builds
 * objects from them: numbers end, lengths fit, nesting and counts are bounded. Linear.
 */

const MAX_DEPTH = 16;
const MAX_ELEMENTS = 5_000_000;
const MAX_VARINT_BYTES = 10;

/** Position behind the structure that begins at `from`, or -1 when it is none. */
export function thriftEnd(bytes: Uint8Array, from: number): number {
  const walk = new Walk(bytes, from);
  return walk.struct(1) ? walk.at : -1;
}

class Walk {
  at: number;
  private elements = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, from: number) {
    this.bytes = bytes;
    this.at = from;
  }

  struct(depth: number): boolean {
    if (depth > MAX_DEPTH) return false;
    for (;;) {
      const head = this.bytes[this.at++];
      if (head === undefined || ++this.elements > MAX_ELEMENTS) return false;
      const type = head & 15;
      if (type === 0) return true;
      if (head >> 4 === 0 && this.varint() < 0) return false;
      // Truth is in the type itself, except inside lists.
      if (type > 2 && !this.element(type, depth)) return false;
    }
  }

  private element(type: number, depth: number): boolean {
    switch (type) {
      case 1:
      case 2:
      case 3:
        return this.skip(1);
      case 4:
      case 5:
      case 6:
        return this.varint() >= 0;
      case 7:
        return this.skip(8);
      case 8: {
        const length = this.varint();
        return length >= 0 && this.skip(length);
      }
      case 9:
        return this.list(depth);
      case 12:
        return this.struct(depth + 1);
      default:
        return false;
    }
  }

  private list(depth: number): boolean {
    const head = this.bytes[this.at++];
    if (head === undefined) return false;
    const short = head >> 4;
    const size = short === 15 ? this.varint() : short;
    // Every element takes a byte at least.
    if (size < 0 || size > this.bytes.length - this.at) return false;
    for (let i = 0; i < size; i++) {
      if (++this.elements > MAX_ELEMENTS || !this.element(head & 15, depth)) return false;
    }
    return true;
  }

  private skip(length: number): boolean {
    this.at += length;
    return this.at <= this.bytes.length;
  }

  /** Its value, or -1 when it does not end in time. */
  private varint(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < MAX_VARINT_BYTES; i++) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) return -1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
    return -1;
  }
}
