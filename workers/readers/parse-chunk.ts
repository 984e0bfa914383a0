/** Giving a chunk to its reader, with what holds for every reader: a record beyond the limit is rejected unread. */
import type { BatchBuilder } from '#workers/batch/builder.ts';
import type { Chunk, Prepared, Reader } from './reader.ts';

/** Characters of an oversize record that are kept with its reject. */
const SAMPLE_BYTES = 65_536;

/** Adds the chunk's records to the batch. */
export function parseChunk(
  reader: Pick<Reader, 'parse'>,
  chunk: Chunk,
  prepared: Prepared,
  batch: BatchBuilder,
): void {
  const { oversizeBytes: length, offset, firstLine: line } = chunk;
  if (length === undefined) {
    reader.parse(chunk, prepared, batch);
    return;
  }
  const raw = new TextDecoder().decode(chunk.bytes.subarray(0, SAMPLE_BYTES));
  const message = `The record has ${length} bytes; 16 MiB is the limit.`;
  batch.reject({ offset, length, recordId: -1, line }, 'record-too-long', message, raw);
}
