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
