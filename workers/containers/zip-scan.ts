/**
 * Members of a zip whose directory is gone, found by their own headers from the beginning on. Only
 * what is certain is taken: a member whose length stands nowhere is ended by the descriptor behind
 * it that names just that length, or by the end of the file.
 * Layout after PKWARE APPNOTE 6.3, sections 4.3.7 and 4.3.9.
 */
import yauzl from 'yauzl';
import type { RandomBytes } from './random-bytes.ts';
import type { PackedMember } from './zip-member.ts';

const LOCAL_HEADER = 0x04034b50;
const HEADER_BYTES = 30;
const DESCRIPTOR = Buffer.from('PK\x07\x08', 'latin1');
/** Signature, checksum, two lengths of four or eight bytes. */
const DESCRIPTOR_BYTES = 24;
const UNKNOWN_32 = 0xffffffff;

interface Lengths {
  readonly packedBytes: number;
  readonly sizeBytes: number | undefined;
  readonly crc: number | undefined;
  /** Bytes of the descriptor behind the member. */
  readonly after: number;
}

/** Members one after the other until something else comes. */
export async function* scanForMembers(
  source: RandomBytes,
  place: string,
): AsyncGenerator<PackedMember> {
  let at = 0;
  for (;;) {
    const header = await bytesAt(source, at, HEADER_BYTES);
    if (header.length < HEADER_BYTES || header.readUInt32LE(0) !== LOCAL_HEADER) return;
    const nameBytes = header.readUInt16LE(26);
    const extraBytes = header.readUInt16LE(28);
    const labels = await bytesAt(source, at + HEADER_BYTES, nameBytes + extraBytes);
    const start = at + HEADER_BYTES + nameBytes + extraBytes;
    const lengths = await lengthsOf(source, header, labels.subarray(nameBytes), start);
    const flags = header.readUInt16LE(6);
    yield {
      name: nameOf(flags, labels.subarray(0, nameBytes), place),
      mtimeMs: NaN,
      method: header.readUInt16LE(8),
      encrypted: (flags & 1) !== 0,
      link: false,
      packedBytes: lengths.packedBytes,
      sizeBytes: lengths.sizeBytes,
      crc: lengths.crc,
      start: () => Promise.resolve(start),
    };
    at = start + lengths.packedBytes + lengths.after;
  }
}

async function lengthsOf(
  source: RandomBytes,
  header: Buffer,
  extra: Buffer,
  start: number,
): Promise<Lengths> {
  const inDescriptor = (header.readUInt16LE(6) & 8) !== 0;
  const packed = header.readUInt32LE(18);
  const size = header.readUInt32LE(22);
  if (inDescriptor && packed === 0) return lengthsByDescriptor(source, start);
  const crc = inDescriptor ? undefined : header.readUInt32LE(14);
  const wide = packed === UNKNOWN_32 || size === UNKNOWN_32 ? wideLengths(extra) : undefined;
  return { crc, packedBytes: packed, sizeBytes: size, after: 0, ...wide };
}

/** Zip64: original size, then packed size, as 64-bit numbers. */
function wideLengths(extra: Buffer): Pick<Lengths, 'packedBytes' | 'sizeBytes'> | undefined {
  for (let at = 0; at + 20 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    return {
      sizeBytes: Number(extra.readBigUInt64LE(at + 4)),
      packedBytes: Number(extra.readBigUInt64LE(at + 12)),
    };
  }
  return undefined;
}

async function lengthsByDescriptor(source: RandomBytes, start: number): Promise<Lengths> {
  let pieceAt = start;
  let tail: Uint8Array = new Uint8Array(0);
  for await (const piece of source.pieces(start, source.size)) {
    const bytes = Buffer.concat([tail, piece]);
    let found = bytes.indexOf(DESCRIPTOR);
    while (found >= 0) {
      const packedBytes = pieceAt - tail.length + found - start;
      const descriptor = await bytesAt(source, start + packedBytes, DESCRIPTOR_BYTES);
      const lengths = readDescriptor(descriptor, packedBytes);
      if (lengths !== undefined) return lengths;
      found = bytes.indexOf(DESCRIPTOR, found + 1);
    }
    pieceAt += piece.length;
    tail = bytes.subarray(Math.max(0, bytes.length - DESCRIPTOR.length + 1));
  }
  return { packedBytes: source.size - start, sizeBytes: undefined, crc: undefined, after: 0 };
}

/** A descriptor that names just this length; anything else is chance. */
function readDescriptor(bytes: Buffer, packedBytes: number): Lengths | undefined {
  if (bytes.length < 16) return undefined;
  const crc = bytes.readUInt32LE(4);
  if (bytes.readUInt32LE(8) === packedBytes) {
    return { packedBytes, sizeBytes: bytes.readUInt32LE(12), crc, after: 16 };
  }
  if (bytes.length < 24 || Number(bytes.readBigUInt64LE(8)) !== packedBytes) return undefined;
  return { packedBytes, sizeBytes: Number(bytes.readBigUInt64LE(16)), crc, after: 24 };
}

function nameOf(flags: number, raw: Buffer, place: string): string {
  const name = yauzl.getFileNameLowLevel(flags, raw, [], false);
  return name === '' ? `unnamed member of ${place}` : name;
}

async function bytesAt(source: RandomBytes, at: number, length: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source.pieces(at, at + length)) pieces.push(piece);
  return Buffer.concat(pieces);
}
