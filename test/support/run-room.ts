/** Runs a room over plain events in memory, through the same steps as the engine: slices, features cloned as between threads, tables. */
import type { Column, ColumnBlock, JsonColumn, RecordColumn, TextColumn } from '#contract/block.ts';
import type { EventColumnName } from '#contract/event-columns.ts';
import type { ParamValues } from '#contract/rooms/room.ts';
import { isoTime } from '#contract/time.ts';
import { completeParams } from '#workers/analyses/params.ts';
import type { EventRows, Room, RoomContext, RoomOutput } from '#workers/analyses/room.ts';
import { recordText } from '#workers/query/answers/record-text.ts';
import { encodeWire } from '#contract/codec.ts';
import { createHash } from 'node:crypto';

/** An event by its columns; ids count from 1 in the order given. */
export type PlainEvent = Readonly<Partial<Record<EventColumnName, string | number>>> & {
  /** ISO 8601 in UTC, with as many digits as the evidence had. */
  readonly '@timestamp'?: string;
  readonly evidence?: number;
  /** Position in its evidence; left out: position in the list. */
  readonly ordinal?: number;
  readonly format?: string;
  /** Fields of the kept record. */
  readonly fields?: Readonly<Record<string, string>>;
};

interface Instant {
  readonly us: number;
  readonly nanos: number;
  readonly digits: number;
}

function instantOf(text: string | undefined): Instant {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z?$/.exec(text ?? '');
  if (match === null) return { us: NaN, nanos: 0, digits: 0 };
  const [, day = '', clock = '', fraction = ''] = match;
  const padded = fraction.padEnd(9, '0');
  const us = Date.parse(`${day}T${clock}Z`) * 1000 + Number(padded.slice(0, 6));
  return { us, nanos: Number(padded.slice(6)), digits: fraction.length };
}

/** Events as a room is given them. @param firstId id of the first one */
export function eventRows(events: readonly PlainEvent[], firstId = 1): EventRows {
  const instants = events.map((event) => instantOf(event['@timestamp']));
  return {
    rows: events.length,
    ids: Int32Array.from(events, (_, at) => firstId + at),
    timeUs: Float64Array.from(instants, ({ us }) => us),
    timeNanos: Uint16Array.from(instants, ({ nanos }) => nanos),
    timeDigits: Uint8Array.from(instants, ({ digits }) => digits),
    evidence: Int32Array.from(events, ({ evidence }) => evidence ?? 1),
    ordinals: Float64Array.from(events, ({ ordinal }, at) => ordinal ?? firstId - 1 + at),
    text: (name) => textColumnOf(events, name),
    int: (name) => Int32Array.from(events, (event) => Number(event[name] ?? -1)),
    fields: (row) => new Map(Object.entries(events[row]?.fields ?? {})),
    format: (row) => events[row]?.format ?? 'json-lines',
  };
}

function textColumnOf(events: readonly PlainEvent[], name: EventColumnName): TextColumn {
  const numbers = new Map<string, number>();
  const ids = Int32Array.from(events, (event) => {
    const text = String(event[name] ?? '');
    if (text === '') return -1;
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return numbers.get(text) ?? -1;
  });
  return { kind: 'text', ids, values: [...numbers.keys()] };
}

/** A context that neither shows nor stops anything. */
export const quietContext: RoomContext = {
  onProgress: () => undefined,
  checkCancelled: () => undefined,
};

/** How a run may differ from the ordinary one. */
export interface RunOptions {
  readonly params?: ParamValues;
  /** Rows of each slice in turn; the rest goes into a last one. Left out: one slice. */
  readonly slices?: readonly number[];
  readonly context?: RoomContext;
}

/** Featurizes slice by slice and computes. */
export function runRoom<F>(
  room: Room<F>,
  events: readonly PlainEvent[],
  options: RunOptions = {},
): RoomOutput {
  const params = completeParams(room.contract, options.params ?? {});
  const context = options.context ?? quietContext;
  const parts: F[] = [];
  let at = 0;
  for (const rows of [...(options.slices ?? []), events.length]) {
    const slice = events.slice(at, at + rows);
    if (slice.length === 0 && parts.length > 0) continue;
    parts.push(structuredClone(room.featurize(eventRows(slice, at + 1), params, context)));
    at += slice.length;
  }
  return room.compute(parts, params, context);
}

/** SHA-256 over a result's tables, as a receipt has it. */
export function outputHash(output: RoomOutput): string {
  const hash = createHash('sha256');
  for (const [name, table] of Object.entries(output.tables)) {
    hash.update(name).update(encodeWire(table));
  }
  return hash.digest('hex');
}

/** As whoever asks for a page gets it. */
function unpacked(column: RecordColumn): JsonColumn {
  return { kind: 'json', values: Array.from(column.ids, (_, row) => recordText(column, row)) };
}

/** A table of a result. */
export function tableOf(output: RoomOutput, name: string): ColumnBlock {
  const table = output.tables[name];
  if (table === undefined) throw new Error(`no table ${name}`);
  const columns = Object.entries(table.columns).map(([column, kept]) => [
    column,
    kept.kind === 'record' ? unpacked(kept) : kept,
  ]);
  return { rows: table.rows, columns: Object.fromEntries(columns) as ColumnBlock['columns'] };
}

/** Rows of a table as objects, as the command line prints them: missing is null, times are ISO 8601. */
export function rowsOf(table: ColumnBlock): readonly Record<string, unknown>[] {
  const columns = Object.entries(table.columns);
  return Array.from({ length: table.rows }, (_, row) =>
    Object.fromEntries(columns.map(([name, column]) => [name, valueAt(column, row)])),
  );
}

function valueAt(column: Column, row: number): unknown {
  switch (column.kind) {
    case 'text':
      return column.values[column.ids[row] ?? -1] ?? null;
    case 'flag':
      return column.values[row] === 1;
    case 'time': {
      const us = column.values[row] ?? NaN;
      return Number.isNaN(us) ? null : isoTime(us, column.digits[row], column.nanos[row]);
    }
    case 'json':
      return column.values[row] === ''
        ? null
        : (JSON.parse(column.values[row] ?? 'null') as unknown);
    case 'number':
    case 'int': {
      const value = column.values[row] ?? NaN;
      return Number.isNaN(value) ? null : value;
    }
  }
}
