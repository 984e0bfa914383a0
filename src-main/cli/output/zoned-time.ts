/** Instants on the clock of a zone, for tables that people read: the offset stands with every time. */
import { isoTime } from '#contract/time.ts';

/** Writes an instant: microseconds, fraction digits, nanoseconds below. */
export type TimeWriter = (timeUs: number, digits?: number, nanos?: number) => string;

/** True for zones that the runtime knows. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    // Intl has no other way to ask.
    return false;
  }
}

/** `2019-07-08T18:08:00.123+02:00` for an IANA zone. */
export function timeWriterIn(zone: string): TimeWriter {
  const format = new Intl.DateTimeFormat('en-US', {
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
  return (timeUs, digits, nanos) => {
    const offsetUs = offsetAt(format, timeUs);
    return `${isoTime(timeUs + offsetUs, digits, nanos).slice(0, -1)}${offsetText(offsetUs)}`;
  };
}

function offsetAt(format: Intl.DateTimeFormat, timeUs: number): number {
  const ms = Math.floor(timeUs / 1000);
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const localMs = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return (localMs - Math.floor(ms / 1000) * 1000) * 1000;
}

/** `+02:00`; zones of long ago had seconds, too. */
function offsetText(offsetUs: number): string {
  const seconds = Math.abs(offsetUs) / 1_000_000;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const fine = seconds % 60 === 0 ? '' : `:${two(seconds % 60)}`;
  return `${offsetUs < 0 ? '-' : '+'}${two(seconds / 3600)}:${two((seconds % 3600) / 60)}${fine}`;
}
