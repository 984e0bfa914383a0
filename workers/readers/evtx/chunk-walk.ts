/**
 * Finds the records of one 64 KiB chunk. A record is believed when its signature and its size at
 * both ends agree; where one is not, the next that is believed is searched for, so that a damaged
 * record costs nothing but itself.
 *
 * Chunk header: "ElfChnk\0"; u64 first and last record number; at 24 u64 first and last record id;
 * at 40 u32 header size (128), at 48 u32 place of free space, at 52 CRC-32 of the records, at 124
 * CRC-32 of the header without itself and the four bytes before it.
 * Record: 2A 2A 00 00, u32 size, u64 id, u64 FILETIME, binary XML, u32 size.
 */
import { crc32 } from 'node:zlib';
import { CHUNK_BYTES, CHUNK_HEADER_BYTES, LEAST_RECORD_BYTES } from './limits.ts';
import { u32, u64 } from './little-endian.ts';

export const CHUNK_SIGNATURE = Buffer.from('ElfChnk\0', 'latin1');
const RECORD_SIGNATURE = Buffer.from([0x2a, 0x2a, 0, 0]);
/** More cannot lie in a chunk. */
const MOST_RECORDS = CHUNK_BYTES / LEAST_RECORD_BYTES;

/** What the header of a chunk says and whether it may be believed. */
export interface ChunkHeader {
  readonly signatureHolds: boolean;
  readonly headerHolds: boolean;
  readonly recordsHold: boolean;
  readonly firstId: number;
  readonly lastId: number;
  /** End of the records; the chunk's end when the header does not say. */
  readonly liveEnd: number;
}

export interface WalkVisitor {
  /** @param afterDamage found by searching, not by walking */
  record(at: number, size: number, afterDamage: boolean): void;
  /** Bytes that begin as a record and are none. */
  torn(from: number, to: number): void;
  /** Bytes that are neither records nor empty. */
  unreadable(from: number, to: number): void;
}

/** Reads and checks a header; a chunk may be cut short. */
export function readChunkHeader(chunk: Buffer): ChunkHeader {
  const whole = chunk.length >= CHUNK_HEADER_BYTES;
  const signatureHolds = startsWith(chunk, 0, CHUNK_SIGNATURE);
  // Taken with the signature as it should be: a header that lost no more than that still holds.
  const start = crc32(chunk.subarray(CHUNK_SIGNATURE.length, 120), crc32(CHUNK_SIGNATURE));
  const headerHolds =
    whole && crc32(chunk.subarray(128, CHUNK_HEADER_BYTES), start) === u32(chunk, 124);
  const free = whole ? u32(chunk, 48) : 0;
  const freeHolds = headerHolds && free >= CHUNK_HEADER_BYTES && free <= CHUNK_BYTES;
  const liveEnd = Math.min(freeHolds ? free : CHUNK_BYTES, chunk.length);
  return {
    signatureHolds,
    headerHolds,
    recordsHold:
      freeHolds &&
      free <= chunk.length &&
      crc32(chunk.subarray(CHUNK_HEADER_BYTES, free)) === u32(chunk, 52),
    firstId: whole ? u64(chunk, 24) : NaN,
    lastId: whole ? u64(chunk, 32) : NaN,
    liveEnd,
  };
}

/** Records that the header counts; NaN when it does not say: a chunk without records has ids of -1. */
export function countedRecords({ headerHolds, firstId, lastId }: ChunkHeader): number {
  const count = lastId - firstId + 1;
  const holds = headerHolds && Number.isSafeInteger(lastId) && count >= 0 && count <= MOST_RECORDS;
  return holds ? count : NaN;
}

/** Visits everything between the header and the end of the records. */
export function walkChunk(chunk: Buffer, header: ChunkHeader, visitor: WalkVisitor): void {
  const { liveEnd } = header;
  let at = CHUNK_HEADER_BYTES;
  let afterDamage = false;
  let lastId = NaN;
  for (;;) {
    const size = recordSize(chunk, at);
    // A log that was not closed may have grown beyond what its header knows.
    if (size > 0 && (at < liveEnd || u64(chunk, at + 8) === lastId + 1)) {
      visitor.record(at, size, afterDamage);
      lastId = u64(chunk, at + 8);
      at += size;
      continue;
    }
    if (at >= liveEnd) return;
    const next = nextRecord(chunk, at + 1, liveEnd);
    const end = next < 0 ? liveEnd : next;
    if (startsWith(chunk, at, RECORD_SIGNATURE)) visitor.torn(at, end);
    else if (!isEmpty(chunk, at, end)) visitor.unreadable(at, end);
    if (next < 0) return;
    afterDamage = true;
    at = next;
  }
}

/** Records anywhere in bytes that are no proper chunk. */
export function carveRecords(
  chunk: Buffer,
  from: number,
  visit: (at: number, size: number) => void,
): void {
  let at = nextRecord(chunk, from, chunk.length);
  while (at >= 0) {
    const size = recordSize(chunk, at);
    visit(at, size);
    at = nextRecord(chunk, at + size, chunk.length);
  }
}

/** Size of the record at a place, 0 when there is none to believe. */
export function recordSize(chunk: Buffer, at: number): number {
  if (at + LEAST_RECORD_BYTES > chunk.length || !startsWith(chunk, at, RECORD_SIGNATURE)) return 0;
  const size = u32(chunk, at + 4);
  if (size < LEAST_RECORD_BYTES || at + size > chunk.length) return 0;
  return u32(chunk, at + size - 4) === size ? size : 0;
}

/** True when nothing but zeros lies there. */
function isEmpty(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (bytes[i] !== 0) return false;
  }
  return true;
}

/**
 * Records that lie within another one, behind its end: tools that remove events make the record
 * before swallow them, and leave them there.
 */
export function hiddenRecords(
  chunk: Buffer,
  from: number,
  to: number,
): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  let at = chunk.indexOf(RECORD_SIGNATURE, from);
  while (at >= 0 && at + LEAST_RECORD_BYTES <= to) {
    const size = u32(chunk, at + 4);
    const holds = size >= LEAST_RECORD_BYTES && at + size <= to;
    if (holds) found.push([at, size]);
    at = chunk.indexOf(RECORD_SIGNATURE, at + (holds ? size : 1));
  }
  return found;
}

function nextRecord(chunk: Buffer, from: number, end: number): number {
  let at = chunk.indexOf(RECORD_SIGNATURE, from);
  while (at >= 0 && at < end) {
    if (recordSize(chunk, at) > 0) return at;
    at = chunk.indexOf(RECORD_SIGNATURE, at + 1);
  }
  return -1;
}

function startsWith(bytes: Uint8Array, at: number, signature: Uint8Array): boolean {
  for (let i = 0; i < signature.length; i++) {
    if (bytes[at + i] !== signature[i]) return false;
  }
  return true;
}
