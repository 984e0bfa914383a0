/**
 * Opening evidence: what is inside a file, as streams of unpacked bytes. What a file is follows from
 * its first bytes, never from its name. Nothing is written anywhere, the file is opened for reading
 * only, and what an archive unpacks to is counted against {@link Limits}.
 */
import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { WorkbenchError } from '#contract/errors.ts';
import { unreadable } from './file-errors.ts';
import { UnpackMeter, defaultLimits } from './limits.ts';
import type { Limits } from './limits.ts';
import { Unwrapper } from './members.ts';
import type { Member } from './members.ts';
import { PACKING_HEAD_BYTES, packingOf } from './packing-kind.ts';
import type { Packing } from './packing-kind.ts';
import { PullBytes } from './pull-bytes.ts';
import { FileBytes } from './random-bytes.ts';

/** A few of them make a megabyte of log. */
const PACKED_STEP_BYTES = 65_536;

export class OpenEvidence {
  readonly path: string;
  /** As it lies on the disk. */
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly packing: Packing;
  private readonly handle: FileHandle;
  private readonly bytes: FileBytes;
  private readonly uncounted: FileBytes;
  private readonly limits: Limits;

  constructor(opened: Opened, packing: Packing, limits: Limits) {
    this.path = opened.path;
    this.bytes = opened.bytes;
    this.uncounted = new FileBytes(opened.handle, opened.path, opened.bytes.size);
    this.sizeBytes = opened.bytes.size;
    this.mtimeMs = opened.mtimeMs;
    this.handle = opened.handle;
    this.packing = packing;
    this.limits = limits;
  }

  /** Bytes read from the disk so far, for progress; 0 … sizeBytes. */
  get readBytes(): number {
    return Math.min(this.bytes.readBytes, this.sizeBytes);
  }

  /**
   * What is inside, one after the other; the next is asked for when the present one has been read
   * or is not wanted. Throws `damaged`, `hostile-archive` or `empty-file` when an archive cannot be
   * listed to its end; members given before stay good.
   */
  async *members(): AsyncGenerator<Member> {
    const { path, bytes, sizeBytes, mtimeMs } = this;
    const unwrapper = new Unwrapper(path, new UnpackMeter(sizeBytes, this.limits));
    const random = (): Promise<FileBytes> => Promise.resolve(bytes);
    const open = (): AsyncIterable<Uint8Array> => bytes.pieces(0, sizeBytes);
    const whole = { name: '', sizeBytes, mtimeMs, open, random };
    let members = 0;
    for await (const member of unwrapper.members(whole, { packings: 0, zips: 0 })) {
      members++;
      yield member;
    }
    if (members === 0) throw empty(path, 'holds no files');
  }

  /** The file's own bytes, packed as they are; not counted in `readBytes`. */
  raw(): AsyncIterable<Uint8Array> {
    return this.uncounted.pieces(0, this.sizeBytes);
  }

  /**
   * What happened to the file since it was opened, in words; undefined when nothing did. A log that
   * is still written grows: what was added is not read.
   */
  async changed(): Promise<string | undefined> {
    const { size, mtimeMs } = await this.handle.stat();
    const added = size - this.sizeBytes;
    if (added > 0) {
      return `The file grew while it was read: ${added} bytes were added at its end and are not in the case.`;
    }
    if (added === 0 && mtimeMs === this.mtimeMs) return undefined;
    return 'The file was changed while it was read: what is in the case may be of two states of it.';
  }

  async close(): Promise<void> {
    await this.bytes.settle();
    await this.uncounted.settle();
    await this.handle.close();
  }
}

interface Opened {
  readonly path: string;
  readonly handle: FileHandle;
  readonly bytes: FileBytes;
  readonly mtimeMs: number;
}

/**
 * Opens a file for reading.
 * @throws WorkbenchError `no-such-file`, `no-permission`, `unreadable`, `empty-file`
 */
export async function openEvidence(path: string, limits = defaultLimits): Promise<OpenEvidence> {
  const opened = await openFile(path);
  try {
    if (opened.bytes.size === 0) throw empty(path, 'is empty');
    const beginning = new PullBytes(opened.bytes.pieces(0, PACKING_HEAD_BYTES));
    const packing = packingOf(await beginning.peek(PACKING_HEAD_BYTES));
    opened.bytes.readBytes = 0;
    if (packing !== 'plain') opened.bytes.stepBytes = PACKED_STEP_BYTES;
    return new OpenEvidence(opened, packing, limits);
  } catch (cause) {
    await opened.handle.close();
    throw cause;
  }
}

async function openFile(path: string): Promise<Opened> {
  try {
    // Asked first: opening a pipe would wait for somebody to write into it.
    const { size, mtimeMs } = await regularFile(path);
    const handle = await open(path, constants.O_RDONLY);
    return { path, handle, bytes: new FileBytes(handle, path, size), mtimeMs };
  } catch (cause) {
    if (cause instanceof WorkbenchError) throw cause;
    throw unreadable(path, cause);
  }
}

async function regularFile(path: string): Promise<{ size: number; mtimeMs: number }> {
  const stats = await stat(path);
  if (stats.isFile()) return stats;
  throw new WorkbenchError({
    code: 'unreadable',
    message: `${path} is not a file.`,
    hint: 'Give a file, or a folder of files.',
    place: path,
  });
}

function empty(path: string, how: string): WorkbenchError {
  return new WorkbenchError({
    code: 'empty-file',
    message: `${path} ${how}.`,
    hint: 'There is nothing to read in it. Was it collected completely?',
    place: path,
  });
}
