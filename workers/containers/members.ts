/**
 * Unwrapping: each content is looked at, opened when it is packed, and what comes out is looked at
 * again, until there is plain content or a limit. A stream that was begun for a look is the one that
 * the reader gets, so that nothing is unpacked twice.
 */
import { WorkbenchError } from '#contract/errors.ts';
import { gunzip } from './gzip.ts';
import { hostile } from './limits.ts';
import type { Limits, UnpackMeter } from './limits.ts';
import { PACKING_HEAD_BYTES, packingOf } from './packing-kind.ts';
import { PullBytes } from './pull-bytes.ts';
import { MemoryBytes } from './random-bytes.ts';
import type { RandomBytes } from './random-bytes.ts';
import { tarMembers } from './tar.ts';
import { zipMembers } from './zip.ts';
import { unzstd } from './zstd.ts';

/** Content that a reader can be given. */
export interface Member {
  /** Path inside the archive, parts joined by `/`; '' for a plain file and a single gz or zst. */
  readonly name: string;
  /** Of the unpacked content as claimed, undefined when nobody knows. */
  readonly sizeBytes: number | undefined;
  /** Milliseconds since the epoch, NaN when unknown. */
  readonly mtimeMs: number;
  /**
   * Unpacked bytes from the beginning, in pieces that are the receiver's own.
   * Throws `damaged`, `hostile-archive` or `unreadable` after the last good bytes.
   */
  open(): AsyncIterable<Uint8Array>;
}

/** Something that may turn out to be packed. */
export interface Content extends Member {
  /** The content where it can be read anywhere, if it can. */
  readonly random: () => Promise<RandomBytes | undefined>;
}

/** How deep inside the outermost file a content lies. */
export interface Depth {
  readonly packings: number;
  readonly zips: number;
}

/** Takes contents apart, all of one file. */
export class Unwrapper {
  private readonly path: string;
  private readonly meter: UnpackMeter;
  private readonly names = new Map<string, number>();

  constructor(path: string, meter: UnpackMeter) {
    this.path = path;
    this.meter = meter;
  }

  /** Plain members of a content, which may be itself. Contents that cannot be opened say so when read. */
  async *members(content: Content, depth: Depth): AsyncGenerator<Member> {
    const begun = new PullBytes(content.open());
    try {
      const packing = packingOf(await begun.peek(PACKING_HEAD_BYTES));
      if (packing === 'plain') yield this.plain(content, begun);
      else {
        this.checkDepth(depth, packing === 'zip');
        if (packing === 'zip') yield* this.zip(content, begun, depth);
        else if (packing === 'tar') yield* this.tar(content, begun, depth);
        else yield* this.stream(content, begun, depth, packing === 'gzip' ? gunzip : unzstd);
      }
    } catch (error) {
      // Of the file itself there is no other member to go on with.
      if (depth.packings === 0 || !(error instanceof WorkbenchError)) throw error;
      yield { ...content, name: this.unique(content.name), open: () => failing(error) };
    } finally {
      await begun.close();
    }
  }

  private plain(content: Content, begun: PullBytes): Member {
    const first = once(begun);
    const again = (): AsyncIterable<Uint8Array> => content.open();
    const { sizeBytes, mtimeMs } = content;
    const open = (): AsyncIterable<Uint8Array> =>
      this.metered(first()?.rest() ?? again(), this.placeOf(content));
    return { name: this.unique(content.name), sizeBytes, mtimeMs, open };
  }

  /** A single packed stream: what comes out is looked at in turn. */
  private stream(
    content: Content,
    begun: PullBytes,
    depth: Depth,
    unpack: (input: PullBytes, place: string) => AsyncGenerator<Uint8Array>,
  ): AsyncGenerator<Member> {
    const first = once(begun);
    const place = this.placeOf(content);
    const open = (): AsyncIterable<Uint8Array> => {
      const input = first() ?? new PullBytes(content.open());
      return this.ratioed(unpack(input, place), () => input.position, place);
    };
    const inner = { ...content, sizeBytes: undefined, open, random: nowhere };
    return this.members(inner, { ...depth, packings: depth.packings + 1 });
  }

