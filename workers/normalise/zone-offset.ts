/**
 * Offsets of IANA time zones, for evidence whose times carry none. The rules are those of the ICU
 * data inside Node, historical ones too; a day without a change of the clock is looked up once and
 * remembered, a change is found to the second.
 */
import { WorkbenchError } from '#contract/errors.ts';

/** How often the clock of a zone showed a reading: it is put back in autumn and jumps in spring. */
export type Reading = 'once' | 'twice' | 'skipped';

/** Says how far a zone is from UTC at a wall clock reading. */
export interface ZoneOffset {
  /** IANA name as given. */
  readonly zone: string;
  /** Of the reading asked for last. */
  readonly reading: Reading;
  /**
   * Microseconds to subtract from a wall clock reading to get UTC. A reading that occurs twice is
   * taken as the earlier instant; one that the clock jumped over as if it had not jumped.
   * @param localUs the reading as microseconds since 1970-01-01T00:00:00 on that clock
   */
  offsetUs(localUs: number): number;
}

const MS_US = 1000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Days remembered; forgotten all at once, evidence rarely spans more. */
const MAX_DAYS = 50_000;

/** A change of the clock; times are UTC, offsets are added to UTC to get the reading. */
interface Change {
  readonly atMs: number;
  readonly beforeMs: number;
  readonly afterMs: number;
}

/** A day of readings: one offset all day long, or the changes that readings of this day may meet. */
interface Day {
  readonly offsetMs: number;
  readonly changes: readonly Change[];
}

/** True for names that {@link zoneOffset} knows. */
export function isKnownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * @param zone IANA name such as `Europe/Berlin`, or an offset such as `+02:00`
 * @throws WorkbenchError `bad-parameter` when there is no such zone
 */
export function zoneOffset(zone: string): ZoneOffset {
  if (!isKnownZone(zone)) {
    throw new WorkbenchError({
      code: 'bad-parameter',
      message: `There is no time zone named ${zone}.`,
      hint: 'Use an IANA name such as Europe/Berlin, America/New_York or UTC.',
    });
  }
  return new IntlZone(zone);
}

class IntlZone implements ZoneOffset {
  readonly zone: string;
  reading: Reading = 'once';
  private readonly format: Intl.DateTimeFormat;
  private readonly days = new Map<number, Day>();
  private lastDay = NaN;
  private present: Day = { offsetMs: 0, changes: [] };

  constructor(zone: string) {
    this.zone = zone;
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  offsetUs(localUs: number): number {
    const day = Math.floor(localUs / (DAY_MS * MS_US));
    if (day !== this.lastDay) {
      this.present = this.dayAt(day);
      this.lastDay = day;
    }
    const { offsetMs, changes } = this.present;
    this.reading = 'once';
    return (changes.length === 0 ? offsetMs : this.nearChange(localUs / MS_US)) * MS_US;
  }

  private dayAt(day: number): Day {
    let found = this.days.get(day);
    if (found === undefined) {
      found = this.lookUp(day * DAY_MS);
      if (this.days.size >= MAX_DAYS) this.days.clear();
      this.days.set(day, found);
    }
    return found;
  }

  /** Offsets reach from -12 to +14 hours, so a reading of the day lies within a day more on either side. */
  private lookUp(startMs: number): Day {
    const offsets = [-1, 0, 1, 2].map((days) => this.offsetAt(startMs + days * DAY_MS));
    const offsetMs = offsets[0]!;
    if (offsets.every((each) => each === offsetMs)) return { offsetMs, changes: [] };
    const changes: Change[] = [];
    let beforeMs = offsetMs;
    for (let atMs = startMs - DAY_MS; atMs < startMs + 2 * DAY_MS; atMs += HOUR_MS) {
      const afterMs = this.offsetAt(atMs + HOUR_MS);
      if (afterMs === beforeMs) continue;
      changes.push({ atMs: this.changeAfter(atMs, beforeMs), beforeMs, afterMs });
      beforeMs = afterMs;
    }
    return { offsetMs, changes };
  }

  /** The first second of an hour that no longer has the offset. */
  private changeAfter(fromMs: number, beforeMs: number): number {
    let low = fromMs;
    let high = fromMs + HOUR_MS;
    while (high - low > 1000) {
      const middle = low + Math.floor((high - low) / 2000) * 1000;
      if (this.offsetAt(middle) === beforeMs) low = middle;
      else high = middle;
    }
    return high;
  }

  /** The earliest instant that shows the reading; before the jump's offset when none does. */
  private nearChange(localMs: number): number {
    const { changes } = this.present;
    let fits = 0;
    let offsetMs = NaN;
    let jumpedFromMs = NaN;
    changes.forEach(({ atMs, beforeMs, afterMs }, at) => {
      const fromMs = changes[at - 1]?.atMs ?? -Infinity;
      const utcMs = localMs - beforeMs;
      if (utcMs >= fromMs && utcMs < atMs) {
        if (fits++ === 0) offsetMs = beforeMs;
      }
      if (localMs >= atMs + beforeMs && localMs < atMs + afterMs) jumpedFromMs = beforeMs;
    });
    const last = changes.at(-1)!;
    if (localMs - last.afterMs >= last.atMs && fits++ === 0) offsetMs = last.afterMs;
    this.reading = fits === 0 ? 'skipped' : fits > 1 ? 'twice' : 'once';
    return fits === 0 ? jumpedFromMs : offsetMs;
  }

  private offsetAt(utcMs: number): number {
    const parts = new Map<string, string>();
    for (const { type, value } of this.format.formatToParts(utcMs)) parts.set(type, value);
    const part = (name: string): number => Number(parts.get(name));
    const local = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return local - Math.floor(utcMs / 1000) * 1000;
  }
}
