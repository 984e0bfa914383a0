/**
 * gzip after RFC 1952, members one after the other as `cat a.gz b.gz` makes them. Header and trailer
 * are read here and only the body is left to zlib, so that a wrong checksum costs nothing of what
 * was unpacked and what follows the last member can be told.
 */
import { crc32, createInflateRaw } from 'node:zlib';
import { OUTPUT_BYTES, damaged, inflate } from './inflate.ts';
import type { PullBytes } from './pull-bytes.ts';

const HAS_CRC = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;
/** Names in headers are short; a longer one is no gzip. */
const MAX_TEXT_BYTES = 65_536;

/** Unpacks all members. Throws `damaged` after the last good bytes. */
export async function* gunzip(input: PullBytes, place: string): AsyncGenerator<Uint8Array> {
  await passHeader(input, place);
  do {
    const engine = createInflateRaw({ chunkSize: OUTPUT_BYTES });
    const body = inflate(engine, input, place);
    let crc = 0;
    let size = 0;
    for (;;) {
      const next = await body.next();
      if (next.done === true) {
        if (next.value === 'cut') throw cut(input, place);
        break;
      }
      crc = crc32(next.value, crc);
      size += next.value.length;
      yield next.value;
    }
    const trailer = await input.exactly(8);
    if (trailer === undefined) throw cut(input, place);
    if (trailer.readUInt32LE(0) !== crc) throw damaged('the checksum is wrong', at(input, place));
    if (trailer.readUInt32LE(4) !== size % 4294967296) {
      throw damaged('the length is wrong', at(input, place));
    }
  } while (await anotherMember(input, place));
}

/** True when a member follows; zeros are padding, anything else is said. */
async function anotherMember(input: PullBytes, place: string): Promise<boolean> {
  let first = (await input.peek(1))[0];
  while (first === 0) {
    input.advance(1);
    first = (await input.peek(1))[0];
  }
  if (first === undefined) return false;
  await passHeader(input, place);
  return true;
}

async function passHeader(input: PullBytes, place: string): Promise<void> {
  const header = await input.exactly(10);
  if (header === undefined) throw cut(input, place);
  if (header.readUInt16LE(0) !== 0x8b1f || header[2] !== 8) {
    throw damaged('what follows is not gzip', at(input, place));
  }
  const flags = header[3]!;
  if ((flags & HAS_EXTRA) !== 0) {
    const length = await input.exactly(2);
    if (length === undefined || (await input.exactly(length.readUInt16LE(0))) === undefined) {
      throw cut(input, place);
    }
  }
  if ((flags & HAS_NAME) !== 0) await passText(input, place);
  if ((flags & HAS_COMMENT) !== 0) await passText(input, place);
  if ((flags & HAS_CRC) !== 0 && (await input.exactly(2)) === undefined) throw cut(input, place);
}

async function passText(input: PullBytes, place: string): Promise<void> {
  for (let length = 0; length < MAX_TEXT_BYTES; length++) {
    const byte = await input.exactly(1);
    if (byte === undefined) throw cut(input, place);
    if (byte[0] === 0) return;
  }
  throw damaged('its header is not gzip', at(input, place));
}

function at(input: PullBytes, place: string): string {
  return `${place}, packed byte ${input.position}`;
}

function cut(input: PullBytes, place: string): Error {
  return damaged('it ends too early', at(input, place));
}
