/**
 * Recovering what older records left behind in the unused space of chunks. Apart from the reader on
 * purpose: these records are no part of the log any more, may be years older than what stands
 * around them, and are never imported unasked.
 */
import type { BatchBuilder } from '#workers/batch/builder.ts';
import type { Chunk } from '../reader.ts';
import { ChunkReader } from './chunk-reader.ts';

/** Adds every whole record in the chunk's unused space; those whose template is gone are rejected. */
export function recoverSlack(chunk: Chunk, batch: BatchBuilder): void {
  new ChunkReader().readSlack(chunk.bytes, chunk.offset, batch);
}
