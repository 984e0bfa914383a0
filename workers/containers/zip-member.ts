/** One member of a zip: where its bytes lie, and how they come out. Sizes claimed are not believed. */
import { crc32, createInflateRaw } from 'node:zlib';
import { WorkbenchError } from '#contract/errors.ts';
import { linkNotFollowed } from './file-errors.ts';
import { OUTPUT_BYTES, damaged, inflate } from './inflate.ts';
import { PullBytes } from './pull-bytes.ts';
import { RangeBytes } from './random-bytes.ts';
import type { RandomBytes } from './random-bytes.ts';
import { unzstd } from './zstd.ts';

const STORED = 0;
const DEFLATED = 8;
const ZSTD = 93;

/** How a member lies in the archive; everything but the place of its bytes is a claim. */
export interface PackedMember {
  /** A label, never a path to be written to. */
  readonly name: string;
  readonly mtimeMs: number;
  readonly method: number;
  readonly encrypted: boolean;
  /** A symbolic link: its content is only the place that it points to. */
  readonly link: boolean;
  readonly packedBytes: number;
  /** Undefined when the archive does not say. */
  readonly sizeBytes: number | undefined;
  readonly crc: number | undefined;
  /** Where the packed bytes begin. */
  start(): Promise<number>;
}

export class ZipMember {
  readonly name: string;
  readonly mtimeMs: number;
  readonly sizeBytes: number | undefined;
  /** As claimed. */
  readonly packedBytes: number;
  private readonly source: RandomBytes;
  private readonly packed: PackedMember;
  private readonly place: string;

  /** @param place the archive in words */
  constructor(source: RandomBytes, packed: PackedMember, place: string) {
    this.source = source;
    this.packed = packed;
    this.name = packed.name;
    this.mtimeMs = packed.mtimeMs;
    this.sizeBytes = packed.sizeBytes;
    this.packedBytes = packed.packedBytes;
    this.place = `${place}, member ${packed.name}`;
  }

  /** Its bytes where they lie, when they are stored as they are. */
  async stored(): Promise<RandomBytes | undefined> {
    const { method, encrypted, link, packedBytes } = this.packed;
    if (method !== STORED || encrypted || link) return undefined;
    const start = await this.packed.start();
    return new RangeBytes(this.source, start, start + packedBytes);
  }

  /** Unpacked bytes. Throws `unreadable` for encrypted ones, `damaged` after the last good bytes. */
  async *pieces(): AsyncGenerator<Uint8Array> {
    const { encrypted, link, packedBytes, crc, sizeBytes } = this.packed;
    if (link) throw linkNotFollowed(this.name, this.place);
    if (encrypted) throw this.unreadable('is encrypted');
    const start = await this.packed.start();
    const input = new PullBytes(this.source.pieces(start, start + packedBytes));
    let actualCrc = 0;
    let actualBytes = 0;
    try {
      for await (const piece of this.unpacked(input)) {
        actualCrc = crc32(piece, actualCrc);
        actualBytes += piece.length;
        yield piece;
      }
    } finally {
      await input.close();
    }
    if (crc !== undefined && crc !== actualCrc) throw damaged('the checksum is wrong', this.place);
    if (sizeBytes !== undefined && sizeBytes !== actualBytes) {
      throw damaged('the length is wrong', this.place);
    }
  }

  private async *unpacked(input: PullBytes): AsyncGenerator<Uint8Array> {
    const { method, packedBytes } = this.packed;
    if (method === STORED) {
      yield* input.rest();
      if (input.position < packedBytes) throw damaged('it ends too early', this.place);
    } else if (method === DEFLATED) {
      const engine = createInflateRaw({ chunkSize: OUTPUT_BYTES });
      const end = yield* inflate(engine, input, this.place);
      if (end === 'cut') throw damaged('it ends too early', this.place);
    } else if (method === ZSTD) yield* unzstd(input, this.place);
    else throw this.unreadable(`is packed by a method that Loupe does not know (${method})`);
  }

  private unreadable(why: string): WorkbenchError {
    return new WorkbenchError({
      code: 'unreadable',
      message: `${this.name} ${why}.`,
      hint: 'Unpack it with another tool and import the file.',
      place: this.place,
    });
  }
}
