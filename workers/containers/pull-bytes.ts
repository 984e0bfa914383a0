/** Pieces of a stream, taken as far as somebody can use them: what is left over stays for the next. */

/** Pieces are handed on in parts no larger than this, so that damage costs little of what is good. */
const PART_BYTES = 65_536;

/** Where an unpacker gets its bytes from. */
export interface Parts {
  /** The next bytes without taking them; undefined at the end. */
  part(): Promise<Uint8Array | undefined>;
  /** Takes bytes of the present part. */
  advance(count: number): void;
}

export class PullBytes implements Parts {
  private readonly pieces: AsyncIterator<Uint8Array>;
  private piece: Uint8Array = new Uint8Array(0);
  private at = 0;
  private taken = 0;
  /** What went wrong while peeking; it is told when somebody takes the bytes before it. */
  private failure: { readonly cause: unknown } | undefined;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.pieces = source[Symbol.asyncIterator]();
  }

  /** Bytes taken so far. */
  get position(): number {
    return this.taken;
  }

  async part(): Promise<Uint8Array | undefined> {
    while (this.at === this.piece.length) {
      const piece = await this.next();
      if (piece === undefined) return undefined;
      this.piece = piece;
      this.at = 0;
    }
    return this.piece.subarray(this.at, Math.min(this.at + PART_BYTES, this.piece.length));
  }

  advance(count: number): void {
    this.at += count;
    this.taken += count;
  }

  /** The next bytes without taking them: `count` of them, or all there are when they are fewer. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.piece.length - this.at < count && this.failure === undefined) {
      const rest = this.piece.subarray(this.at);
      try {
        const piece = await this.next();
        if (piece === undefined) break;
        this.piece = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
        this.at = 0;
      } catch (cause) {
        if (rest.length === 0) throw cause;
        this.failure = { cause };
      }
    }
    return this.piece.subarray(this.at, this.at + count);
  }

  /** Takes exactly so many bytes (few), or undefined when the stream ends before. */
  async exactly(count: number): Promise<Buffer | undefined> {
    const bytes = await this.peek(count);
    if (bytes.length < count) return undefined;
    this.advance(count);
    return Buffer.from(bytes);
  }

  /** Everything that is left, in whole pieces. */
  async *rest(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const piece = this.piece.subarray(this.at);
      if (piece.length > 0) {
        this.advance(piece.length);
        yield piece;
      }
      const next = await this.next();
      if (next === undefined) return;
      this.piece = next;
      this.at = 0;
    }
  }

  private async next(): Promise<Uint8Array | undefined> {
    if (this.failure !== undefined) throw this.failure.cause;
    const next = await this.pieces.next();
    return next.done === true ? undefined : next.value;
  }

  /** Lets the source go before its end. */
  async close(): Promise<void> {
    await this.pieces.return?.();
  }
}
