/**
 * The time of a record from its text, by the rules of its evidence: zone, order of day and month. One
 * for all readers of text, so that what is no time, what is doubtful and what contradicts the rules is
 * told in the same words everywhere.
 */
import type { ZoneRule } from '#contract/time.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { newParsedTime, parseSlashTime, parseTimeInOrder } from '#workers/normalise/time-parser.ts';
import type { DateOrder } from '#workers/normalise/time-parser.ts';
import { readingTrouble, timeTrouble } from '#workers/normalise/time-sentinels.ts';
import { zoneOffset } from '#workers/normalise/zone-offset.ts';
import type { ZoneOffset } from '#workers/normalise/zone-offset.ts';

/** What is to be noted of a record's time; at most one thing each. */
export interface TimeNote {
  readonly code: string;
  readonly message: string;
}

export const noTime: TimeNote = { code: 'no-time', message: 'Records without a time.' };

/** For times that carry no zone where the evidence promised one, or nobody said which. */
export const zoneAssumed: TimeNote = {
  code: 'time-zone-assumed',
  message: 'Times carry no zone; read as UTC. Import with a time zone if they are local.',
};

const contradicted: Readonly<Record<DateOrder, TimeNote>> = {
  'month-first': {
    code: 'date-order-contradicted',
    message:
      'Dates that can only be read day first, while others were read month first. Import again with --date-order day-first if that is the rule.',
  },
  'day-first': {
    code: 'date-order-contradicted',
    message:
      'Dates that can only be read month first, while others were read day first. Import again with --date-order month-first if that is the rule.',
  },
};

export class RecordTime {
  readonly parsed = newParsedTime();
  private readonly batch: BatchBuilder;
  private readonly order: DateOrder;
  /** For times without an offset; undefined: UTC. */
  private readonly zone: ZoneOffset | undefined;
  /** The evidence promised offsets: a time without one is worth telling. */
  private readonly expectsZone: boolean;

  constructor(rule: ZoneRule, order: DateOrder, batch: BatchBuilder) {
    this.batch = batch;
    this.order = order;
    this.zone = offsetsOf(rule);
    this.expectsZone = rule.kind === 'explicit';
  }

  /**
   * Sets the time of the batch's present record.
   * @param text as written, '' when there is none
   * @returns what is to be noted with the record's place
   */
  set(text: string): TimeNote | undefined {
    const { parsed, order } = this;
    if (text === '') return noTime;
    if (parseTimeInOrder(text, order, this.zone, parsed)) return this.take();
    const { sentinel } = parsed;
    if (!sentinel && parseSlashTime(text, otherOrder(order), this.zone, parsed)) {
      this.take();
      return contradicted[order];
    }
    parsed.sentinel = sentinel;
    return timeTrouble(parsed);
  }

  private take(): TimeNote | undefined {
    const { timeUs, nanos, digits, zoned } = this.parsed;
    this.batch.time(timeUs, nanos, digits);
    if (this.expectsZone && !zoned) return zoneAssumed;
    return readingTrouble(this.parsed);
  }
}

/** For dates that can only be read in the other order than the evidence is read in. */
export function orderContradicted(order: DateOrder): TimeNote {
  return contradicted[order];
}

/** The order that is not this one. */
export function otherOrder(order: DateOrder): DateOrder {
  return order === 'day-first' ? 'month-first' : 'day-first';
}

const zones = new Map<string, ZoneOffset>();

/** Offsets of the zone that a rule assumes; undefined for UTC, which needs no looking up. */
export function offsetsOf({ kind, zone }: ZoneRule): ZoneOffset | undefined {
  if (kind !== 'assumed' || zone === 'UTC') return undefined;
  let offsets = zones.get(zone);
  if (offsets === undefined) {
    offsets = zoneOffset(zone);
    zones.set(zone, offsets);
  }
  return offsets;
}
