/** Pieces of a stream, taken as far as somebody can use them: what is left over stays for the next. */

/** Pieces are handed on in parts no larger than this, so that damage costs little of what is good. */
const PART_BYTES = 65_536;

export class PullBytes {
  private readonly pieces: AsyncIterator<Uint8Array>;
  private piece: Uint8Array = new Uint8Array(0);
  private at = 0;
  private consumed = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.pieces = source[Symbol.asyncIterator]();
  }

  /** Bytes taken so far. */
  get position(): number {
    return this.consumed;
  }

  /** The next bytes without taking them, at most 64 KiB; undefined at the end. */
  async part(): Promise<Uint8Array | undefined> {
    while (this.at === this.piece.length) {
      const next = await this.pieces.next();
      if (next.done === true) return undefined;
      this.piece = next.value;
      this.at = 0;
    }
    return this.piece.subarray(this.at, Math.min(this.at + PART_BYTES, this.piece.length));
  }

  /** Takes bytes of the present part. */
  advance(count: number): void {
    this.at += count;
    this.consumed += count;
  }

  /** Takes exactly so many bytes (few), or undefined when the stream ends before. */
  async exactly(count: number): Promise<Uint8Array | undefined> {
    const out = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      const part = await this.part();
      if (part === undefined) return undefined;
      const taken = Math.min(count - filled, part.length);
      out.set(part.subarray(0, taken), filled);
      this.advance(taken);
      filled += taken;
    }
    return out;
  }

  /** Everything that is left. */
  async *rest(): AsyncGenerator<Uint8Array> {
    if (this.at < this.piece.length) {
      const piece = this.piece.subarray(this.at);
      this.advance(piece.length);
      yield piece;
    }
    for (;;) {
      const next = await this.pieces.next();
      if (next.done === true) return;
      this.consumed += next.value.length;
      yield next.value;
    }
  }

  /** Lets the source go before its end. */
  async close(): Promise<void> {
    await this.pieces.return?.();
  }
}
