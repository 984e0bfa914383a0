/**
 * A set of events as one bit per row: a million events are 125 KB, so conditions are joined by
 * plain AND and OR over words and any scope can be kept for the next question.
 */
import { assert } from '#workers/base/assert.ts';

export class Bits {
  /** Rows, set or not. */
  readonly length: number;
  /** Bit r of the set is bit r & 31 of word r >>> 5; bits past `length` are 0. */
  readonly words: Uint32Array;

  constructor(length: number, words = new Uint32Array((length + 31) >>> 5)) {
    assert(words.length === (length + 31) >>> 5, 'as many words as rows need');
    this.length = length;
    this.words = words;
  }

  /** The set of all rows. */
  static all(length: number): Bits {
    const bits = new Bits(length);
    bits.setRange(0, length);
    return bits;
  }

  has(row: number): boolean {
    return (this.words[row >>> 5]! & (1 << (row & 31))) !== 0;
  }

  set(row: number): void {
    this.words[row >>> 5]! |= 1 << (row & 31);
  }

  /** Sets rows from ≤ row < to. */
  setRange(from: number, to: number): void {
    if (to <= from) return;
    const first = from >>> 5;
    const last = (to - 1) >>> 5;
    const head = -1 << (from & 31);
    const tail = -1 >>> (31 - ((to - 1) & 31));
    if (first === last) {
      this.words[first]! |= head & tail;
      return;
    }
    this.words[first]! |= head;
    this.words.fill(0xffffffff, first + 1, last);
    this.words[last]! |= tail;
  }

  /** Keeps what `other` has too. @returns itself */
  and(other: Bits): this {
    const { words } = this;
    const others = other.words;
    for (let i = 0; i < words.length; i++) words[i]! &= others[i]!;
    return this;
  }

  /** Adds what `other` has. @returns itself */
  or(other: Bits): this {
    const { words } = this;
    const others = other.words;
    for (let i = 0; i < words.length; i++) words[i]! |= others[i]!;
    return this;
  }

  /** Turns every row round. @returns itself */
  invert(): this {
    const { words } = this;
    for (let i = 0; i < words.length; i++) words[i] = ~words[i]!;
    const rest = this.length & 31;
    if (rest !== 0) words[words.length - 1]! &= (1 << rest) - 1;
    return this;
  }

  count(): number {
    let total = 0;
    for (const word of this.words) total += onesIn(word);
    return total;
  }

  get empty(): boolean {
    return this.words.every((word) => word === 0);
  }

  /** A copy, for more rows when `length` is greater than its own. */
  copy(length = this.length): Bits {
    const bits = new Bits(length);
    bits.words.set(this.words);
    return bits;
  }

  /** Calls `visit` with every set row of from ≤ row < to, ascending. */
  each(visit: (row: number) => void, from = 0, to = this.length): void {
    const { words } = this;
    const end = (to + 31) >>> 5;
    for (let at = from >>> 5; at < end; at++) {
      let word = words[at]!;
      while (word !== 0) {
        const row = (at << 5) | (31 - Math.clz32(word & -word));
        word &= word - 1;
        if (row < from) continue;
        if (row >= to) return;
        visit(row);
      }
    }
  }

  /** True when any row of from ≤ row < to is set. */
  anyIn(from: number, to: number): boolean {
    if (to <= from) return false;
    const last = (to - 1) >>> 5;
    for (let at = from >>> 5; at <= last; at++) {
      let word = this.words[at]!;
      if (word === 0) continue;
      if (at === from >>> 5) word &= -1 << (from & 31);
      if (at === last) word &= -1 >>> (31 - ((to - 1) & 31));
      if (word !== 0) return true;
    }
    return false;
  }
}

/** Set bits of a 32-bit word. */
export function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
