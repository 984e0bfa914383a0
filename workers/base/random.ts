/**
 * Chance that repeats: all randomness of an analysis comes from its seed, so that the same case
 * gives the same result on every machine. Whole-number arithmetic only.
 */

/**
 * Small fast counting generator, sfc32 by Chris Doty-Humphrey (PractRand, public domain). Not for
 * secrets.
 */
export class SeededRandom {
  /** a, b, c and the counter; a typed array, because plain numbers of 32 bits would be boxed. */
  private readonly state = new Int32Array(4);

  /** @param seed any whole number; its lower 53 bits count */
  constructor(seed: number) {
    const low = seed >>> 0;
    const high = Math.floor(seed / 4294967296) >>> 0;
    this.state.set([low, high, 0x9e3779b9 | 0, 1]);
    // Seeds that differ in one bit must part ways before the first number is used.
    for (let i = 0; i < 15; i++) this.uint32();
  }

  /** @returns a whole number, 0 … 2^32-1 */
  uint32(): number {
    const state = this.state;
    const b = state[1]!;
    const c = state[2]!;
    const counter = state[3]!;
    const sum = (state[0]! + b + counter) | 0;
    state[3] = (counter + 1) | 0;
    state[0] = b ^ (b >>> 9);
    state[1] = (c + (c << 3)) | 0;
    state[2] = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** @returns 0 ≤ number < 1, in steps of 2^-32 */
  unit(): number {
    return this.uint32() / 4294967296;
  }

  /** @returns a whole number, 0 … limit-1; limit at most 2^21 for an evenness better than one in 2^11 */
  below(limit: number): number {
    return Math.floor(this.uint32() * (limit / 4294967296));
  }
}
