/**
 * Runs one of Node's unpacking engines over parts of a stream until the engine has a whole stream.
 * The engines work in threads of their own; this keeps them fed, hands on what they give and keeps
 * it when the input breaks off or turns bad, which piping would throw away.
 */
import type { InflateRaw, ZstdDecompress } from 'node:zlib';
import { WorkbenchError } from '#contract/errors.ts';
import type { Parts } from './pull-bytes.ts';

/** Size of the pieces that come out. */
export const OUTPUT_BYTES = 262_144;
/** Unpacked bytes that may wait; then the engine pauses. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** How a run ended: with a whole stream, or with the input before that. */
export type InflateEnd = 'whole' | 'cut';

/** Unpacks until the engine's stream is whole. Throws `damaged` when the input makes no sense. */
export async function* inflate(
  engine: InflateRaw | ZstdDecompress,
  input: Parts,
  place: string,
): AsyncGenerator<Uint8Array, InflateEnd> {
  const run = new EngineRun(engine);
  try {
    for (;;) {
      const part = await input.part();
      const before = engine.bytesWritten;
      run.feed(part);
      while (!run.settled) {
        yield* run.waiting();
        await run.somethingNew();
      }
      yield* run.waiting();
      if (part !== undefined) input.advance(engine.bytesWritten - before);
      if (run.failure !== undefined) {
        if (part === undefined && run.failure.code === 'Z_BUF_ERROR') return 'cut';
        throw damaged(run.failure.message, place, run.failure);
      }
      if (run.ended) return 'whole';
    }
  } finally {
    engine.destroy();
  }
}

/** The error for packed content that is not as it was written. What came before it stays valid. */
export function damaged(what: string, place: string, cause?: unknown): WorkbenchError {
  return new WorkbenchError(
    {
      code: 'damaged',
      message: `The packed content is damaged: ${what}.`,
      hint: 'What came before the damage was read. Fetch the file again if you can.',
      place,
    },
    { cause },
  );
}

class EngineRun {
  failure: NodeJS.ErrnoException | undefined;
  ended = false;
  private readonly engine: InflateRaw | ZstdDecompress;
  private readonly pieces: Uint8Array[] = [];
  private waitingBytes = 0;
  private fed = false;
  private wake: () => void = () => undefined;

  constructor(engine: InflateRaw | ZstdDecompress) {
    this.engine = engine;
    engine.on('data', (piece: Uint8Array) => {
      this.pieces.push(piece);
      this.waitingBytes += piece.length;
      if (this.waitingBytes > MAX_WAITING_BYTES) engine.pause();
      this.wake();
    });
    engine.on('error', (error: NodeJS.ErrnoException) => {
      this.failure = error;
      this.wake();
    });
    engine.on('end', () => {
      this.ended = true;
      this.wake();
    });
  }

  /** True when the engine wants the next part or will never want one again. */
  get settled(): boolean {
    return this.fed || this.ended || this.failure !== undefined;
  }

  feed(part: Uint8Array | undefined): void {
    this.fed = false;
    if (part === undefined) this.engine.end();
    else
      this.engine.write(part, () => {
        this.fed = true;
        this.wake();
      });
  }

  *waiting(): Generator<Uint8Array> {
    for (let piece = this.pieces.shift(); piece !== undefined; piece = this.pieces.shift()) {
      this.waitingBytes -= piece.length;
      yield piece;
    }
    if (this.engine.isPaused()) this.engine.resume();
  }

  async somethingNew(): Promise<void> {
    if (this.settled || this.pieces.length > 0) return;
    await new Promise<void>((resolve) => (this.wake = resolve));
  }
}
