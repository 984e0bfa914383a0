/** The lines of a chunk one by one, for readers whose records are lines of text. */
import { isAscii, isUtf8 } from 'node:buffer';
import type { RecordPlace } from '#workers/batch/batch.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import type { Chunk } from './reader.ts';

const LF = 10;
const CR = 13;

/** A place whose numbers are set per record; the builder copies them out. */
export type MutablePlace = { -readonly [K in keyof RecordPlace]: RecordPlace[K] };

/** Goes through the lines that say something; `place`, `from` and `to` are those of the present one. */
export class TextLines {
  readonly bytes: Buffer;
  readonly place: MutablePlace = { offset: 0, length: 0, recordId: -1, line: -1 };
  from = 0;
  to = 0;
  private readonly chunkOffset: number;
  private readonly ascii: boolean;
  private at = 0;
  private line: number;
  private readonly batch: BatchBuilder;

  constructor(chunk: Chunk, batch: BatchBuilder) {
    const { bytes, offset, firstLine } = chunk;
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.chunkOffset = offset;
    this.ascii = isAscii(this.bytes);
    this.line = firstLine;
    this.batch = batch;
  }

  /** Moves to the next line that is not blank. @returns false when there is none */
  next(): boolean {
    const { bytes } = this;
    while (this.at < bytes.length) {
      this.from = this.at;
      const end = bytes.indexOf(LF, this.at);
      this.at = end < 0 ? bytes.length : end + 1;
      const behind = end < 0 ? bytes.length : end;
      this.to = behind > this.from && bytes[behind - 1] === CR ? behind - 1 : behind;
      this.place.line = this.line;
      if (this.line >= 0) this.line++;
      if (this.isBlank()) continue;
      this.place.offset = this.chunkOffset + this.from;
      this.place.length = this.to - this.from;
      return true;
    }
    return false;
  }

  /** The line as text; damaged UTF-8 is replaced and counted. */
  text(): string {
    const { bytes, from, to } = this;
    if (this.ascii) return bytes.toString('latin1', from, to);
    if (!isUtf8(bytes.subarray(from, to))) {
      this.batch.problem(
        'invalid-utf8',
        'Bytes that are not UTF-8 are read as replacement characters; the record keeps them.',
        this.locator(),
      );
    }
    return bytes.toString('utf8', from, to);
  }

  /** Where the line is, in words. */
  locator(): string {
    const { line, offset } = this.place;
    return line >= 0 ? `line ${line}` : `offset ${offset}`;
  }

  private isBlank(): boolean {
    for (let i = this.from; i < this.to; i++) {
      const byte = this.bytes[i];
      if (byte !== 32 && byte !== 9 && byte !== CR) return false;
    }
    return true;
  }
}

/** The first lines of a head that are complete and not blank. */
export function firstLines(text: string, whole: boolean, most: number): string[] {
  const lines = text.split('\n', most + 1);
  if (lines.length <= most && !whole) lines.pop();
  return lines
    .slice(0, most)
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
    .filter((line) => line.trim() !== '');
}
