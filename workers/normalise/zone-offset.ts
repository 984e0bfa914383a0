/**
 * Offsets of IANA time zones, for evidence whose times carry none. The rules are those of the ICU
 * data inside Node; offsets are looked up once per quarter of an hour and remembered.
 */
import { WorkbenchError } from '#contract/errors.ts';

/** Says how far a zone is from UTC at a wall clock reading. */
export interface ZoneOffset {
  /** IANA name as given. */
  readonly zone: string;
  /**
   * Microseconds to subtract from a wall clock reading to get UTC. A reading that occurs twice is
   * taken as the earlier instant; one that the clock jumped over as if it had not jumped.
   * @param localUs the reading as microseconds since 1970-01-01T00:00:00 on that clock
   */
  offsetUs(localUs: number): number;
}

/** Clocks change on quarters of an hour, everywhere and always since 1972. */
const SLOT_US = 900_000_000;
const DAY_MS = 86_400_000;
/** Slots remembered; forgotten all at once, evidence rarely spans more. */
const MAX_SLOTS = 200_000;

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
  private readonly format: Intl.DateTimeFormat;
  private readonly slots = new Map<number, number>();
  private lastSlot = NaN;
  private lastOffset = 0;

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
    const slot = Math.floor(localUs / SLOT_US);
    if (slot === this.lastSlot) return this.lastOffset;
    let offset = this.slots.get(slot);
    if (offset === undefined) {
      offset = this.lookUp(slot * (SLOT_US / 1000)) * 1000;
      if (this.slots.size >= MAX_SLOTS) this.slots.clear();
      this.slots.set(slot, offset);
    }
    this.lastSlot = slot;
    this.lastOffset = offset;
    return offset;
  }

  /** The offset before any change nearby decides, unless only the one after it fits the reading. */
  private lookUp(localMs: number): number {
    const before = this.offsetAt(localMs - DAY_MS);
    const after = this.offsetAt(localMs + DAY_MS);
    if (before === after) return before;
    if (this.offsetAt(localMs - before) === before) return before;
    return this.offsetAt(localMs - after) === after ? after : before;
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
