/**
 * A slice of events as rooms see them (`EventRows` in `analyses/room.ts`). Slices are taken in many
 * threads at once, so only the segments that hold them are read, never whole columns.
 */
import type { TextColumn } from '#contract/block.ts';
import { clockOffsetDigits } from '#contract/clocks.ts';
import type { EventColumnName } from '#contract/event-columns.ts';
import { assert } from '#workers/base/assert.ts';
import type { CaseView } from './case-view.ts';
import type { HostClocks } from './clocks.ts';
import { missingOf } from './columns/column-store.ts';
import { unpackColumn } from './columns/unpack.ts';
import { textColumn } from './answers/text-builder.ts';

/** Part of a slice that lies in one segment. */
interface Piece {
  readonly segment: number;
  readonly evidence: number;
  readonly rows: number;
  /** First id in the segment. */
  readonly firstEvent: number;
  /** Positions in the slice: from ≤ at < to. */
  readonly from: number;
  readonly to: number;
}

export class SliceRows {
  readonly rows: number;
  readonly ids: Int32Array;
  readonly timeUs: Float64Array;
  readonly timeNanos: Uint16Array;
  readonly timeDigits: Uint8Array;
  readonly evidence: Int32Array;
  readonly ordinals: Float64Array;
  private readonly view: CaseView;
  private readonly pieces: readonly Piece[];

  /**
   * @param ids of events of the case, ascending
   * @param clocks correct the times
   */
  constructor(view: CaseView, ids: Int32Array, clocks: HostClocks) {
    this.view = view;
    this.ids = ids;
    this.rows = ids.length;
    this.pieces = piecesOf(view, ids);
    this.timeUs = this.gather('@timestamp', new Float64Array(this.rows));
    this.evidence = new Int32Array(this.rows);
    for (const { evidence, from, to } of this.pieces) this.evidence.fill(evidence, from, to);
    this.timeNanos = new Uint16Array(this.rows);
    this.timeDigits = new Uint8Array(this.rows);
    this.ordinals = this.readPlaces();
    if (clocks.active) this.correct(clocks);
  }

  /** Dictionary-coded text; ids are -1 where missing. */
  text(column: EventColumnName): TextColumn {
    return textColumn(this.gather(column, new Int32Array(this.rows)), (id) =>
      this.view.texts.value(id),
    );
  }

  /** Whole numbers; -1 where missing. */
  int(column: EventColumnName): Int32Array {
    return this.gather(column, new Int32Array(this.rows));
  }

  /** Fields of the kept record of one row; of fields with the same name the last one stands. */
  fields(row: number): ReadonlyMap<string, string> {
    const fields = this.view.records.fields(this.view.table.rowOf(this.ids[row]!));
    return new Map(fields.map(({ name, value }) => [name, value]));
  }

  /** Format id of the evidence a row came from. */
  format(row: number): string {
    return this.view.records.evidenceOf(this.view.table.rowOf(this.ids[row]!)).format;
  }

  private correct(clocks: HostClocks): void {
    const hosts = this.int('host.name');
    clocks.correct(this.timeUs, hosts, 0, this.rows);
    for (let at = 0; at < this.rows; at++) {
      const digits = clockOffsetDigits(clocks.offsetUs(hosts[at]!));
      if (digits > this.timeDigits[at]!) this.timeDigits[at] = digits;
    }
  }

  private gather<T extends Int32Array | Float64Array>(name: string, out: T): T {
    const missing = missingOf(name);
    for (const { segment, rows, firstEvent, from, to } of this.pieces) {
      const packed = this.view.segments.column(name, segment);
      if (packed === undefined) {
        out.fill(missing, from, to);
        continue;
      }
      const values = out instanceof Float64Array ? new Float64Array(rows) : new Int32Array(rows);
      unpackColumn(packed, values, 0);
      for (let at = from; at < to; at++) out[at] = values[this.ids[at]! - firstEvent]!;
    }
    return out;
  }

  /** Fills the finer parts of the times on the way. */
  private readPlaces(): Float64Array {
    const out = new Float64Array(this.rows);
    for (const { from, to } of this.pieces) {
      let at = from;
      const places = this.view.events.ordinals(this.ids[from]!, this.ids[to - 1]!);
      for (const [id, ordinal, nanos, digits] of places) {
        if (id !== this.ids[at]) continue;
        this.timeNanos[at] = nanos;
        this.timeDigits[at] = digits;
        out[at++] = ordinal;
      }
    }
    return out;
  }
}

function piecesOf({ table }: CaseView, ids: Int32Array): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  while (from < ids.length) {
    const row = table.rowOf(ids[from]!);
    assert(row >= 0, 'ids of events of the case');
    const { id, evidence, rows, firstEvent } = table.of(row);
    let to = from + 1;
    while (to < ids.length && ids[to]! < firstEvent + rows) to++;
    pieces.push({ segment: id, evidence, rows, firstEvent, from, to });
    from = to;
  }
  return pieces;
}
