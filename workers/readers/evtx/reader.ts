/**
 * Windows event logs (EVTX), Vista and later. Our own parser: bounded in time, depth and size,
 * exact in every value, and going on behind whatever is damaged.
 */
import { crc32 } from 'node:zlib';
import type { Certainty, Head, Prepared, Reader } from '../reader.ts';
import { ChunkReader } from './chunk-reader.ts';
import { CHUNK_SIGNATURE } from './chunk-walk.ts';
import { documentFields } from './fields.ts';
import { FILE_HEADER_BYTES } from './limits.ts';
import { u32 } from './little-endian.ts';

/**
 * File header: "ElfFile\0", at 120 u32 flags (1 dirty, 2 full), at 124 CRC-32 of the first 120
 * bytes; 4096 bytes long. Its counts are not used: a log that was not closed has old ones.
 */
const FILE_SIGNATURE = Buffer.from('ElfFile\0', 'latin1');
const FLAGS_AT = 120;
const CHECKSUM_AT = 124;
const DIRTY = 1;
const SECTOR_BYTES = 512;

type HeadProblem = Prepared['problems'][number];

interface EvtxState {
  /** Stale records and slack are wanted too. */
  readonly recover: boolean;
}

const chunks = new ChunkReader();

export const evtxReader: Reader = {
  id: 'evtx',
  label: 'Windows event log (EVTX)',
  version: 2,
  cards: [
    {
      id: 'evtx',
      label: 'Windows event log (EVTX)',
      knownBy: '`ElfFile` at the beginning; without it, `ElfChnk` where chunks lie',
      times: 'TimeCreated of every record, UTC, 100 ns',
    },
  ],
  cardOf: () => 'evtx',
  documents: 'json',
  sniff,
  prepare: (head, { recover }) => ({
    framing: 'evtx',
    skipBytes: hasFileHeader(head.bytes) ? Math.min(FILE_HEADER_BYTES, head.bytes.length) : 0,
    skipLines: 0,
    zone: { kind: 'utc', zone: 'UTC' },
    state: { recover },
    problems: headProblems(head),
  }),
  parse: (chunk, { state }, batch) => {
    chunks.read(chunk.bytes, chunk.offset, batch, (state as EvtxState).recover);
  },
  fields: documentFields,
  times: (document) =>
    documentFields(document)
      .filter(({ name }) => /(?:time_created|TimeCreated)/.test(name))
      .map(({ name, value }) => ({ field: name, text: value })),
};

/** A log whose file header is gone still has its chunks. */
function sniff({ bytes }: Head): Certainty {
  if (hasFileHeader(bytes) || signatureAt(bytes, CHUNK_SIGNATURE, 0)) return 'certain';
  if (signatureAt(bytes, CHUNK_SIGNATURE, FILE_HEADER_BYTES)) return 'certain';
  return hasSectorWithChunk(bytes) ? 'likely' : 'no';
}

/** Carved out of a disk, chunks begin where sectors do. */
function hasSectorWithChunk(bytes: Uint8Array): boolean {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = all.indexOf(CHUNK_SIGNATURE);
  while (at >= 0 && at % SECTOR_BYTES !== 0) at = all.indexOf(CHUNK_SIGNATURE, at + 1);
  return at >= 0;
}

function headProblems({ bytes }: Head): HeadProblem[] {
  const locator = 'offset 0';
  if (!hasFileHeader(bytes)) {
    return [{ code: 'evtx-no-file-header', message: 'The file header is missing.', locator }];
  }
  if (bytes.length < FILE_HEADER_BYTES) {
    return [{ code: 'evtx-file-truncated', message: 'The file ends inside its header.', locator }];
  }
  const problems: HeadProblem[] = [];
  if (crc32(bytes.subarray(0, FLAGS_AT)) !== u32(bytes, CHECKSUM_AT)) {
    const message = 'The file header does not match its checksum.';
    problems.push({ code: 'evtx-file-header-checksum', message, locator });
  }
  if ((u32(bytes, FLAGS_AT) & DIRTY) !== 0) {
    const message = 'The log was not closed (dirty flag): its last records may be missing.';
    problems.push({ code: 'evtx-dirty', message, locator });
  }
  return problems;
}

function hasFileHeader(bytes: Uint8Array): boolean {
  return signatureAt(bytes, FILE_SIGNATURE, 0);
}

function signatureAt(bytes: Uint8Array, signature: Uint8Array, at: number): boolean {
  for (let i = 0; i < signature.length; i++) {
    if (bytes[at + i] !== signature[i]) return false;
  }
  return true;
}
