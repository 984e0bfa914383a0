/** What a file is packed with, by its first bytes. */
import { isTarHeader } from './tar.ts';

export type Packing = 'plain' | 'gzip' | 'zstd' | 'zip' | 'tar';

/** First bytes that {@link packingOf} wants to see. */
export const PACKING_HEAD_BYTES = 512;

const ZIP_NAME_AT = 30;
/**
 * Zips that are documents or programs begin with one of these. Their parts are not evidence, so they
 * are left as the single file that their users know.
 */
const DOCUMENT_BEGINNINGS = [
  '[Content_Types].xml',
  '_rels/',
  'mimetype',
  'META-INF/',
  'AndroidManifest.xml',
  'word/',
  'xl/',
  'ppt/',
];

const LONGEST_BEGINNING = 32;

const GZIP = [0x1f, 0x8b, 8];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];
/** Frames to be skipped, with which parallel and seekable zstd writers begin: 0x50 … 0x5f first. */
const ZSTD_SKIPPABLE = [0x2a, 0x4d, 0x18];

/** @param head the first bytes; fewer when the content is shorter */
export function packingOf(head: Uint8Array): Packing {
  if (startsWith(head, GZIP)) return 'gzip';
  if (startsWith(head, ZSTD)) return 'zstd';
  if (head.length > 0 && head[0]! >> 4 === 5 && startsWith(head.subarray(1), ZSTD_SKIPPABLE)) {
    return 'zstd';
  }
  if (isTarHeader(head)) return 'tar';
  return isZip(head) ? 'zip' : 'plain';
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => head[i] === byte);
}

function isZip(head: Uint8Array): boolean {
  const bytes = Buffer.from(head);
  const signature = bytes.toString('latin1', 0, 4);
  if (signature === 'PK\x05\x06') return true;
  if (signature !== 'PK\x03\x04') return false;
  const name = bytes.toString('latin1', ZIP_NAME_AT, ZIP_NAME_AT + LONGEST_BEGINNING);
  return !DOCUMENT_BEGINNINGS.some((beginning) => name.startsWith(beginning));
}
