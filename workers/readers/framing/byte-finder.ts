/**
 * "Where is the next quote?", asked again and again while going forward. The answer is remembered,
 * so that rows without quotes do not cost a search through everything behind them.
 */

export class ByteFinder {
  private readonly byte: number;
  private bytes: Buffer | undefined;
  /** None lies from here … */
  private from = 0;
  /** … to here, where the next one is, or the end. */
  private at = 0;

  constructor(byte: number) {
    this.byte = byte;
  }

  /** Position of the next such byte from `from`, or the length of `bytes`. */
  next(bytes: Buffer, from: number): number {
    if (bytes === this.bytes && from <= this.at && from >= this.from) return this.at;
    const found = bytes.indexOf(this.byte, from);
    this.bytes = bytes;
    this.from = from;
    this.at = found < 0 ? bytes.length : found;
    return this.at;
  }
}
