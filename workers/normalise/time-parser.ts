/**
 * Times as evidence writes them → microseconds. Runs once or more per record, so it reads character
 * by character, allocates nothing and never asks `Date`. Every function fills a result object that
 * the caller keeps and reuses, and says whether there was a time; on false the object is garbage.
 *
 * Not times, though well-formed: the sentinels of `time-sentinels.ts` and everything else outside
 * 1685 … 2254, where a double no longer holds microseconds exactly.
 */
import { parseWordyTime } from './time-words.ts';
import { DAY_US, SECOND_US, daysFromCivil, number2, setDate, skipBlanks } from './time-digits.ts';
import { parseClock } from './time-clock.ts';
import { isPastCalendars, isSentinelNumber } from './time-sentinels.ts';
import type { Reading, ZoneOffset } from './zone-offset.ts';

/** A result to be reused. */
export interface ParsedTime {
  /** Whole microseconds since the epoch, UTC. */
  timeUs: number;
  /** Nanoseconds below the microsecond, 0…999. */
  nanos: number;
  /** Fraction digits that the text showed, 0…9. */
  digits: number;
  /** True when the text said its own offset (or the form is UTC by nature, as epoch seconds are). */
  zoned: boolean;
  /** How often the clock of the zone showed this reading; `once` when the text said its offset. */
  reading: Reading;
  /** When it was no time: whether the value means that there is none. The one member that holds on false. */
  sentinel: boolean;
}

/** Order of day and month in dates such as 7/8/2019. */
export type DateOrder = 'month-first' | 'day-first';

/** A result object. */
export function newParsedTime(): ParsedTime {
  return { timeUs: NaN, nanos: 0, digits: 0, zoned: false, reading: 'once', sentinel: false };
}

/**
 * Any form that this module knows: ISO 8601 and its relatives, 2/25/2025 9:19 AM (month first),
 * 25.02.2025 09:19, month names, epoch seconds, milliseconds, microseconds, nanoseconds and
 * FILETIME as digits, `/Date(…)/`.
 * @param zone for times without an offset; undefined takes them as UTC (see `out.zoned`)
 */
export function parseTime(text: string, zone: ZoneOffset | undefined, out: ParsedTime): boolean {
  return parseTimeInOrder(text, 'month-first', zone, out);
}

/** Any form, with day and month of dates such as 7/8/2019 in the given order; other forms have their own. */
export function parseTimeInOrder(
  text: string,
  order: DateOrder,
  zone: ZoneOffset | undefined,
  out: ParsedTime,
): boolean {
  out.sentinel = false;
  if (parseIsoTime(text, zone, out)) return true;
  if (parseEpochTime(text, out)) return true;
  if (parseSlashTime(text, order, zone, out)) return true;
  if (text.startsWith('/Date(')) return parseTicks(text.slice(6, text.indexOf(')')), out);
  if (parseWordyTime(text, zone, out)) return true;
  if (isSentinelNumber(text) || isPastCalendars(text)) out.sentinel = true;
  return false;
}

function parseTicks(text: string, out: ParsedTime): boolean {
  if (parseEpochTime(text, out)) return true;
  out.sentinel = isSentinelNumber(text);
  return false;
}

/**
 * `2025-02-25T09:19:25.1234567Z` and its relatives: `/` or `.` between the parts of the date, a
 * blank, comma or `T` before the clock, any number of fraction digits, offset `Z`, `UTC`, `+02`,
 * `+0200`, `+02:00` or none, or no clock at all (midnight).
 */
export function parseIsoTime(text: string, zone: ZoneOffset | undefined, out: ParsedTime): boolean {
  const at = skipBlanks(text, 0);
  const century = number2(text, at);
  const years = number2(text, at + 2);
  if (century < 0 || years < 0) return false;
  const mark = text.charCodeAt(at + 4);
  if (!isDateMark(mark) || text.charCodeAt(at + 7) !== mark) return false;
  const month = number2(text, at + 5);
  if (!setDate(century * 100 + years, month, number2(text, at + 8), out)) return false;
  return parseClock(text, at + 10, zone, out);
}