  /** Read in passing; a member that is wanted a second time is looked for from the beginning. */
  private async *tar(content: Content, begun: PullBytes, depth: Depth): AsyncGenerator<Member> {
    const place = this.placeOf(content);
    const { limits } = this.meter;
    const inside = { ...depth, packings: depth.packings + 1 };
    let index = 0;
    for await (const member of tarMembers(begun, limits, place)) {
      const { mtimeMs, sizeBytes } = member;
      const name = prefixOf(content) + member.name;
      const first = once(member);
      const again = nthOfTar(content, index++, { limits, place });
      const open = (): AsyncIterable<Uint8Array> => first()?.pieces() ?? again();
      yield* this.members({ name, mtimeMs, sizeBytes, open, random: nowhere }, inside);
    }
  }

  private async *zip(content: Content, begun: PullBytes, depth: Depth): AsyncGenerator<Member> {
    const place = this.placeOf(content);
    const bytes = (await content.random()) ?? (await this.inMemory(begun, place));
    const inside = { packings: depth.packings + 1, zips: depth.zips + 1 };
    for await (const member of zipMembers(bytes, this.meter.limits, place)) {
      const { mtimeMs, sizeBytes, packedBytes } = member;
      const name = prefixOf(content) + member.name;
      const open = (): AsyncIterable<Uint8Array> =>
        this.ratioed(member.pieces(), () => packedBytes, `${place}, member ${name}`);
      const random = (): Promise<RandomBytes | undefined> => member.stored();
      yield* this.members({ name, mtimeMs, sizeBytes, open, random }, inside);
    }
  }

  /** A zip can only be read from its end, so one that lies packed has to be kept whole. */
  private async inMemory(begun: PullBytes, place: string): Promise<RandomBytes> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of begun.rest()) {
      size += piece.length;
      if (size > this.meter.limits.nestedZipBytes) {
        throw hostile('A zip packed inside it is too large to be kept in memory.', place);
      }
      pieces.push(piece);
    }
    return new MemoryBytes(Buffer.concat(pieces));
  }

  private checkDepth({ packings, zips }: Depth, isZip: boolean): void {
    const { nesting, zipNesting } = this.meter.limits;
    if (packings > nesting || (isZip && zips > zipNesting)) {
      throw hostile('Archives lie too deep inside archives.', this.path);
    }
  }

  private async *ratioed(
    pieces: AsyncIterable<Uint8Array>,
    packedBytes: () => number,
    place: string,
  ): AsyncGenerator<Uint8Array> {
    let unpacked = 0;
    for await (const piece of pieces) {
      unpacked += piece.length;
      this.meter.checkRatio(packedBytes(), unpacked, place);
      yield piece;
    }
  }

  private async *metered(
    pieces: AsyncIterable<Uint8Array>,
    place: string,
  ): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      this.meter.add(piece.length, place);
      yield piece;
    }
  }

  /** Two members may have one name; evidence is told apart by it. */
  private unique(name: string): string {
    const count = (this.names.get(name) ?? 0) + 1;
    this.names.set(name, count);
    return count === 1 ? name : this.unique(`${name} (${count})`);
  }

  private placeOf({ name }: Content): string {
    return name === '' ? this.path : `${this.path}, member ${name}`;
  }
}

function prefixOf({ name }: Content): string {
  return name === '' ? '' : `${name}/`;
}

/** Opens a tar anew and goes to one of its members. */
function nthOfTar(
  content: Content,
  index: number,
  { limits, place }: { readonly limits: Limits; readonly place: string },
): () => AsyncGenerator<Uint8Array> {
  return async function* () {
    const input = new PullBytes(content.open());
    try {
      let at = 0;
      for await (const member of tarMembers(input, limits, place)) {
        if (at++ !== index) continue;
        yield* member.pieces();
        return;
      }
    } finally {
      await input.close();
    }
  };
}

/** Gives a thing the first time, undefined afterwards. */
function once<T>(thing: T): () => T | undefined {
  let left: T | undefined = thing;
  return () => {
    const given = left;
    left = undefined;
    return given;
  };
}

function nowhere(): Promise<undefined> {
  return Promise.resolve(undefined);
}

/** A stream that only fails. */
async function* failing(error: WorkbenchError): AsyncGenerator<Uint8Array> {
  throw error;
}
