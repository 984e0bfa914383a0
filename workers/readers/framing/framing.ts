/**
 * Cutting a stream of bytes into chunks at record borders, so that chunks can be parsed side by
 * side. A cutter sees every byte once, keeps at most one record and one chunk, and knows nothing of
 * what the records mean.
 */
import type { Chunk, Prepared } from '../reader.ts';

/** Records longer than this are rejected and counted, not held in memory. */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024;

export interface Cutter {
  /** Takes the next bytes (not kept: copied when needed) and gives the chunks they complete. */
  push(bytes: Uint8Array): Chunk[];
  /** The rest. */
  end(): Chunk[];
}

/**
 * @param prepared what the reader found; its skipBytes are left out
 * @param targetBytes about how large a chunk should be
 */
export type MakeCutter = (prepared: Prepared, targetBytes: number) => Cutter;
