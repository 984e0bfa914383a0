/** Checks of what a case keeps of its events: columns, kept records, text index, segment by segment. */
import { zstdDecompressSync } from 'node:zlib';
import { eventColumns } from '#contract/event-columns.ts';
import { scanPage, compareBytes } from '#workers/batch/terms.ts';
import { unpackNumbers } from '#workers/case-file/packing.ts';
import { placeColumns } from '#workers/case-file/place-columns.ts';
import type { SegmentRow, SegmentsReader } from '#workers/case-file/read-segments.ts';
import type { VerifyReader } from '#workers/case-file/read-verify.ts';
import { Faults, counted, progress, type VerifyStep } from './step.ts';

const TIME = '@timestamp';
const textColumns = new Set<string>(
  eventColumns.filter(({ kind }) => kind === 'text').map(({ name }) => name),
);
/** Columns that every segment has. */
const always = [TIME, ...Object.values(placeColumns)];

interface SegmentFaults {
  readonly columns: Faults;
  readonly documents: Faults;
  readonly terms: Faults;
}

/** Goes through all segments; three checks. */
export function* segmentChecks(
  reader: VerifyReader,
  segments: SegmentsReader,
): Generator<VerifyStep> {
  const list = segments.list();
  const names = [...new Set([...always, ...reader.columnNames()])];
  const faults = { columns: new Faults(), documents: new Faults(), terms: new Faults() };
  const lastText = reader.lastText();
  const seen = new Map<number, number>();
  let nextEvent = 1;
  let rows = 0;
  for (const [at, segment] of list.entries()) {
    yield progress('Checking events', at / list.length);
    if (segment.firstEvent < nextEvent) {
      faults.columns.add(`Segment ${segment.id} begins with an event that is in another already.`);
    }
    nextEvent = segment.firstEvent + segment.rows;
    rows += segment.rows;
    const columns = names.map((name) => [name, segments.column(name, segment.id)] as const);
    columnsOf(columns, segment, { faults: faults.columns, lastText, seen });
    documentsOf(reader, segment, faults.documents);
    termsOf(reader, segment, faults.terms);
  }
  const orphans = reader.orphans();
  if (orphans > 0) faults.columns.add(`${orphans} pieces belong to no segment.`);
  yield* results(faults, list.length, rows);
}

function* results(
  { columns, documents, terms }: SegmentFaults,
  segments: number,
  rows: number,
): Generator<VerifyStep> {
  const what = `${counted(segments, 'segment')} with ${counted(rows, 'event')}`;
  yield columns.check(
    'columns',
    `${what}: every column is whole and points to texts that are there.`,
  );
  yield documents.check(
    'records',
    `${what}: every kept record can be unpacked and has its length.`,
  );
  yield terms.check(
    'text index',
    `${what}: every page is in order and names events of its segment.`,
  );
}

function columnsOf(
  columns: readonly (readonly [name: string, data: Uint8Array | undefined])[],
  segment: SegmentRow,
  { faults, lastText, seen }: { faults: Faults; lastText: number; seen: Map<number, number> },
): void {
  const place = `Segment ${segment.id}`;
  for (const [name, data] of columns) {
    if (data === undefined) {
      if (always.includes(name)) faults.add(`${place}: ${name} is missing.`);
      continue;
    }
    const values = unpacked(data, segment.rows);
    if (values === undefined) {
      faults.add(`${place}: ${name} does not have ${segment.rows} values.`);
    } else if (textColumns.has(name) && values.some((id) => !(id >= 0 && id <= lastText))) {
      faults.add(`${place}: ${name} points to a text that is not there.`);
    } else if (name === TIME) spanOf(values, segment, faults);
    else if (name === placeColumns.ordinal) ordinalsOf(values, segment, faults, seen);
  }
}

/** Undefined when it is no column of so many rows. */
function unpacked(data: Uint8Array, rows: number): Float64Array | undefined {
  try {
    const values = new Float64Array(rows);
    return unpackNumbers(data, values, 0) === rows ? values : undefined;
  } catch {
    // Whatever it is, it is no column.
    return undefined;
  }
}

function spanOf(values: Float64Array, segment: SegmentRow, faults: Faults): void {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const { minTimeUs, maxTimeUs } = segment;
  const holds = (minTimeUs ?? Infinity) === least && (maxTimeUs ?? -Infinity) === most;
  if (!holds) faults.add(`Segment ${segment.id}: its times are not within the span that it says.`);
}

/** Every record of an evidence has a number of its own, in order. */
function ordinalsOf(
  values: Float64Array,
  { id, evidence }: SegmentRow,
  faults: Faults,
  seen: Map<number, number>,
): void {
  let before = seen.get(evidence) ?? -1;
  for (const value of values) {
    if (!(value > before)) {
      faults.add(`Segment ${id}: records of evidence ${evidence} are out of order or doubled.`);
      break;
    }
    before = value;
  }
  seen.set(evidence, values.at(-1) ?? before);
}

/** A block holds at most one record beyond its size. */
const MAX_BLOCK_BYTES = 64 * 1024 * 1024;

function documentsOf(reader: VerifyReader, segment: SegmentRow, faults: Faults): void {
  let next = 0;
  for (const { firstRow, rows, lengths, data } of reader.blocksOf(segment.id)) {
    const place = `Segment ${segment.id}, row ${firstRow}`;
    if (firstRow !== next || lengths.byteLength !== rows * 4) {
      faults.add(`${place}: a block does not follow the one before it.`);
    }
    next = firstRow + rows;
    try {
      const bytes = zstdDecompressSync(data, { maxOutputLength: MAX_BLOCK_BYTES });
      if (bytes.length !== sumOf(lengths)) faults.add(`${place}: records have other lengths.`);
    } catch {
      // Told with its place; why unpacking fails says nothing more.
      faults.add(`${place}: records cannot be unpacked.`);
    }
  }
  if (next !== segment.rows) faults.add(`Segment ${segment.id}: records are missing.`);
}

/** Sum of the lengths in a packed list of them. */
function sumOf(lengths: Uint8Array): number {
  const view = new DataView(lengths.buffer, lengths.byteOffset, lengths.byteLength);
  let sum = 0;
  for (let at = 0; at + 4 <= lengths.byteLength; at += 4) sum += view.getUint32(at, true);
  return sum;
}

function termsOf(reader: VerifyReader, segment: SegmentRow, faults: Faults): void {
  for (const { firstTerm, data } of reader.pagesOf(segment.id)) {
    const state: { before: Uint8Array | undefined; holds: boolean } = {
      before: undefined,
      holds: true,
    };
    scanPage(
      data,
      segment.rows,
      (term) => {
        const first = state.before === undefined;
        if (first ? compareBytes(term, firstTerm) !== 0 : compareBytes(state.before!, term) >= 0) {
          state.holds = false;
        }
        state.before = Uint8Array.from(term);
        return state.holds ? 0 : 1;
      },
      (row) => {
        if (row >= segment.rows) state.holds = false;
      },
    );
    if (!state.holds) faults.add(`Segment ${segment.id}: a page of its text index is damaged.`);
  }
}
