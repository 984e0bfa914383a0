/**
 * A batch of events on its way from a parsing thread to the case: columns, a dictionary of the text
 * in them, compressed documents and a ready-made piece of the text index. Everything heavy is
 * buffers that change hands without copying.
 */

/** Where a record lies in its (unpacked) evidence. -1: has none. */
export interface RecordPlace {
  readonly offset: number;
  readonly length: number;
  readonly recordId: number;
  readonly line: number;
}

/** A record that could not become an event. */
export interface BatchReject extends RecordPlace {
  readonly reason: string;
  readonly message: string;
  readonly raw: string;
}

/** Trouble that is no single record's: counted per code and message. */
export interface BatchProblem {
  readonly code: string;
  readonly message: string;
  count: number;
  readonly firstLocator: string;
}

/** Compressed documents of consecutive rows. */
export interface DocumentBlock {
  readonly firstRow: number;
  readonly rows: number;
  /** zstd over the documents' UTF-8 bytes, one after the other. */
  readonly data: Uint8Array;
}

/** A page of the text index: sorted terms with their rows, see `terms.ts`. */
export interface TermPage {
  readonly firstTerm: Uint8Array;
  readonly data: Uint8Array;
}

/**
 * Record numbers that follow one another without a hole, where a format numbers its records. Holes
 * are looked for in the whole evidence: its pieces are parsed apart and may lie in any order.
 */
export interface NumberSpan {
  readonly from: number;
  readonly to: number;
  /** Of record `from` in the evidence. */
  readonly offset: number;
  /** False for left-overs: they fill holes and make none. */
  readonly sure: boolean;
}

export interface EventBatch {
  readonly rows: number;
  /** Microseconds since the epoch, NaN = the record has no time. */
  readonly timeUs: Float64Array;
  readonly timeNanos: Uint16Array;
  readonly timeDigits: Uint8Array;
  readonly offsets: Float64Array;
  readonly lengths: Float64Array;
  readonly recordIds: Float64Array;
  readonly lines: Float64Array;
  /** Position of the record in the batch, rejected ones counted too. */
  readonly ordinals: Uint32Array;
  /** By column number; undefined where no row has a value. Text: 1-based index into `texts`, 0 = missing. Int: the value, -1 = missing. */
  readonly columns: readonly (Int32Array | undefined)[];
  readonly texts: readonly string[];
  /** textHash53 of each text. */
  readonly textHashes: Float64Array;
  /** Bytes of each row's document. */
  readonly documentLengths: Uint32Array;
  readonly documents: readonly DocumentBlock[];
  readonly terms: readonly TermPage[];
  readonly rejects: readonly BatchReject[];
  readonly problems: readonly BatchProblem[];
  /** Of formats that number their records; empty for others. */
  readonly numbers: readonly NumberSpan[];
}

/** Buffers to hand over when a batch leaves its thread. */
export function batchTransfers(batch: EventBatch): ArrayBuffer[] {
  const views: (ArrayBufferView | undefined)[] = [
    batch.timeUs,
    batch.timeNanos,
    batch.timeDigits,
    batch.offsets,
    batch.lengths,
    batch.recordIds,
    batch.lines,
    batch.ordinals,
    batch.textHashes,
    batch.documentLengths,
    ...batch.columns,
    ...batch.documents.map(({ data }) => data),
    ...batch.terms.flatMap(({ firstTerm, data }) => [firstTerm, data]),
  ];
  const buffers = new Set<ArrayBuffer>();
  for (const view of views) {
    if (view !== undefined && view.buffer instanceof ArrayBuffer) buffers.add(view.buffer);
  }
  return [...buffers];
}
