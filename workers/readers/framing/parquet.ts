/**
 * Parquet says at its end what is in it, so the content is gathered first, up to a limit, and then
 * handed out in pieces of row groups. A file that cannot be understood becomes one chunk that says why.
 */
import { WorkbenchError } from '#contract/errors.ts';
import { planPieces } from '../parquet/plan.ts';
import type { Piece } from '../parquet/plan.ts';
import type { Chunk, Prepared } from '../reader.ts';
import type { Cutter } from './framing.ts';

/** Larger files are not gathered. */
const MAX_BYTES = 512 * 1024 * 1024;
const FIRST_BYTES = 1024 * 1024;
const SAMPLE_BYTES = 4096;

/** What travels with a chunk: rows, or what is wrong with the file. */
export type ParquetContext =
  | { readonly kind: 'rows'; readonly piece: Piece }
  | { readonly kind: 'damaged'; readonly message: string; readonly fileBytes: number };

/** Chunks hold the bytes of a row group; `context` says which rows of it are meant. */
export function makeParquetCutter(prepared: Prepared): Cutter {
  return new ParquetCutter(prepared.skipBytes);
}

class ParquetCutter implements Cutter {
  private readonly doneBytes: number;
  private buffer = new Uint8Array(FIRST_BYTES);
  private used = 0;
  private over = false;

  constructor(doneBytes: number) {
    this.doneBytes = doneBytes;
  }

  push(bytes: Uint8Array): Chunk[] {
    if (this.over) return [];
    if (this.used + bytes.length > MAX_BYTES) {
      this.over = true;
      this.buffer = new Uint8Array(0);
      throw new WorkbenchError({
        code: 'not-available',
        message: 'The Parquet file is larger than 512 MiB.',
        hint: 'Export it as JSON lines or CSV, or in smaller files.',
      });
    }
    this.reserve(this.used + bytes.length);
    this.buffer.set(bytes, this.used);
    this.used += bytes.length;
    return [];
  }

  end(): Chunk[] {
    if (this.over) return [];
    this.over = true;
    const file = this.buffer.subarray(0, this.used);
    const pieces = planPieces(file);
    if (typeof pieces === 'string') return [damaged(pieces, file)];
    // Chunks are handed over with their buffer; those that share one must be less than half of it.
    if (pieces.length > 1) this.reserve(this.used * 2 + 1);
    return pieces.flatMap((piece, at) => this.chunkOf(piece, at, pieces.length));
  }

  /** Where a chunk ends tells how far an import came: pieces share the length of the file. */
  private chunkOf(piece: Piece, at: number, pieces: number): Chunk[] {
    const doneBytes = at === pieces - 1 ? this.used : Math.floor((this.used * (at + 1)) / pieces);
    if (doneBytes <= this.doneBytes) return [];
    const bytes = this.buffer.subarray(piece.start, piece.end);
    const context: ParquetContext = { kind: 'rows', piece };
    return [{ bytes, offset: doneBytes - bytes.length, firstLine: -1, context }];
  }

  private reserve(bytes: number): void {
    if (bytes <= this.buffer.length) return;
    const bigger = new Uint8Array(Math.max(bytes, this.buffer.length * 2));
    bigger.set(this.buffer.subarray(0, this.used));
    this.buffer = bigger;
  }
}

function damaged(message: string, file: Uint8Array): Chunk {
  const bytes = file.slice(0, SAMPLE_BYTES);
  const context: ParquetContext = { kind: 'damaged', message, fileBytes: file.length };
  return { bytes, offset: file.length - bytes.length, firstLine: -1, context };
}