/** `2/25/2025, 9:19:25.391 AM`, `7/8/2019 16:08`, `25.02.2025 09:19:25`, `2-25-2025`. A dot always means day first. */
export function parseSlashTime(
  text: string,
  order: DateOrder,
  zone: ZoneOffset | undefined,
  out: ParsedTime,
): boolean {
  const firstAt = skipBlanks(text, 0);
  const firstLength = numberLength(text, firstAt);
  const mark = text.charCodeAt(firstAt + firstLength);
  const secondAt = firstAt + firstLength + 1;
  const secondLength = numberLength(text, secondAt);
  const yearAt = secondAt + secondLength + 1;
  if (firstLength === 0 || secondLength === 0) return false;
  if (!isDateMark(mark) || text.charCodeAt(yearAt - 1) !== mark) return false;
  const first = shortNumber(text, firstAt, firstLength);
  const second = shortNumber(text, secondAt, secondLength);
  const yearLength = number2(text, yearAt + 2) < 0 ? 2 : 4;
  const year = yearNumber(text, yearAt, yearLength);
  const dayFirst = mark === DOT || order === 'day-first';
  const dated = setDate(year, dayFirst ? second : first, dayFirst ? first : second, out);
  return dated && parseClock(text, yearAt + yearLength, zone, out);
}

/**
 * Epoch times as decimal digits, with or without a fraction. The unit follows from the magnitude:
 * seconds below 10^11, then milliseconds, microseconds, FILETIME (18 digits from 1601) and
 * nanoseconds. Anything before March 1973 is taken as no time: small numbers are rather counters.
 */
export function parseEpochTime(text: string, out: ParsedTime): boolean {
  const start = skipBlanks(text, 0);
  let at = start;
  let high = 0;
  let low = 0;
  while (isDigit(text.charCodeAt(at))) {
    const digit = text.charCodeAt(at) - 48;
    // The first nine digits and the rest apart: together they may pass 2^53.
    if (at - start < 9) high = high * 10 + digit;
    else low = low * 10 + digit;
    at++;
  }
  const count = at - start;
  if (count < 9 || count > 19) return false;
  let fractionDigits = 0;
  let fraction = 0;
  if (text.charCodeAt(at) === 46) {
    at++;
    while (isDigit(text.charCodeAt(at))) {
      if (fractionDigits < 9) {
        fraction = fraction * 10 + text.charCodeAt(at) - 48;
        fractionDigits++;
      }
      at++;
    }
  }
  if (skipBlanks(text, at) !== text.length) return false;
  out.zoned = true;
  out.reading = 'once';
  if (count > 17 && isSentinelNumber(text)) return false;
  return setEpoch(high, low, count, out) && addFraction(fraction, fractionDigits, count, out);
}

/**
 * An epoch time that is already a number; the unit follows from the magnitude as above.
 * @param value seconds (fractions allowed), milliseconds, microseconds, …
 */
export function epochNumberTime(value: number, out: ParsedTime): boolean {
  out.sentinel = false;
  if (!(value >= 1e8 && value < 9e18)) {
    out.sentinel = Number.isInteger(value) && isSentinelNumber(BigInt(value).toString());
    return false;
  }
  if (value >= 1e14) return parseEpochTime(BigInt(Math.floor(value)).toString(), out);
  out.zoned = true;
  out.reading = 'once';
  out.nanos = 0;
  const seconds = value < 1e11;
  out.timeUs = Math.round(value * (seconds ? SECOND_US : 1000));
  out.digits = out.timeUs % SECOND_US === 0 && seconds ? 0 : out.timeUs % 1000 === 0 ? 3 : 6;
  return true;
}

/**
 * A FILETIME: 100 ns since 1601.
 * @param high,low its 32-bit halves, unsigned
 */
export function fileTime(high: number, low: number, out: ParsedTime): boolean {
  // Counted from 1970 in pieces, because the whole passes 2^53. 2^32 is 10 × 429496729 + 6.
  const above = high - EPOCH_HIGH;
  const rest = 6 * above + (low - EPOCH_LOW);
  const tens = Math.floor(rest / 10);
  const timeUs = above * 429_496_729 + tens;
  out.timeUs = timeUs;
  out.nanos = (rest - tens * 10) * 100;
  out.digits = 7;
  out.zoned = true;
  out.reading = 'once';
  out.sentinel = isSentinelTicks(high, timeUs, out.nanos);
  return !out.sentinel && timeUs >= FIRST_US && timeUs <= LAST_US;
}

