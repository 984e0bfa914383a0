/**
 * Instants. Stored as whole microseconds since 1970-01-01T00:00:00Z plus the nanoseconds below
 * them and the number of fraction digits the evidence showed, so that 100 ns times of Windows
 * come out with the digits they went in with. A double holds microseconds exactly until 2255.
 */

declare const brand: unique symbol;

/** Microseconds since the Unix epoch, UTC. A plain number is not a time. */
export type EpochUs = number & { readonly [brand]: 'EpochUs' };

/** Names a number as microseconds since the epoch. */
export function epochUs(value: number): EpochUs {
  return value as EpochUs;
}

/** How a time without a zone in the evidence was read; kept per evidence. */
export interface ZoneRule {
  /** `explicit`: the evidence says the offset; `utc`: the format is UTC by definition; `assumed`: an IANA zone was taken. */
  readonly kind: 'explicit' | 'utc' | 'assumed';
  /** IANA zone for `assumed`, else 'UTC'. */
  readonly zone: string;
}

const clockReading = /\d{1,2}:\d{2}(:\d{2})?/;

/**
 * How fine a time is, in words: "100 ns", "whole minutes".
 * @param digits fraction digits that the evidence showed
 * @param text as the evidence writes it, '' when that is not known
 */
export function precisionWords(digits: number, text: string): string {
  if (digits === 0) {
    const clock = clockReading.exec(text);
    if (clock !== null) return clock[1] === undefined ? 'whole minutes' : 'whole seconds';
    const isDate = /^\D*\d{1,4}\D+\w{1,9}\D+\d{1,4}$/.test(text.slice(0, 40));
    return isDate ? 'whole days' : 'whole seconds';
  }
  const names: Readonly<Record<number, string>> = {
    3: 'milliseconds',
    6: 'microseconds',
    7: '100 ns',
    9: 'nanoseconds',
  };
  return names[digits] ?? `${digits} ${digits === 1 ? 'digit' : 'digits'} of a second`;
}

/**
 * ISO 8601 in UTC with as many fraction digits as the evidence had.
 * @param timeUs whole microseconds since the epoch
 * @param digits fraction digits to print, 0…9
 * @param nanos nanoseconds below the microsecond, 0…999
 */
export function isoTime(timeUs: number, digits = 6, nanos = 0): string {
  const ms = Math.floor(timeUs / 1000);
  const whole = new Date(ms).toISOString();
  const seconds = whole.slice(0, whole.length - 5);
  if (digits <= 0) return `${seconds}Z`;
  const belowMs = timeUs - ms * 1000;
  const fraction =
    whole.slice(-4, -1) + String(belowMs).padStart(3, '0') + String(nanos).padStart(3, '0');
  return `${seconds}.${fraction.slice(0, digits)}Z`;
}
