/**
 * Short texts that come again and again (accounts, hosts, paths) as one string each: making a
 * string out of bytes costs more than comparing bytes, and a string met before has its hash ready.
 */

const SLOTS = 1 << 13;
const MAX_BYTES = 128;
const ARENA_BYTES = 1 << 18;
const BACKSLASH = 92;

export class TextCache {
  private readonly texts: (string | undefined)[] = new Array<string | undefined>(SLOTS);
  private readonly starts = new Int32Array(SLOTS);
  private readonly lengths = new Int32Array(SLOTS);
  private readonly arena = new Uint8Array(ARENA_BYTES);
  private arenaEnd = 0;

  /** The text of the inside of a JSON string. */
  get(bytes: Buffer, from: number, to: number): string {
    const length = to - from;
    if (length > MAX_BYTES) return decode(bytes, from, to);
    let hash = length;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const known = this.texts[slot];
    if (known !== undefined && this.same(slot, bytes, from, length)) return known;
    const text = decode(bytes, from, to);
    this.keep(slot, bytes, { from, length, text });
    return text;
  }

  private same(slot: number, bytes: Uint8Array, from: number, length: number): boolean {
    if (this.lengths[slot] !== length) return false;
    const start = this.starts[slot]!;
    for (let i = 0; i < length; i++) {
      if (this.arena[start + i] !== bytes[from + i]) return false;
    }
    return true;
  }

  private keep(
    slot: number,
    bytes: Uint8Array,
    {
      from,
      length,
      text,
    }: { readonly from: number; readonly length: number; readonly text: string },
  ): void {
    if (this.arenaEnd + length > ARENA_BYTES) {
      this.arenaEnd = 0;
      this.texts.fill(undefined);
    }
    this.texts[slot] = text;
    this.starts[slot] = this.arenaEnd;
    this.lengths[slot] = length;
    for (let i = 0; i < length; i++) this.arena[this.arenaEnd + i] = bytes[from + i]!;
    this.arenaEnd += length;
  }
}

function decode(bytes: Buffer, from: number, to: number): string {
  let wide = 0;
  for (let i = from; i < to; i++) {
    if (bytes[i] === BACKSLASH) return unescaped(bytes, from, to);
    wide |= bytes[i]!;
  }
  return bytes.toString(wide < 128 ? 'latin1' : 'utf8', from, to);
}

/** Our own writer made the escapes, so that this cannot fail. */
function unescaped(bytes: Buffer, from: number, to: number): string {
  return JSON.parse(`"${bytes.toString('utf8', from, to)}"`) as string;
}
