/** Instants in the zone the analyst chose. Stored values stay UTC; only what is shown moves. */
import { isoTime } from '#contract/time.ts';
import { MISSING } from './numbers.ts';

/** Offsets change on quarter hours at the finest, anywhere and ever. */
const QUARTER_US = 900_000_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
const MAX_OFFSETS = 20_000;

/**
 * An instant as text: `2019-09-25 10:29:07.1234567`, with the fraction digits the evidence had.
 * @param timeUs microseconds since the epoch, NaN = missing
 */
export function zonedText(timeUs: number, zone: string, digits = 0, nanos = 0): string {
  if (Number.isNaN(timeUs)) return MISSING;
  if (!Number.isFinite(timeUs) || Math.abs(timeUs) > 8.6e18) return MISSING;
  const local = timeUs + zoneOffsetUs(timeUs, zone);
  if (Math.abs(local) > 8.64e18) return MISSING;
  return isoTime(local, digits, nanos).slice(0, -1).replace('T', ' ');
}

/** Offset of a zone at an instant, microseconds east of UTC. */
export function zoneOffsetUs(timeUs: number, zone: string): number {
  if (zone === 'UTC' || Number.isNaN(timeUs)) return 0;
  const quarter = Math.floor(timeUs / QUARTER_US);
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = computedOffsetUs(quarter * QUARTER_US, zone);
  if (offsets.size >= MAX_OFFSETS) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function computedOffsetUs(timeUs: number, zone: string): number {
  const ms = Math.floor(timeUs / 1000);
  if (Math.abs(ms) > 8.6e15) return 0;
  const parts = new Map(
    formatOf(zone)
      .formatToParts(ms)
      .map((part) => [part.type, part.value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name) ?? 0);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return (local - Math.floor(ms / 1000) * 1000) * 1000;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What a zone is called beside a time: "UTC", "Europe/Berlin (+02:00)". */
export function zoneLabel(zone: string, timeUs: number): string {
  if (zone === 'UTC') return 'UTC';
  return `${zone} (${offsetText(zoneOffsetUs(timeUs, zone))})`;
}

/** "+05:30". */
export function offsetText(offsetUs: number): string {
  const minutes = Math.round(Math.abs(offsetUs) / 60_000_000);
  const sign = offsetUs < 0 ? '−' : '+';
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** A window in few characters: the day once when both ends share it. */
export function windowText(fromUs: number, toUs: number, zone: string): string {
  const digits = toUs - fromUs < 10_000_000 ? 3 : 0;
  const from = zonedText(fromUs, zone, digits);
  const to = zonedText(toUs, zone, digits);
  if (from.slice(0, 10) !== to.slice(0, 10)) return `${from} – ${to}`;
  return `${from} – ${to.slice(11)}`;
}

/** Microseconds of an ISO 8601 text, NaN when it is none. Digits below the microsecond are dropped. */
export function parseIsoUs(text: string): number {
  const match = /^(.*T\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (match === null) return NaN;
  const seconds = Date.parse(`${match[1] ?? ''}${match[3] ?? ''}`);
  const fraction = (match[2] ?? '').padEnd(6, '0').slice(0, 6);
  return seconds * 1000 + Number(fraction);
}
