/** A batch without events: how a chunk that could not be read at all is still accounted for. */
import { eventColumns } from '#contract/event-columns.ts';
import type { BatchReject, EventBatch } from './batch.ts';

/** A batch whose only content is one rejected record. */
export function emptyBatch(reject: BatchReject): EventBatch {
  return {
    rows: 0,
    timeUs: new Float64Array(0),
    timeNanos: new Uint16Array(0),
    timeDigits: new Uint8Array(0),
    offsets: new Float64Array(0),
    lengths: new Float64Array(0),
    recordIds: new Float64Array(0),
    lines: new Float64Array(0),
    ordinals: new Uint32Array(0),
    columns: eventColumns.map(() => undefined),
    texts: [],
    textHashes: new Float64Array(0),
    documentLengths: new Uint32Array(0),
    documents: [],
    terms: [],
    rejects: [reject],
    problems: [],
    numbers: [],
  };
}
