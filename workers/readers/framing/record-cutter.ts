/**
 * What all cutters share: gathering bytes into chunks that own their buffer, skipping what the
 * reader said to skip, offsets, line numbers and records beyond the limit. Each byte is copied
 * once, into the buffer that leaves with its chunk. The only part that differs, finding the end of
 * a record, is a {@link BorderScanner}.
 */
import type { Chunk, Prepared } from '../reader.ts';
import { bomBytes } from './bom.ts';
import { MAX_RECORD_BYTES } from './framing.ts';
import type { Cutter } from './framing.ts';

/** Finds record borders in bytes that it sees once and in order. */
export interface BorderScanner {
  /** Line breaks from the beginning up to the last border that `next` or `giveUp` returned. */
  readonly lines: number;
  /**
   * Goes on from `from`, which is where the last call stopped.
   * @returns position after the next record, or -1 when it does not end within `bytes`
   */
  next(bytes: Buffer, from: number): number;
  /**
   * Called when the record that begins with `bytes` does not end within them, and they are all
   * that is left or the limit of a record. A scanner that was led astray by a damaged record
   * answers where that record had better end and goes on from there; -1: it is as long as it looks.
   */
  giveUp(bytes: Buffer): number;
}

/** How much of an oversize record goes along as a sample. */
const SAMPLE_BYTES = 65_536;
/** Room beyond the target, so that a record that straddles it rarely costs a larger buffer. */
const SLACK_BYTES = 65_536;

export class RecordCutter implements Cutter {
  private readonly scanner: BorderScanner;
  private readonly targetBytes: number;
  private readonly lineBase: number;
  private skipBytes: number;
  /** The chunk being gathered: `end` bytes of it are used, its whole records end at `border`. */
  private buffer: Buffer<ArrayBuffer> = Buffer.allocUnsafeSlow(SLACK_BYTES);
  private used = 0;
  private border = 0;
  private borderLines = 0;
  /** Content offset and line of `buffer[0]`. */
  private offset: number;
  private firstLine: number;
  /** Beginning and length so far of a record that is too long to keep. */
  private sample: Uint8Array<ArrayBuffer> | undefined;
  private oversizeBytes = 0;

  constructor(prepared: Prepared, targetBytes: number, scanner: BorderScanner) {
    this.scanner = scanner;
    this.targetBytes = Math.max(1, targetBytes);
    this.skipBytes = prepared.skipBytes;
    this.offset = prepared.skipBytes;
    this.lineBase = prepared.skipLines + 1;
    this.firstLine = this.lineBase;
  }

  push(bytes: Uint8Array): Chunk[] {
    const out: Chunk[] = [];
    let from = Math.min(this.skipBytes, bytes.length);
    this.skipBytes -= from;
    while (from < bytes.length) {
      const wanted = Math.max(this.targetBytes - this.used, SLACK_BYTES);
      const to = Math.min(from + wanted, bytes.length);
      if (this.sample === undefined) this.take(bytes.subarray(from, to), out);
      else this.passOver(bytes.subarray(from, to), out);
      from = to;
    }
    return out;
  }

  end(): Chunk[] {
    const out: Chunk[] = [];
    if (this.sample !== undefined) this.emitOversize(out);
    while (this.used > this.border) {
      if (!this.recover(out)) this.border = this.used;
    }
    this.emit(out);
    return out;
  }

  /** Gathers bytes; gives a chunk away when it is large enough. */
  private take(piece: Uint8Array, out: Chunk[]): void {
    this.reserve(piece.length);
    this.buffer.set(piece, this.used);
    const from = this.used;
    this.used += piece.length;
    this.scan(from);
    if (this.used >= this.targetBytes) this.emit(out);
    while (this.used - this.border > MAX_RECORD_BYTES) {
      if (!this.recover(out)) this.startOversize(out);
    }
  }

  private scan(from: number): void {
    // Only what is filled: a search must not run on into the rest of the buffer.
    const filled = this.buffer.subarray(0, this.used);
    let at = from;
    for (;;) {
      at = this.scanner.next(filled, at);
      if (at < 0) return;
      this.border = at;
      this.borderLines = this.scanner.lines;
    }
  }

  /** Lets the scanner end a damaged record early; that record gets a chunk of its own. */
  private recover(out: Chunk[]): boolean {
    const border = this.scanner.giveUp(this.buffer.subarray(this.border, this.used));
    if (border < 0) return false;
    this.emit(out);
    this.border = border;
    this.borderLines = this.scanner.lines;
    this.emit(out);
    this.scan(0);
    return true;
  }

  private startOversize(out: Chunk[]): void {
    this.emit(out);
    this.sample = new Uint8Array(this.buffer.subarray(0, SAMPLE_BYTES));
    this.oversizeBytes = this.used;
    this.used = 0;
  }

  /** Looks for the end of a record that is too long to keep. */
  private passOver(piece: Uint8Array, out: Chunk[]): void {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    const border = this.scanner.next(bytes, 0);
    this.oversizeBytes += border < 0 ? bytes.length : border;
    if (border < 0) return;
    this.borderLines = this.scanner.lines;
    this.emitOversize(out);
    if (border < bytes.length) this.take(bytes.subarray(border), out);
  }

  private emitOversize(out: Chunk[]): void {
    const { sample, offset, firstLine, oversizeBytes } = this;
    if (sample !== undefined)
      out.push({
        bytes: sample,
        offset,
        firstLine,
        oversizeBytes,
        lines: this.linesSince(firstLine),
      });
    this.sample = undefined;
    this.offset += oversizeBytes;
    this.firstLine = this.lineBase + this.borderLines;
    this.oversizeBytes = 0;
  }

  /** Gives the whole records away and keeps the rest. */
  private emit(out: Chunk[]): void {
    const { buffer, border, offset, firstLine } = this;
    if (border === 0) return;
    // A mark at the very beginning is no part of the first record.
    const skip = offset === 0 ? bomBytes(buffer.subarray(0, border)) : 0;
    if (border > skip) {
      const bytes = buffer.subarray(skip, border);
      out.push({ bytes, offset: offset + skip, firstLine, lines: this.linesSince(firstLine) });
    }
    const rest = this.used - border;
    this.buffer = Buffer.allocUnsafeSlow(Math.max(this.targetBytes, rest) + SLACK_BYTES);
    this.buffer.set(buffer.subarray(border, this.used));
    this.offset += border;
    this.firstLine = this.lineBase + this.borderLines;
    this.used = rest;
    this.border = 0;
  }

  /** Line ends from the beginning of line `firstLine` to the border. */
  private linesSince(firstLine: number): number {
    return this.lineBase + this.borderLines - firstLine;
  }

  private reserve(more: number): void {
    const needed = this.used + more;
    if (needed <= this.buffer.length) return;
    const full = this.targetBytes + SLACK_BYTES;
    const capacity = needed > full ? needed * 2 : Math.min(full, needed * 4);
    const bigger = Buffer.allocUnsafeSlow(capacity);
    bigger.set(this.buffer.subarray(0, this.used));
    this.buffer = bigger;
  }
}
