/** The events of one evidence as the case keeps them, row by row, with their texts and records. */
import { eventColumns } from '#contract/event-columns.ts';
import type { Sqlite } from '#workers/case-file/case-file.ts';
import { unpackNumbers } from '#workers/case-file/packing.ts';
import { placeColumns } from '#workers/case-file/place-columns.ts';
import { readDocuments } from '#workers/case-file/read-documents.ts';
import { readSegments, type SegmentRow } from '#workers/case-file/read-segments.ts';
import { readTexts } from '#workers/case-file/read-texts.ts';

/** Everything an event has. */
export interface WholeEvent {
  /** Offset, length, record id, line, ordinal, time, nanoseconds, digits. */
  readonly numbers: readonly number[];
  /** By column number; undefined: has no value. */
  readonly values: readonly (string | number | undefined)[];
  readonly document: Uint8Array;
}

const NUMBERS = [
  placeColumns.offset,
  placeColumns.length,
  placeColumns.recordId,
  placeColumns.line,
  placeColumns.ordinal,
  '@timestamp',
  placeColumns.timeNanos,
  placeColumns.timeDigits,
] as const;

/** Number of kept texts that are remembered. */
const REMEMBERED = 200_000;

/** Names of {@link WholeEvent.numbers}. */
export const numberNames: readonly string[] = NUMBERS;

/** All events of an evidence in their order. Throws `case-corrupt` where records cannot be unpacked. */
export function* keptEvents(db: Sqlite, evidence: number): Generator<WholeEvent> {
  const segments = readSegments(db);
  const texts = cachedTexts(db);
  const documents = readDocuments(db);
  for (const segment of segments.list().filter((each) => each.evidence === evidence)) {
    const column = (name: string): Float64Array | undefined => {
      const data = segments.column(name, segment.id);
      if (data === undefined) return undefined;
      const values = new Float64Array(segment.rows);
      unpackNumbers(data, values, 0);
      return values;
    };
    const numbers = NUMBERS.map((name) => column(name) ?? new Float64Array(segment.rows).fill(NaN));
    const values = eventColumns.map(({ name }) => column(name));
    const records = recordsOf(documents, segment);
    for (let row = 0; row < segment.rows; row++) {
      yield {
        numbers: numbers.map((list) => list[row]!),
        values: values.map((list, number) => valueOf(list?.[row], number, texts)),
        document: records.next().value ?? new Uint8Array(0),
      };
    }
  }
}

function valueOf(
  value: number | undefined,
  number: number,
  texts: (id: number) => string,
): string | number | undefined {
  if (value === undefined) return undefined;
  if (eventColumns[number]!.kind === 'int') return value < 0 ? undefined : value;
  return value === 0 ? undefined : texts(value);
}

function* recordsOf(
  documents: ReturnType<typeof readDocuments>,
  { id, rows }: SegmentRow,
): Generator<Uint8Array, undefined> {
  for (let row = 0; row < rows;) {
    const block = documents.block(id, row);
    for (let at = row - block.firstRow; at < block.rows; at++, row++) {
      yield block.bytes.subarray(block.starts[at], block.starts[at + 1]);
    }
  }
  return undefined;
}

function cachedTexts(db: Sqlite): (id: number) => string {
  const reader = readTexts(db);
  const known = new Map<number, string>();
  return (id) => {
    let text = known.get(id);
    if (text === undefined) {
      text = reader.value(id);
      if (known.size >= REMEMBERED) known.clear();
      known.set(id, text);
    }
    return text;
  };
}