/** 1970 as a FILETIME. */
const EPOCH_HIGH = 27_111_902;
const EPOCH_LOW = 3_577_643_008;
/** FILETIMEs before 1685 are zeros and damage, not times. */
const FIRST_US = daysFromCivil(1685, 1, 1) * DAY_US;
const LAST_US = daysFromCivil(2255, 1, 1) * DAY_US - 1;
const CALENDAR_END_US = daysFromCivil(9999, 12, 31) * DAY_US;

/** 0, what is so near it that it was a span of time, 1970 exactly, the end of the calendar and all after it. */
function isSentinelTicks(high: number, timeUs: number, nanos: number): boolean {
  if (timeUs === 0 && nanos === 0) return true;
  return high < FIRST_DAYS_HIGH || timeUs >= CALENDAR_END_US;
}

/** 2^32 · 201 ticks are the first day of 1601. */
const FIRST_DAYS_HIGH = 201;

function setEpoch(high: number, low: number, count: number, out: ParsedTime): boolean {
  out.nanos = 0;
  if (count <= 11) return setUnit(high * tenTo(count - 9) + low, SECOND_US, 0, out);
  if (count <= 14) return setUnit(high * tenTo(count - 9) + low, 1000, 3, out);
  if (count <= 17) return setUnit(high * tenTo(count - 9) + low, 1, 6, out);
  if (count === 18) {
    // FILETIME: nine digits high, nine low; ten of its units are one microsecond.
    const belowUs = low % 10;
    const us = (high - 116_444_736) * 100_000_000 + (low - belowUs) / 10;
    out.nanos = belowUs * 100;
    return us > 0 && setUnit(us, 1, 7, out);
  }
  out.nanos = low % 1000;
  return setUnit(high * 10_000_000 + Math.floor(low / 1000), 1, 9, out);
}

function setUnit(value: number, unitUs: number, digits: number, out: ParsedTime): boolean {
  out.timeUs = value * unitUs;
  out.digits = digits;
  return out.timeUs >= 1e8 * SECOND_US && out.timeUs < 8.9e15;
}

/** A fraction of seconds or of milliseconds; finer units have none worth keeping. */
function addFraction(
  fraction: number,
  fractionDigits: number,
  count: number,
  out: ParsedTime,
): boolean {
  if (fractionDigits === 0 || count > 14) return true;
  const shown = count <= 11 ? fractionDigits : Math.min(9, fractionDigits + 3);
  const nanos = (fraction * tenTo(9 - fractionDigits)) / (count <= 11 ? 1 : 1000);
  out.timeUs += Math.floor(nanos / 1000);
  out.nanos = Math.floor(nanos) % 1000;
  out.digits = shown;
  return true;
}

const DOT = 46;

/** `-`, `.` or `/`. */
function isDateMark(unit: number): boolean {
  return unit >= 45 && unit <= 47;
}

/** A year of four digits, or of two, which are this century's; 0 when there is none. */
function yearNumber(text: string, at: number, length: number): number {
  const first = number2(text, at);
  if (first < 0) return 0;
  return length === 2 ? 2000 + first : first * 100 + number2(text, at + 2);
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** 1 or 2 when so many digits stand here and no more, else 0. */
function numberLength(text: string, at: number): number {
  if (!isDigit(text.charCodeAt(at))) return 0;
  if (!isDigit(text.charCodeAt(at + 1))) return 1;
  return isDigit(text.charCodeAt(at + 2)) ? 0 : 2;
}

function shortNumber(text: string, at: number, length: number): number {
  const first = text.charCodeAt(at) - 48;
  return length === 1 ? first : first * 10 + text.charCodeAt(at + 1) - 48;
}

const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9] as const;

function tenTo(exponent: number): number {
  return POWERS[exponent] ?? 1;
}
