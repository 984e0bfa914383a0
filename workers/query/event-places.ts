/** Single events out of the packed columns: where a record lies, and all columns of one event. Pages and details ask for few events, so only the segments that hold them are read. */
import { eventColumns } from '#contract/event-columns.ts';
import { placeColumns } from '#workers/case-file/place-columns.ts';
import type { SegmentsReader } from '#workers/case-file/read-segments.ts';
import { ByteCache } from './columns/byte-cache.ts';
import { missingOf } from './columns/column-store.ts';
import type { Segment, SegmentTable } from './columns/segment-table.ts';
import { unpackColumn } from './columns/unpack.ts';
import { corruptCase } from './corrupt.ts';

/** Enough for the segments of one page. */
const CACHE_BYTES = 32 * 1024 * 1024;

/** Where an event's record lies. */
export interface EventPlace {
  readonly id: number;
  readonly evidence: number;
  readonly offset: number;
  readonly length: number;
  /** null when the record has none. */
  readonly recordId: number | null;
  readonly line: number | null;
  readonly timeUs: number | null;
  readonly timeNanos: number;
  readonly timeDigits: number;
}

/** Evidence, offset, record id and line of one event; -1 where it has none. */
export type PlaceTuple = readonly [
  id: number,
  evidence: number,
  offset: number,
  recordId: number,
  line: number,
];

export class EventPlaces {
  private readonly reader: SegmentsReader;
  private readonly table: SegmentTable;
  private readonly cache = new ByteCache<Float64Array>(CACHE_BYTES);

  constructor(reader: SegmentsReader, table: SegmentTable) {
    this.reader = reader;
    this.table = table;
  }

  /** Forgets everything: rows are no longer what they were. */
  clear(): void {
    this.cache.clear();
  }

  place(id: number): EventPlace | undefined {
    const segment = this.segmentOf(id);
    if (segment === undefined) return undefined;
    const at = id - segment.firstEvent;
    const value = (name: string): number => this.values(segment, name)[at]!;
    const timeUs = value('@timestamp');
    return {
      id,
      evidence: segment.evidence,
      offset: value(placeColumns.offset),
      length: value(placeColumns.length),
      recordId: orNull(value(placeColumns.recordId)),
      line: orNull(value(placeColumns.line)),
      timeUs: Number.isNaN(timeUs) ? null : timeUs,
      timeNanos: value(placeColumns.timeNanos),
      timeDigits: value(placeColumns.timeDigits),
    };
  }

  /** Values of the columns of one event in the order of `eventColumns`, null where missing. */
  columns(id: number): readonly (number | null)[] | undefined {
    const segment = this.segmentOf(id);
    if (segment === undefined) return undefined;
    const at = id - segment.firstEvent;
    return eventColumns.map(({ name }) => {
      const value = this.values(segment, name)[at]!;
      return value === missingOf(name) ? null : value;
    });
  }

  /** One column of one event: an id in `texts` or a number, as `missingOf` says where it has none. */
  value(id: number, name: string): number {
    const segment = this.segmentOf(id);
    if (segment === undefined) throw corruptCase('An event of this case is missing.');
    return this.values(segment, name)[id - segment.firstEvent]!;
  }

  /** Places of all events with first ≤ id ≤ last, ascending; both are events of the case. */
  *places(first: number, last: number): Iterable<PlaceTuple> {
    for (const { segment, from, to } of this.pieces(first, last)) {
      const offsets = this.values(segment, placeColumns.offset);
      const recordIds = this.values(segment, placeColumns.recordId);
      const lines = this.values(segment, placeColumns.line);
      for (let at = from; at < to; at++) {
        const id = segment.firstEvent + at;
        yield [id, segment.evidence, offsets[at]!, recordIds[at]!, lines[at]!];
      }
    }
  }

  /**
   * 0-based positions of records in their evidence, and the nanoseconds and digits of their times,
   * for first ≤ id ≤ last, as [id, ordinal, nanos, digits].
   */
  *ordinals(
    first: number,
    last: number,
  ): Iterable<readonly [id: number, ordinal: number, nanos: number, digits: number]> {
    for (const { segment, from, to } of this.pieces(first, last)) {
      const ordinals = this.values(segment, placeColumns.ordinal);
      const nanos = this.values(segment, placeColumns.timeNanos);
      const digits = this.values(segment, placeColumns.timeDigits);
      for (let at = from; at < to; at++) {
        yield [segment.firstEvent + at, ordinals[at]!, nanos[at]!, digits[at]!];
      }
    }
  }

  private segmentOf(id: number): Segment | undefined {
    const row = this.table.rowOf(id);
    return row < 0 ? undefined : this.table.of(row);
  }

  /** The parts of segments that hold first ≤ id ≤ last; both are events of the case. */
  private *pieces(
    first: number,
    last: number,
  ): Iterable<{ readonly segment: Segment; readonly from: number; readonly to: number }> {
    const { table } = this;
    for (const segment of table.between(table.rowOf(first), table.rowOf(last) + 1)) {
      const from = Math.max(0, first - segment.firstEvent);
      const to = Math.min(segment.rows, last - segment.firstEvent + 1);
      yield { segment, from, to };
    }
  }

  private values({ id, rows }: Segment, name: string): Float64Array {
    const key = `${id} ${name}`;
    let values = this.cache.get(key);
    if (values === undefined) {
      const packed = this.reader.column(name, id);
      if (packed === undefined && isPlace.has(name))
        throw corruptCase('A place of an event of this case is missing.');
      values = new Float64Array(rows).fill(missingOf(name));
      if (packed !== undefined) unpackColumn(packed, values, 0);
      this.cache.set(key, values, values.byteLength);
    }
    return values;
  }
}

const isPlace = new Set<string>(Object.values(placeColumns));

function orNull(value: number): number | null {
  return value < 0 ? null : value;
}
