/** Times whose zone stands in a column of its own, row by row. */
import type { BatchBuilder } from '#workers/batch/builder.ts';
import type { DateOrder } from '#workers/normalise/time-parser.ts';
import { isKnownZone } from '#workers/normalise/zone-offset.ts';
import { RecordTime } from '../record-time.ts';
import type { TimeNote } from '../record-time.ts';

/** Zones remembered; a table has one or two, a hostile one may have endless many. */
const MOST = 200;

const UNKNOWN: TimeNote = {
  code: 'unknown-zone',
  message: 'Zones that nobody knows; their times are read as UTC.',
};

/** Sets times by the zones that rows give. */
export class RowZones {
  private readonly order: DateOrder;
  private readonly batch: BatchBuilder;
  private readonly utc: RecordTime;
  private readonly known = new Map<string, RecordTime | undefined>();

  constructor(order: DateOrder, batch: BatchBuilder) {
    this.order = order;
    this.batch = batch;
    this.utc = new RecordTime({ kind: 'utc', zone: 'UTC' }, order, batch);
  }

  /** @returns what is to be noted with the record's place */
  set(text: string, zone: string): TimeNote | undefined {
    const time = this.timeIn(zone);
    return time === undefined ? (this.utc.set(text) ?? UNKNOWN) : time.set(text);
  }

  /** Undefined for names of no zone. */
  private timeIn(zone: string): RecordTime | undefined {
    if (this.known.has(zone)) return this.known.get(zone);
    if (this.known.size >= MOST) return undefined;
    const time = isUtc(zone) ? this.utc : isKnownZone(zone) ? this.inZone(zone) : undefined;
    this.known.set(zone, time);
    return time;
  }

  private inZone(zone: string): RecordTime {
    return new RecordTime({ kind: 'assumed', zone }, this.order, this.batch);
  }
}

function isUtc(name: string): boolean {
  return /^(?:|-|z|utc|gmt|zulu|etc\/utc)$/i.test(name.trim());
}
