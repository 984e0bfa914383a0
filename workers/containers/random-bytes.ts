/**
 * Bytes that can be read anywhere: a file by its handle, a range of one, or memory. Reading hands
 * out fresh buffers and keeps one read ahead.
 */
import type { FileHandle } from 'node:fs/promises';
import { shrunk, unreadable } from './file-errors.ts';

export interface RandomBytes {
  readonly size: number;
  /** Pieces from `start` up to `end`, fewer when the content ends before. */
  pieces(start: number, end: number): AsyncIterable<Uint8Array>;
}

const PIECE_BYTES = 1024 * 1024;

export class FileBytes implements RandomBytes {
  readonly size: number;
  /** Bytes handed out so far, for progress. */
  readBytes = 0;
  /** Pieces are handed out in steps of so much: small ones where much comes out of few packed bytes, or progress would jump. */
  stepBytes = PIECE_BYTES;
  private readonly handle: FileHandle;
  private readonly path: string;
  private readonly underWay = new Set<Promise<Uint8Array>>();

  /** @param size as it was when the file was opened; what is appended later is left alone */
  constructor(handle: FileHandle, path: string, size: number) {
    this.handle = handle;
    this.path = path;
    this.size = size;
  }

  async *pieces(start: number, end: number): AsyncGenerator<Uint8Array> {
    const last = Math.min(end, this.size);
    let at = start;
    let ahead = this.begin(at, last);
    for (;;) {
      const piece = await ahead;
      if (piece.length === 0 && at < last) throw shrunk(this.path, at);
      if (piece.length === 0) return;
      at += piece.length;
      ahead = this.begin(at, last);
      for (let from = 0; from < piece.length; from += this.stepBytes) {
        const step = piece.subarray(from, from + this.stepBytes);
        this.readBytes += step.length;
        yield step;
      }
    }
  }

  /** Waits until no read is under way: the handle may be closed then. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.underWay);
  }

  private begin(at: number, end: number): Promise<Uint8Array> {
    const read = this.read(at, end);
    this.underWay.add(read);
    const done = (): void => void this.underWay.delete(read);
    // A failure is heard by who asks for the piece, and nobody may ask.
    read.then(done, done);
    return read;
  }

  private async read(at: number, end: number): Promise<Uint8Array> {
    const length = Math.min(PIECE_BYTES, end - at);
    if (length <= 0) return new Uint8Array(0);
    const buffer = Buffer.allocUnsafeSlow(length);
    try {
      const { bytesRead } = await this.handle.read(buffer, 0, length, at);
      return buffer.subarray(0, bytesRead);
    } catch (cause) {
      throw unreadable(this.path, cause, `${this.path}, byte ${at}`);
    }
  }
}

/** A range of other bytes, e.g. an uncompressed member. */
export class RangeBytes implements RandomBytes {
  readonly size: number;
  private readonly whole: RandomBytes;
  private readonly start: number;

  constructor(whole: RandomBytes, start: number, end: number) {
    this.whole = whole;
    this.start = start;
    this.size = Math.max(0, Math.min(end, whole.size) - start);
  }

  pieces(start: number, end: number): AsyncIterable<Uint8Array> {
    return this.whole.pieces(this.start + start, this.start + Math.min(end, this.size));
  }
}

/** Bytes in memory. */
export class MemoryBytes implements RandomBytes {
  readonly size: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.size = bytes.length;
  }

  async *pieces(start: number, end: number): AsyncGenerator<Uint8Array> {
    if (start < Math.min(end, this.size)) yield this.bytes.subarray(start, end);
  }
}
