/** Values that hold many: where each item ends. */
import { fixedLength, TYPE } from './values.ts';

/**
 * End of the item at `at`, which is where the next one begins; always beyond `at`. Strings end with
 * their zero character, which is theirs.
 * @param type of the items, without the array flag
 */
export function itemEnd(bytes: Uint8Array, type: number, at: number, to: number): number {
  switch (type) {
    case TYPE.text:
      return textItemEnd(bytes, at, to);
    case TYPE.ansi: {
      const zero = bytes.indexOf(0, at);
      return zero < 0 || zero >= to ? to : zero + 1;
    }
    case TYPE.sid:
      return Math.min(to, at + 8 + 4 * (bytes[at + 1] ?? 0));
    case TYPE.size:
      return Math.min(to, at + ((to - at) % 8 === 0 ? 8 : 4));
    default: {
      const length = fixedLength(type);
      return length === 0 ? to : Math.min(to, at + length);
    }
  }
}

function textItemEnd(bytes: Uint8Array, at: number, to: number): number {
  for (let i = at; i + 1 < to; i += 2) {
    if (bytes[i] === 0 && bytes[i + 1] === 0) return i + 2;
  }
  return to;
}
