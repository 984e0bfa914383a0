/** The second half of a time: clock, fraction, AM or PM, offset. The date is already in the result. */
import { SECOND_US, number2, skipBlanks } from './time-digits.ts';
import type { ParsedTime } from './time-parser.ts';
import type { ZoneOffset } from './zone-offset.ts';

const MINUTE_US = 60 * SECOND_US;
const HOUR_US = 60 * MINUTE_US;

/** Adds clock and offset to the date in `out`; nothing may follow. A date alone is midnight. */
export function parseClock(
  text: string,
  from: number,
  zone: ZoneOffset | undefined,
  out: ParsedTime,
): boolean {
  const at = clockStart(text, from);
  if (at < 0) return false;
  let end = at;
  if (at < text.length) {
    end = addHoursToSeconds(text, at, out);
    if (end > 0) end = addFraction(text, end, out);
    if (end > 0) end = addHalfOfDay(text, end, at, out);
    if (end < 0) return false;
  }
  const zeroOnItsClock = isZero(out);
  if (!subtractOffset(text, end, zone, out)) return false;
  if (!zeroOnItsClock && !isZero(out)) return true;
  out.sentinel = true;
  return false;
}

/** The zero of Unix, which is no time wherever its clock stood. */
function isZero({ timeUs, nanos }: ParsedTime): boolean {
  return timeUs === 0 && nanos === 0;
}

/** After the `T`, comma, `@`, colon or blanks between date and clock; -1 when something else is there. */
function clockStart(text: string, from: number): number {
  let at = from;
  const unit = text.charCodeAt(at);
  if (unit === 84 || unit === 116) return at + 1;
  if (unit === 44 || unit === 58 || unit === 95) at++;
  at = skipBlanks(text, at);
  // Kibana puts an @ between date and clock.
  if (text.charCodeAt(at) === 64) at = skipBlanks(text, at + 1);
  return at > from || at >= text.length ? at : -1;
}

/** @returns position after the seconds (or minutes), -1 when there is no clock */
function addHoursToSeconds(text: string, at: number, out: ParsedTime): number {
  let hours = number2(text, at);
  let next = at + 2;
  if (hours < 0) {
    hours = text.charCodeAt(at) - 48;
    next = at + 1;
    if (!(hours >= 0 && hours <= 9)) return -1;
  }
  const minutes = number2(text, next + 1);
  if (text.charCodeAt(next) !== 58 || minutes < 0 || minutes > 59 || hours > 24) return -1;
  out.timeUs += hours * HOUR_US + minutes * MINUTE_US;
  next += 3;
  if (text.charCodeAt(next) !== 58) return next;
  const seconds = number2(text, next + 1);
  // 60 is a leap second: it becomes the next minute's first.
  if (seconds < 0 || seconds > 60) return -1;
  out.timeUs += seconds * SECOND_US;
  return next + 3;
}

/** `.391` or `,391`; digits past the ninth are read over. */
function addFraction(text: string, at: number, out: ParsedTime): number {
  const mark = text.charCodeAt(at);
  if (mark !== 46 && mark !== 44) return at;
  let nanos = 0;
  let digits = 0;
  let next = at + 1;
  for (;;) {
    const digit = text.charCodeAt(next) - 48;
    if (!(digit >= 0 && digit <= 9)) break;
    if (digits < 9) {
      nanos = nanos * 10 + digit;
      digits++;
    }
    next++;
  }
  if (digits === 0) return -1;
  for (let i = digits; i < 9; i++) nanos *= 10;
  out.digits = digits;
  out.nanos = nanos % 1000;
  out.timeUs += (nanos - out.nanos) / 1000;
  return next;
}

/** ` AM`, `pm`, `a.m.`: 12 AM is midnight, 12 PM noon. */
function addHalfOfDay(text: string, at: number, clockAt: number, out: ParsedTime): number {
  const start = skipBlanks(text, at);
  const half = text.charCodeAt(start) | 32;
  if (half !== 97 && half !== 112) return at;
  const dotted = text.charCodeAt(start + 1) === 46;
  const end = dotted ? start + 3 : start + 2;
  const two = number2(text, clockAt);
  const hours = two < 0 ? text.charCodeAt(clockAt) - 48 : two;
  if ((text.charCodeAt(end - 1) | 32) !== 109 || hours < 1 || hours > 12) return -1;
  const shown = hours % 12;
  out.timeUs += (shown - hours + (half === 112 ? 12 : 0)) * HOUR_US;
  return dotted && text.charCodeAt(end) === 46 ? end + 1 : end;
}

/** Applies the offset that the text gives, or the zone's. */
function subtractOffset(
  text: string,
  from: number,
  zone: ZoneOffset | undefined,
  out: ParsedTime,
): boolean {
  const at = skipBlanks(text, from);
  if (at >= text.length) {
    out.zoned = false;
    if (zone === undefined) return true;
    out.timeUs -= zone.offsetUs(out.timeUs);
    out.reading = zone.reading;
    return true;
  }
  out.zoned = true;
  const sign = text.charCodeAt(at);
  if (sign === 43 || sign === 45) return subtractNumericOffset(text, at, sign === 43 ? 1 : -1, out);
  const end = utcLength(text, at);
  if (end === 0) return false;
  const next = text.charCodeAt(at + end);
  // "UTC+02:00" and "GMT-0500".
  if (end === 3 && (next === 43 || next === 45)) {
    return subtractNumericOffset(text, at + 3, next === 43 ? 1 : -1, out);
  }
  return skipBlanks(text, at + end) === text.length;
}

/** `+02`, `+0200`, `+02:00`. */
function subtractNumericOffset(text: string, at: number, sign: number, out: ParsedTime): boolean {
  const hours = number2(text, at + 1);
  if (hours < 0 || hours > 18) return false;
  const minutesAt = text.charCodeAt(at + 3) === 58 ? at + 4 : at + 3;
  let end = at + 3;
  let minutes = 0;
  if (minutesAt < text.length && number2(text, minutesAt) >= 0) {
    minutes = number2(text, minutesAt);
    end = minutesAt + 2;
  }
  out.timeUs -= sign * (hours * HOUR_US + minutes * MINUTE_US);
  return minutes <= 59 && skipBlanks(text, end) === text.length;
}

/** Length of `Z`, `UTC` or `GMT` here, 0 when none. */
function utcLength(text: string, at: number): number {
  const unit = text.charCodeAt(at) | 32;
  if (unit === 122) return 1;
  if (unit !== 117 && unit !== 103) return 0;
  const word = text.slice(at, at + 3).toUpperCase();
  return word === 'UTC' || word === 'GMT' ? 3 : 0;
}
