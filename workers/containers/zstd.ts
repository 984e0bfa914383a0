/**
 * zstd after RFC 8878. Node's engine stops after one frame and takes a cut frame for a whole one, so
 * the frames' own lengths are followed here: a few bytes looked at per block.
 */
import { createZstdDecompress } from 'node:zlib';
import { OUTPUT_BYTES, damaged, inflate } from './inflate.ts';
import type { Parts, PullBytes } from './pull-bytes.ts';

const FRAME_MAGIC = 0xfd2fb528;
/** Skippable frames have sixteen magics. */
const SKIPPABLE_MAGIC = 0x184d2a50;

/** Unpacks all frames, passing over skippable ones. Throws `damaged` after the last good bytes. */
export async function* unzstd(input: PullBytes, place: string): AsyncGenerator<Uint8Array> {
  for (;;) {
    const head = Buffer.from(await input.peek(4));
    if (head.length === 0) return;
    const magic = head.length < 4 ? 0 : head.readUInt32LE(0);
    if (magic === FRAME_MAGIC) yield* frame(input, place);
    else if ((magic & 0xfffffff0) === SKIPPABLE_MAGIC) await passSkippable(input, place);
    else throw damaged('what follows is not zstd', at(input, place));
  }
}

async function* frame(input: PullBytes, place: string): AsyncGenerator<Uint8Array> {
  const parts = new FrameParts(input);
  const engine = createZstdDecompress({ chunkSize: OUTPUT_BYTES });
  yield* inflate(engine, parts, place);
  if (parts.walker.broken) throw damaged('a block is of no known kind', at(input, place));
  if (!parts.walker.done) throw damaged('it ends too early', at(input, place));
}

async function passSkippable(input: PullBytes, place: string): Promise<void> {
  const head = await input.exactly(8);
  let left = head === undefined ? 1 : head.readUInt32LE(4);
  while (left > 0) {
    const part = await input.part();
    if (part === undefined) throw damaged('it ends too early', at(input, place));
    const taken = Math.min(left, part.length);
    input.advance(taken);
    left -= taken;
  }
}

/** The bytes of one frame and no more. */
class FrameParts implements Parts {
  readonly walker = new FrameWalker();
  private readonly input: PullBytes;

  constructor(input: PullBytes) {
    this.input = input;
  }

  async part(): Promise<Uint8Array | undefined> {
    if (this.walker.done || this.walker.broken) return undefined;
    const part = await this.input.part();
    return part?.subarray(0, this.walker.walk(part));
  }

  advance(count: number): void {
    this.input.advance(count);
  }
}

/** Follows a frame: header, blocks, checksum. */
class FrameWalker {
  done = false;
  broken = false;
  /** Header bytes gathered so far, and how many are wanted. */
  private readonly gathered: number[] = [];
  private wanted = 5;
  private stage: 'frame' | 'block' = 'frame';
  private lastBlock = false;
  private hasChecksum = false;
  /** Bytes to pass over before the next header. */
  private passing = 0;

  /** @returns how many of these bytes belong to the frame */
  walk(part: Uint8Array): number {
    let at = 0;
    while (at < part.length) {
      if (this.passing > 0) {
        const taken = Math.min(this.passing, part.length - at);
        this.passing -= taken;
        at += taken;
      } else {
        this.gathered.push(part[at++]!);
        if (this.gathered.length === this.wanted) this.header();
      }
      if (this.passing === 0 && this.lastBlock) this.done = true;
      if (this.done || this.broken) break;
    }
    return at;
  }

  private header(): void {
    if (this.stage === 'frame') this.frameHeader(this.gathered[4]!);
    else this.blockHeader(this.gathered[0]! | (this.gathered[1]! << 8) | (this.gathered[2]! << 16));
    this.gathered.length = 0;
    this.wanted = 3;
    this.stage = 'block';
  }

  private frameHeader(descriptor: number): void {
    const singleSegment = (descriptor & 32) !== 0;
    const sizeFlag = descriptor >> 6;
    const sizeBytes = sizeFlag === 0 ? (singleSegment ? 1 : 0) : 1 << sizeFlag;
    const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
    this.hasChecksum = (descriptor & 4) !== 0;
    this.passing = (singleSegment ? 0 : 1) + dictionaryBytes + sizeBytes;
  }

  private blockHeader(header: number): void {
    const kind = (header >> 1) & 3;
    const size = header >> 3;
    this.broken = kind === 3;
    this.lastBlock = (header & 1) === 1;
    this.passing = (kind === 1 ? 1 : size) + (this.lastBlock && this.hasChecksum ? 4 : 0);
  }
}

function at(input: PullBytes, place: string): string {
  return `${place}, packed byte ${input.position}`;
}
