/** An event log in memory through the reader's own door: prepare, cut, parse. */
import type { BatchProblem, BatchReject } from '#workers/batch/batch.ts';
import { BatchBuilder } from '#workers/batch/builder.ts';
import { holesOf } from '#workers/batch/number-spans.ts';
import { evtxReader } from '#workers/readers/evtx/reader.ts';
import { makeEvtxCutter } from '#workers/readers/framing/evtx.ts';
import type { Head } from '#workers/readers/reader.ts';
import { eventsOf } from './events-of.ts';
import type { PlainEvent } from './events-of.ts';

export interface EvtxContent {
  readonly events: readonly PlainEvent[];
  /** The documents, parsed. */
  readonly documents: readonly Document[];
  readonly rejects: readonly BatchReject[];
  /** Counts by code, those of the file header too. */
  readonly problems: Readonly<Record<string, number>>;
  /** Record numbers that are missing, as [first, last]. */
  readonly holes: readonly (readonly [number, number])[];
}

type Section = Readonly<Record<string, unknown>>;

/** Our rendering of an event. */
export interface Document {
  readonly System: Section;
  readonly EventData?: Section;
  readonly UserData?: Section;
}

export function headOf(bytes: Uint8Array, name = 'unknown'): Head {
  const whole = bytes.length <= 262_144;
  return { bytes: bytes.subarray(0, 262_144), whole, text: undefined, name, mtimeMs: NaN };
}

/** @param pieceBytes size of the pieces in which the bytes come, @param targetBytes size of chunks */
export function readEvtx(
  bytes: Uint8Array,
  { pieceBytes = 100_000, targetBytes = 1 << 20, recover = false } = {},
): EvtxContent {
  const prepared = evtxReader.prepare(headOf(bytes), {
    timeZone: undefined,
    mapping: undefined,
    recover,
  });
  const cutter = makeEvtxCutter(prepared, targetBytes);
  const chunks = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    chunks.push(...cutter.push(bytes.subarray(at, at + pieceBytes)));
  }
  chunks.push(...cutter.end());
  const batches = chunks.map((chunk) => {
    const builder = new BatchBuilder(evtxReader.documents);
    evtxReader.parse(chunk, prepared, builder);
    return builder.finish();
  });
  const events = eventsOf(batches);
  const problems: Record<string, number> = {};
  const all: readonly Pick<BatchProblem, 'code'>[] = prepared.problems;
  for (const { code } of all) problems[code] = (problems[code] ?? 0) + 1;
  for (const { code, count } of batches.flatMap((batch) => batch.problems)) {
    problems[code] = (problems[code] ?? 0) + count;
  }
  return {
    events,
    documents: events.map(({ document }) => JSON.parse(document) as Document),
    rejects: batches.flatMap((batch) => batch.rejects),
    problems,
    holes: holesOf(batches.flatMap(({ numbers }) => numbers)).map(({ from, to }) => [from, to]),
  };
}
