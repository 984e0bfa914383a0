/**
 * Rows and ids. Every event has a row: its place among all events of the case, counted from 0.
 * Ids ascend with rows but may have gaps where evidence was taken out; segments say how the two
 * belong together. While evidence is read in, segments are appended; anything else is another case.
 */
import type { SegmentRow, SegmentsReader } from '#workers/case-file/read-segments.ts';
import { corruptCase } from '#workers/query/corrupt.ts';

/** More than any machine could hold columns of. */
const MAX_ROWS = 500_000_000;

export interface Segment extends SegmentRow {
  /** Row of its first event. */
  readonly firstRow: number;
}

export class SegmentTable {
  private readonly reader: SegmentsReader;
  private list: readonly Segment[] = [];
  private byId = new Map<number, Segment>();
  private total = 0;

  constructor(reader: SegmentsReader) {
    this.reader = reader;
  }

  /** Events of the case. */
  get rows(): number {
    return this.total;
  }

  get segments(): readonly Segment[] {
    return this.list;
  }

  /** Looks again. `replaced` means that nothing known of rows holds any longer. */
  refresh(): 'same' | 'grown' | 'replaced' {
    const found = this.reader.list();
    const before = this.list;
    const kept =
      found.length >= before.length && before.every((known, at) => same(known, found[at]!));
    if (kept && found.length === before.length) return 'same';
    this.list = placed(found);
    const last = this.list[this.list.length - 1];
    this.total = last === undefined ? 0 : last.firstRow + last.rows;
    this.byId = new Map(this.list.map((segment) => [segment.id, segment]));
    return kept ? 'grown' : 'replaced';
  }

  segment(id: number): Segment | undefined {
    return this.byId.get(id);
  }

  /** Segments that hold rows from ≤ row < to. */
  between(from: number, to: number): readonly Segment[] {
    if (to <= from) return [];
    return this.list.slice(this.numberOf(from), this.numberOf(to - 1) + 1);
  }

  /** The segment of a row. */
  of(row: number): Segment {
    return this.list[this.numberOf(row)]!;
  }

  idOf(row: number): number {
    const segment = this.of(row);
    return segment.firstEvent + row - segment.firstRow;
  }

  /** Row of an event, -1 when there is no such event. */
  rowOf(id: number): number {
    const at = lastAtMost(this.list, (segment) => segment.firstEvent, id);
    const segment = this.list[at];
    if (segment === undefined || id >= segment.firstEvent + segment.rows) return -1;
    return segment.firstRow + id - segment.firstEvent;
  }

  private numberOf(row: number): number {
    return lastAtMost(this.list, (segment) => segment.firstRow, row);
  }
}

/** Gives each segment its place; a case from a stranger may say anything. */
function placed(found: readonly SegmentRow[]): Segment[] {
  let firstRow = 0;
  let nextEvent = 0;
  return found.map((row) => {
    if (row.rows < 0 || row.firstEvent < nextEvent || firstRow + row.rows > MAX_ROWS)
      throw corruptCase('The segments of this case contradict one another.');
    const segment = { ...row, firstRow };
    firstRow += row.rows;
    nextEvent = row.firstEvent + row.rows;
    return segment;
  });
}

function same(a: SegmentRow, b: SegmentRow): boolean {
  return (
    a.id === b.id &&
    a.evidence === b.evidence &&
    a.firstEvent === b.firstEvent &&
    a.rows === b.rows &&
    a.minTimeUs === b.minTimeUs &&
    a.maxTimeUs === b.maxTimeUs
  );
}

/** Position of the last item whose key is at most `wanted`, -1 when there is none; keys ascend. */
function lastAtMost<T>(items: readonly T[], key: (item: T) => number, wanted: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (key(items[middle]!) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
