/** Table `segment_documents`, read side: the records as they were found, unpacked a block at a time. */
import { zstdDecompressSync } from 'node:zlib';
import { WorkbenchError } from '#contract/errors.ts';
import type { Sqlite } from './case-file.ts';

/** A block's limit on disk times what zstd can make of it must stay bounded: one record may have 16 MiB. */
const MAX_BLOCK_BYTES = 64 * 1024 * 1024;

/** Smallest that Node takes. */
const LEAST_CHUNK = 64;

/** Documents of consecutive rows of one segment. */
export interface DocumentBlock {
  /** Row of the segment that the first document belongs to. */
  readonly firstRow: number;
  readonly rows: number;
  /** Where each document begins in `bytes`, and the end of the last one: rows + 1 entries. */
  readonly starts: Uint32Array;
  readonly bytes: Uint8Array;
}

interface BlockRow {
  readonly firstRow: number;
  readonly rows: number;
  readonly lengths: Uint8Array;
  readonly data: Uint8Array;
}

export interface DocumentsReader {
  /** The block that holds a row of a segment. Throws `case-corrupt` when it cannot be unpacked. */
  block(segment: number, row: number): DocumentBlock;
}

/** Prepares the statements on an open case. */
export function readDocuments(db: Sqlite): DocumentsReader {
  const block = db.prepare<[number, number], BlockRow>(
    `SELECT first_row AS firstRow, rows, lengths, data FROM segment_documents
     WHERE segment = ? AND first_row <= ? ORDER BY first_row DESC LIMIT 1`,
  );
  return {
    block: (segment, row) => {
      const found = block.get(segment, row);
      if (found === undefined || row >= found.firstRow + found.rows) throw corrupt(segment, row);
      return unpacked(found, segment, row);
    },
  };
}

function unpacked(
  { firstRow, rows, lengths, data }: BlockRow,
  segment: number,
  row: number,
): DocumentBlock {
  const starts = new Uint32Array(rows + 1);
  if (lengths.byteLength < rows * 4) throw corrupt(segment, row);
  const view = new DataView(lengths.buffer, lengths.byteOffset, lengths.byteLength);
  let end = 0;
  for (let i = 0; i < rows; i++) {
    end += view.getUint32(i * 4, true);
    starts[i + 1] = end;
  }
  try {
    // Room for all of it at once: pieces would be put together in a second copy.
    const chunkSize = Math.min(Math.max(end, LEAST_CHUNK), MAX_BLOCK_BYTES);
    const bytes = zstdDecompressSync(data, { chunkSize, maxOutputLength: MAX_BLOCK_BYTES });
    if (bytes.length !== end) throw corrupt(segment, row);
    return { firstRow, rows, starts, bytes };
  } catch (cause) {
    throw corrupt(segment, row, cause);
  }
}

function corrupt(segment: number, row: number, cause?: unknown): WorkbenchError {
  return new WorkbenchError(
    {
      code: 'case-corrupt',
      message: 'The kept records of this case cannot be read in one place.',
      hint: 'Run "loupe verify" on the case; a copy or the evidence itself may be whole.',
      place: `segment ${segment}, row ${row}`,
    },
    { cause },
  );
}
