/**
 * Whole columns in memory, unpacked when first asked for and kept within a budget: a condition, a
 * histogram or a sort is then one pass over a typed array. When the case has grown, only the new
 * segments are read. Missing values are 0 in text columns (ids in `texts`), -1 in whole-number
 * columns and NaN in the time column. The time column is corrected by the clock rules when it is
 * made, so that every question about time means the corrected one.
 */
import type { SegmentsReader } from '#workers/case-file/read-segments.ts';
import { columnNumber, eventColumns } from '#contract/event-columns.ts';
import type { HostClocks } from '#workers/query/clocks.ts';
import { ByteCache } from './byte-cache.ts';
import type { SegmentTable } from './segment-table.ts';
import { unpackColumn } from './unpack.ts';

type Values = Int32Array | Float64Array;

interface Loaded {
  readonly values: Values;
  /** Rows that are filled in. */
  readonly rows: number;
}

/** Room left for a case that is growing: an eighth more than it needs now. */
const SLACK_SHIFT = 3;

export class ColumnStore {
  private readonly reader: SegmentsReader;
  private readonly table: SegmentTable;
  private readonly clocks: HostClocks;
  private readonly cache: ByteCache<Loaded>;

  constructor(
    reader: SegmentsReader,
    table: SegmentTable,
    clocks: HostClocks,
    budgetBytes: number,
  ) {
    this.reader = reader;
    this.table = table;
    this.clocks = clocks;
    this.cache = new ByteCache(budgetBytes);
  }

  /** A text or whole-number column by its ECS name, one value per row. Not to be changed. */
  ints(name: string): Int32Array {
    return this.column(name) as Int32Array;
  }

  /** True when a column can be had without reading it first. */
  has(name: string): boolean {
    const known = this.cache.get(name);
    return known !== undefined && known.rows >= this.table.rows;
  }

  /** Microseconds since the epoch, corrected, one per row. Not to be changed. */
  times(): Float64Array {
    return this.column('@timestamp') as Float64Array;
  }

  /** Evidence id, one per row. Not to be changed. */
  evidence(): Int32Array {
    return this.column('loupe.evidence') as Int32Array;
  }

  clear(): void {
    this.cache.clear();
  }

  /** The clock rules are others now: times are made anew when they are next asked for. */
  forgetTimes(): void {
    this.cache.delete('@timestamp');
  }

  private column(name: string): Values {
    const { rows } = this.table;
    const known = this.cache.get(name);
    if (known !== undefined && known.rows >= rows) return known.values.subarray(0, rows);
    const values = roomFor(name, rows, known);
    const from = known?.rows ?? 0;
    values.fill(missingOf(name), from, rows);
    if (name === 'loupe.evidence') this.fillEvidence(values, from);
    else this.fill(name, values, from);
    if (values instanceof Float64Array && this.clocks.active) {
      this.clocks.correct(values, this.ints('host.name'), from, rows);
    }
    this.cache.set(name, { values, rows }, values.byteLength);
    return values.subarray(0, rows);
  }

  private fill(name: string, values: Values, from: number): void {
    const first = this.table.segments.find(({ firstRow }) => firstRow >= from);
    if (first === undefined) return;
    for (const { segment, data } of this.reader.columns(name, first.id)) {
      const at = this.table.segment(segment)?.firstRow;
      if (at === undefined) continue;
      unpackColumn(data, values, at);
    }
  }

  private fillEvidence(values: Values, from: number): void {
    for (const { evidence, firstRow, rows } of this.table.segments) {
      if (firstRow >= from) values.fill(evidence, firstRow, firstRow + rows);
    }
  }
}

/** What stands where an event has no value. */
export function missingOf(name: string): number {
  if (name === '@timestamp') return NaN;
  const number = columnNumber(name);
  return number !== undefined && eventColumns[number]!.kind === 'int' ? -1 : 0;
}

function roomFor(name: string, rows: number, known: Loaded | undefined): Values {
  if (known !== undefined && known.values.length >= rows) return known.values;
  // The first time a case is opened it is rarely growing, so the slack waits for the first growth.
  const room = known === undefined ? rows : rows + (rows >>> SLACK_SHIFT);
  const values = name === '@timestamp' ? new Float64Array(room) : new Int32Array(room);
  if (known !== undefined) values.set(known.values.subarray(0, known.rows));
  return values;
}
