/**
 * What a layout is: the naming that one family of tools uses for its JSON records. Layouts are
 * data plus two functions; a file has one layout as a rule, but every record is checked, for mixed
 * files are legal.
 */
import type { BatchBuilder } from '#workers/batch/builder.ts';
import {
  epochNumberTime,
  parseSlashTime,
  parseTimeInOrder,
} from '#workers/normalise/time-parser.ts';
import type { DateOrder, ParsedTime } from '#workers/normalise/time-parser.ts';
import type { ZoneOffset } from '#workers/normalise/zone-offset.ts';
import { otherOrder } from '../../record-time.ts';
import type { JsonObject } from '../json-object.ts';

/** What is worked with while a chunk is read. */
export interface LayoutRun {
  readonly batch: BatchBuilder;
  /** For times without an offset; undefined: they are UTC. */
  readonly zone: ZoneOffset | undefined;
  /** Reused result of parsing times. */
  readonly time: ParsedTime;
  /** For dates such as 7/8/2019; absent: month first. */
  readonly order?: DateOrder | undefined;
  /** Where the generic layout found times, from `prepare`. */
  readonly timePath: readonly string[];
}

export interface Layout {
  /** Kept in the prepared state, e.g. `mordor`. */
  readonly id: string;
  /** "Windows events, flat (NXLog, Security-Datasets)". */
  readonly label: string;
  /** What gives it away, for the list of formats. */
  readonly knownBy: string;
  /** Where its times are, for the list of formats. */
  readonly times: string;
  /** True when times without an offset are UTC by the format's definition. */
  readonly utc: boolean;
  /** Whether a record has this shape. Cheap: it is asked of every record. */
  fits(row: JsonObject): boolean;
  /** The record's time as written (text or epoch number), undefined when it has none. */
  timeOf(row: JsonObject, run: LayoutRun): unknown;
  /**
   * Fills columns of the batch's present record, all but the time.
   * @returns the record's own number (EventRecordID, RecordNumber) or -1
   */
  read(row: JsonObject, run: LayoutRun): number;
}

/** How setting a time went. */
export type TimeFound = 'found' | 'none' | 'unreadable' | 'contradicted';

/** Sets the record's time from a text or an epoch number. */
export function setTime(value: unknown, utc: boolean, run: LayoutRun): TimeFound {
  const { time, batch } = run;
  if (value === undefined || value === null || value === '') return 'none';
  time.sentinel = false;
  const read =
    typeof value === 'string'
      ? parseTimeInOrder(value, run.order ?? 'month-first', utc ? undefined : run.zone, time)
      : typeof value === 'number' && epochNumberTime(value, time);
  if (!read && !(typeof value === 'string' && isOtherOrder(value, utc, run))) return 'unreadable';
  batch.time(time.timeUs, time.nanos, time.digits);
  return read ? 'found' : 'contradicted';
}

/** A date that can only be read in the other order is read so, and told. */
function isOtherOrder(value: string, utc: boolean, { order, zone, time }: LayoutRun): boolean {
  if (time.sentinel) return false;
  const other = otherOrder(order ?? 'month-first');
  return parseSlashTime(value, other, utc ? undefined : zone, time);
}

/** A record number as number; -1 when it is none or too large to be exact. */
export function recordNumber(value: unknown): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : -1;
}
