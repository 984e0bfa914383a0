/**
 * Cuts event logs at the borders of their 64 KiB chunks. Normally they follow the file header one
 * by one; where bytes were lost or put in between, the next chunk is found by its signature.
 */
import type { Chunk } from '../reader.ts';
import { CHUNK_SIGNATURE } from '../evtx/chunk-walk.ts';
import { CHUNK_BYTES } from '../evtx/limits.ts';
import { u32 } from '../evtx/little-endian.ts';
import type { Cutter, MakeCutter } from './framing.ts';

/** Bytes that show a chunk's beginning: its signature and, at 40, the size of its header. */
const SHOWING_BYTES = 44;
const HEADER_SIZE_AT = 40;
const HEADER_SIZE = 128;

/** @see MakeCutter; a piece that is not on the grid of chunks ends the Chunk that holds it */
export const makeEvtxCutter: MakeCutter = (prepared, targetBytes) =>
  new EvtxCutter(prepared.skipBytes, targetBytes);

class EvtxCutter implements Cutter {
  private readonly targetBytes: number;
  private skip: number;
  /** Offset of `pending[0]`. */
  private offset: number;
  private pending: Buffer;
  private length = 0;

  constructor(skipBytes: number, targetBytes: number) {
    this.targetBytes = Math.max(1, Math.round(targetBytes / CHUNK_BYTES)) * CHUNK_BYTES;
    this.skip = skipBytes;
    this.offset = skipBytes;
    // Room to see what follows the last chunk that is cut, and the one after it.
    this.pending = Buffer.allocUnsafeSlow(this.targetBytes + 2 * CHUNK_BYTES + SHOWING_BYTES);
  }

  push(bytes: Uint8Array): Chunk[] {
    const skipped = Math.min(this.skip, bytes.length);
    this.skip -= skipped;
    const chunks: Chunk[] = [];
    let at = skipped;
    while (at < bytes.length) {
      const count = Math.min(bytes.length - at, this.pending.length - this.length);
      this.pending.set(bytes.subarray(at, at + count), this.length);
      this.length += count;
      at += count;
      while (this.length === this.pending.length) this.cut(chunks, false);
    }
    return chunks;
  }

  end(): Chunk[] {
    const chunks: Chunk[] = [];
    while (this.length > 0) this.cut(chunks, true);
    return chunks;
  }

  /** Takes whole chunks up to the target size, or up to the first place that is off the grid. */
  private cut(chunks: Chunk[], last: boolean): void {
    let end = 0;
    while (end < this.length && end < this.targetBytes) {
      const rest = this.length - end;
      const next = this.isChunk(end) ? this.chunkBytes(end, last) : this.nextChunk(end);
      end += Math.min(next, rest);
      if (next !== CHUNK_BYTES) break;
    }
    chunks.push({
      bytes: new Uint8Array(this.pending.subarray(0, end)),
      offset: this.offset,
      firstLine: -1,
    });
    this.pending.copyWithin(0, end, this.length);
    this.offset += end;
    this.length -= end;
  }

  /**
   * Bytes of the chunk at a place: fewer than usual when it lost some, so that others follow early.
   * One that only looks like a chunk inside another is not followed by a chunk of its own.
   */
  private chunkBytes(from: number, last: boolean): number {
    const after = from + CHUNK_BYTES;
    if (after >= this.length || this.isChunk(after)) return CHUNK_BYTES;
    const bytes = this.nextChunk(from);
    const follows = from + bytes + CHUNK_BYTES;
    return this.isChunk(follows) || (last && follows === this.length) ? bytes : CHUNK_BYTES;
  }

  /** Bytes until the next chunk begins, at most those of one chunk. */
  private nextChunk(from: number): number {
    const end = Math.min(this.length, from + CHUNK_BYTES + SHOWING_BYTES);
    const window = this.pending.subarray(from, end);
    let distance = window.indexOf(CHUNK_SIGNATURE, 1);
    while (distance >= 0 && distance < CHUNK_BYTES) {
      if (this.isChunk(from + distance)) return distance;
      distance = window.indexOf(CHUNK_SIGNATURE, distance + 1);
    }
    return CHUNK_BYTES;
  }

  private isChunk(at: number): boolean {
    if (at + SHOWING_BYTES > this.length) return false;
    for (let i = 0; i < CHUNK_SIGNATURE.length; i++) {
      if (this.pending[at + i] !== CHUNK_SIGNATURE[i]) return false;
    }
    return u32(this.pending, at + HEADER_SIZE_AT) === HEADER_SIZE;
  }
}
