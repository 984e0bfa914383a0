/**
 * Values that stand where a time should and are none: the zeros and the ends of calendars, as writers
 * leave them that had no time. Decided here and nowhere else; an event with one of them has no time.
 *
 * - the first and last of calendars: years 0000, 0001, 9999, 30828 (the last FILETIME)
 * - FILETIME 0 is 1601-01-01, or 1600-12-31 west of Greenwich
 * - OLE counts from 1899-12-30, Excel from 1900-01-00: all of 1899 and 1900
 * - Unix 0, exact to the last digit: 1970-01-01T00:00:00, on the clock of the writer or in UTC
 */
import type { ParsedTime } from './time-parser.ts';

/** First and last year whose microseconds a double holds exactly. */
const FIRST_YEAR = 1685;
const LAST_YEAR = 2254;

/** What is told of a time that could not be taken; `code` is the problem's. */
export interface TimeTrouble {
  readonly code: 'time-sentinel' | 'bad-time' | 'time-ambiguous' | 'time-in-gap';
  readonly message: string;
}

const SENTINEL: TimeTrouble = {
  code: 'time-sentinel',
  message: 'Values that mean "no time" (0, 1601, 1970 exactly, 9999 and their like).',
};
const UNREADABLE: TimeTrouble = { code: 'bad-time', message: 'Times that cannot be read.' };
const TWICE: TimeTrouble = {
  code: 'time-ambiguous',
  message: 'Local times that occur twice as the clock was put back; the earlier one was taken.',
};
const SKIPPED: TimeTrouble = {
  code: 'time-in-gap',
  message: 'Local times that the clock jumped over; read as if it had not jumped.',
};

/** Why a value was no time, after a parser said so. */
export function timeTrouble({ sentinel }: Pick<ParsedTime, 'sentinel'>): TimeTrouble {
  return sentinel ? SENTINEL : UNREADABLE;
}

/** What is worth telling of a time that was read; nearly always undefined. */
export function readingTrouble({ reading }: ParsedTime): TimeTrouble | undefined {
  if (reading === 'once') return undefined;
  return reading === 'twice' ? TWICE : SKIPPED;
}

/** True when dates of the year can be times. */
export function isYear(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR && year !== 1899 && year !== 1900;
}

/** True when dates of the year say that there is no time, rather than being damaged. */
export function isSentinelYear(year: number): boolean {
  if (year <= 1) return year >= 0;
  return (
    year === 1600 ||
    year === 1601 ||
    year === 1899 ||
    year === 1900 ||
    year === 9999 ||
    year === 30828
  );
}

/** Decimal or hexadecimal numbers that say so: 0, the calendars' zeros in seconds and milliseconds, the largest number. */
const numbers = new Set([
  '9223372036854775807',
  '9223372036854775808',
  '0x7fffffffffffffff',
  '0x0',
  '-62135596800',
  '-62135596800000',
  '-11644473600',
  '-11644473600000',
  '116444736000000000',
  '2650467743990000000',
  '2650467743999999999',
]);
const LONGEST_NUMBER = 24;
const zero = /^0{1,20}(?:\.0{1,9})?(?:x0{1,16})?$/;

/** True for numbers as text that mean "no time". */
export function isSentinelNumber(text: string): boolean {
  if (text.length > LONGEST_NUMBER) return false;
  const trimmed = text.trim();
  return zero.test(trimmed) || numbers.has(trimmed.toLowerCase());
}

/** True for text that begins with a year of five digits: the last FILETIME's. */
export function isPastCalendars(text: string): boolean {
  return text.startsWith('30828-09-14');
}
