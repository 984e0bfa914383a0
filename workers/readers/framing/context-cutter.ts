/**
 * Lines whose meaning hangs on lines before them: a header that names the columns, a month that
 * tells that a new year began. Chunks are parsed side by side, so what came before travels with each
 * chunk as its `context`. The bytes are looked at in order once more for that, in chunks as they
 * leave; also those that an import skips because it goes on behind them.
 */
import type { Chunk, Prepared } from '../reader.ts';
import type { Cutter } from './framing.ts';
import { LineScanner } from './lines.ts';
import { RecordCutter } from './record-cutter.ts';

/** Remembers of lines what later ones need. */
export interface ContextScanner {
  /** What is known behind the last line that was scanned; plain data, a new value when it changed. */
  readonly context: unknown;
  /** Takes the next whole lines. */
  scan(lines: Buffer): void;
}

/** Bytes of skipped content that are looked at together. */
const SKIPPED_PIECE_BYTES = 1 << 20;

/** Chunks of whole lines, each with the context at its beginning. */
export class ContextCutter implements Cutter {
  private readonly scanner: ContextScanner;
  private readonly lines: RecordCutter;
  private readonly skipped: RecordCutter;
  private skipBytes: number;

  constructor(prepared: Prepared, targetBytes: number, scanner: ContextScanner) {
    this.scanner = scanner;
    this.lines = new RecordCutter(prepared, targetBytes, new LineScanner());
    const fromStart = { ...prepared, skipBytes: 0, skipLines: 0 };
    this.skipped = new RecordCutter(fromStart, SKIPPED_PIECE_BYTES, new LineScanner());
    this.skipBytes = prepared.skipBytes;
  }

  push(bytes: Uint8Array): Chunk[] {
    if (this.skipBytes > 0) {
      const skip = Math.min(this.skipBytes, bytes.length);
      this.skipBytes -= skip;
      this.passOver(this.skipped.push(bytes.subarray(0, skip)));
      if (this.skipBytes === 0) this.passOver(this.skipped.end());
    }
    return this.lines.push(bytes).map(this.withContext);
  }

  end(): Chunk[] {
    return this.lines.end().map(this.withContext);
  }

  private passOver(chunks: readonly Chunk[]): void {
    for (const chunk of chunks) this.withContext(chunk);
  }

  private readonly withContext = (chunk: Chunk): Chunk => {
    const { context } = this.scanner;
    const { bytes } = chunk;
    this.scanner.scan(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    return { ...chunk, context };
  };
}
