/**
 * Sizes of the format and the bounds that keep crafted evidence from hanging or flooding us. Work
 * is counted in operations, not in milliseconds, so that the same bytes are given up at the same
 * place on every machine.
 */

export const FILE_HEADER_BYTES = 4096;
export const CHUNK_BYTES = 65_536;
export const CHUNK_HEADER_BYTES = 512;
/** Signature, size, record id, FILETIME. */
export const RECORD_HEADER_BYTES = 24;
/** Header and the copy of the size at the end. */
export const LEAST_RECORD_BYTES = RECORD_HEADER_BYTES + 4;

/** Elements inside elements, templates inside values, objects inside objects. */
export const MAX_DEPTH = 64;
/** Real records take some hundreds. */
const RECORD_OPERATIONS = 300_000;
/** Real chunks take some ten thousands; this is a few tenths of a second. */
const CHUNK_OPERATIONS = 3_000_000;
/** A record is at most 64 KiB; a template may repeat its values, but not without end. */
export const MAX_DOCUMENT_BYTES = 1024 * 1024;
/** All documents of a chunk; real ones come to about 100 KiB. */
const CHUNK_DOCUMENT_BYTES = 2 * 1024 * 1024;
/** Names are written by programmers; long ones only serve to be repeated. */
export const MAX_NAME_CHARACTERS = 1024;

export type DamageReason =
  | 'evtx-record-damaged'
  | 'evtx-template-damaged'
  | 'evtx-record-too-complex'
  | 'evtx-chunk-too-complex';

/** Why a record cannot be read. Caught per record and counted there; it never leaves this folder. */
export class Damage extends Error {
  override readonly name = 'Damage';
  readonly reason: DamageReason;

  constructor(reason: DamageReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Throws the usual kind of {@link Damage}. */
export function damaged(message: string): never {
  throw new Damage('evtx-record-damaged', message);
}

/** Operations left for the present record and its chunk. */
export class Budget {
  private record = RECORD_OPERATIONS;
  private chunk = CHUNK_OPERATIONS;
  private documentBytes = CHUNK_DOCUMENT_BYTES;

  startChunk(): void {
    this.chunk = CHUNK_OPERATIONS;
    this.documentBytes = CHUNK_DOCUMENT_BYTES;
    this.startRecord();
  }

  startRecord(): void {
    this.record = RECORD_OPERATIONS;
  }

  /** Counts a finished document; throws {@link Damage} when the chunk's become too long. */
  write(bytes: number): void {
    this.documentBytes -= bytes;
    if (this.documentBytes < 0) {
      this.chunk = -1;
      throw new Damage('evtx-chunk-too-complex', 'The documents of the chunk become too long.');
    }
  }

  /** Counts work; throws {@link Damage} when record or chunk have had their share. */
  spend(operations: number): void {
    this.record -= operations;
    this.chunk -= operations;
    if (this.chunk < 0) {
      throw new Damage('evtx-chunk-too-complex', 'The chunk would take too long to read.');
    }
    if (this.record < 0) {
      throw new Damage('evtx-record-too-complex', 'The record would take too long to read.');
    }
  }
}
