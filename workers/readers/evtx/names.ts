/**
 * Names of elements and attributes. A chunk keeps each name once and refers to it by its place;
 * the first use has it in line, right behind the reference.
 *
 * Name: u32 next in hash bucket, u16 hash, u16 characters, UTF-16LE, a zero character.
 */
import { damaged, MAX_NAME_CHARACTERS } from './limits.ts';
import type { Budget } from './limits.ts';
import { u16 } from './little-endian.ts';

const NAME_HEADER_BYTES = 8;

/** Names of one chunk, read once. */
export class NameTable {
  private readonly bytes: Buffer;
  private readonly budget: Budget;
  private readonly known = new Map<number, string>();

  constructor(bytes: Buffer, budget: Budget) {
    this.bytes = bytes;
    this.budget = budget;
  }

  /** The name at a place of the chunk. Throws Damage when there can be none. */
  at(offset: number): string {
    const known = this.known.get(offset);
    if (known !== undefined) return known;
    const from = offset + NAME_HEADER_BYTES;
    const to = this.end(offset) - 2;
    this.budget.spend(1 + ((to - from) >> 4));
    const name = this.bytes.toString('utf16le', from, to);
    this.known.set(offset, name);
    return name;
  }

  /** Where a name ends; what follows a name in line begins there. */
  end(offset: number): number {
    if (offset + NAME_HEADER_BYTES > this.bytes.length) damaged('A name lies outside its chunk.');
    const characters = u16(this.bytes, offset + 6);
    if (characters > MAX_NAME_CHARACTERS) damaged('A name is too long.');
    const to = offset + NAME_HEADER_BYTES + characters * 2 + 2;
    if (to > this.bytes.length) damaged('A name reaches beyond its chunk.');
    return to;
  }

  /** True when there is room for a name, cheaply and without throwing. */
  plausible(offset: number): boolean {
    if (offset + NAME_HEADER_BYTES > this.bytes.length) return false;
    const length = u16(this.bytes, offset + 6);
    const zero = offset + NAME_HEADER_BYTES + length * 2;
    return length > 0 && zero + 2 <= this.bytes.length && u16(this.bytes, zero) === 0;
  }
}
