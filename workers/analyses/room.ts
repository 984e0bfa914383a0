/**
 * The shape of a room's engine half: featurize chunks of events in pool threads, compute on the
 * features in one of them, explain groups afterwards. Rooms are pure: rows in, tables out; chance
 * comes in as a seed, progress and cancelling as functions. Who reads the case and who keeps the
 * result is not their business.
 */
import type { KeptTable, TextColumn } from '#contract/block.ts';
import type { Explanation } from '#contract/api.ts';
import type { EventColumnName } from '#contract/event-columns.ts';
import type { ParamValues, RoomContract } from '#contract/rooms/room.ts';

/** A slice of the input events, in ascending order of id. */
export interface EventRows {
  readonly rows: number;
  /** Event ids (whole numbers below 2^31). */
  readonly ids: Int32Array;
  /** Microseconds since the epoch, NaN = no time. */
  readonly timeUs: Float64Array;
  /** Nanoseconds below the microsecond, and fraction digits that the evidence showed. */
  readonly timeNanos: Uint16Array;
  readonly timeDigits: Uint8Array;
  /** Evidence id of each event. */
  readonly evidence: Int32Array;
  /** 0-based position of each record in its evidence. */
  readonly ordinals: Float64Array;
  /** Dictionary-coded text; ids are -1 where missing. The dictionary is this slice's own. */
  text(column: EventColumnName): TextColumn;
  /** Whole numbers; -1 where missing. */
  int(column: EventColumnName): Int32Array;
  /** Fields of the kept record of one row under the evidence's own names, e.g. `image_path` or `properties.image_path`. */
  fields(row: number): ReadonlyMap<string, string>;
  /** Format id of the evidence a row came from. */
  format(row: number): string;
}

/** What a room may use beside its input. */
export interface RoomContext {
  /** Say how far: share 0…1 of the present stage and what is being done. */
  readonly onProgress: (ratio01: number, stage: string) => void;
  /** Ask often (at least every 100 ms of work); throws WorkbenchError `cancelled` when the analyst gave up. */
  readonly checkCancelled: () => void;
  /** A table of the earlier run that the contract's `buildsOn` names; absent when there is none. */
  readonly earlier?: ((table: string) => KeptTable) | undefined;
}

export interface RoomOutput {
  /** The contract's tables, every one of them, rows in a stable order. */
  readonly tables: Readonly<Record<string, KeptTable>>;
  readonly summary: Readonly<Record<string, number | string | boolean>>;
}

/**
 * @typeParam Features plain data with typed arrays that survives a structured clone
 */
export interface Room<Features> {
  readonly contract: RoomContract;
  /** Raised when the same input and parameters would give another output. */
  readonly version: number;
  /** Features of one slice; slices come in order of event id and are at most 50,000 rows. */
  featurize(rows: EventRows, params: ParamValues, context: RoomContext): Features;
  /**
   * Tables from all slices' features, which are the room's to take apart: it may empty them as it
   * goes. Throws WorkbenchError `nothing-to-analyse` when there is too little.
   */
  compute(parts: readonly Features[], params: ParamValues, context: RoomContext): RoomOutput;
  /**
   * Why groups are what they are, from the kept tables alone.
   * @param table gives a kept table by name
   */
  explain(
    table: (name: string) => KeptTable,
    groups: readonly number[],
    limit: number,
  ): Explanation;
}
