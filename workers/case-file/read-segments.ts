/** Tables `segments` and `segment_columns`, read side: which events a segment holds and its packed columns. */
import type { Sqlite } from './case-file.ts';

/** One batch of events as it was written. */
export interface SegmentRow {
  readonly id: number;
  readonly evidence: number;
  readonly firstEvent: number;
  readonly rows: number;
  /** Microseconds since the epoch, null when no event of it has a time. */
  readonly minTimeUs: number | null;
  readonly maxTimeUs: number | null;
}

/** A column of one segment, see `packing.ts`. */
export interface PackedColumn {
  readonly segment: number;
  readonly data: Uint8Array;
}

export interface SegmentsReader {
  /** All segments, in the order of their events. */
  list(): SegmentRow[];
  /** A column of all segments from `firstSegment` on; segments without a value are left out. */
  columns(name: string, firstSegment: number): Iterable<PackedColumn>;
  /** A column of one segment, undefined when none of its events has a value. */
  column(name: string, segment: number): Uint8Array | undefined;
}

/** Prepares the statements on an open case. */
export function readSegments(db: Sqlite): SegmentsReader {
  const list = db.prepare<[], SegmentRow>(
    `SELECT id, evidence, first_event AS firstEvent, rows, min_time_us AS minTimeUs, max_time_us AS maxTimeUs
     FROM segments ORDER BY id`,
  );
  const columns = db.prepare<[string, number], PackedColumn>(
    `SELECT segment, data FROM segment_columns WHERE name = ? AND segment >= ? ORDER BY segment`,
  );
  const column = db
    .prepare<[string, number], Uint8Array>(
      `SELECT data FROM segment_columns WHERE name = ? AND segment = ?`,
    )
    .pluck();
  return {
    list: () => list.all(),
    columns: (name, firstSegment) => columns.iterate(name, firstSegment),
    column: (name, segment) => column.get(name, segment),
  };
}
