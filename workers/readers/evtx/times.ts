/**
 * Windows' times as text and back: FILETIME counts 100 ns since 1601-01-01 UTC, SYSTEMTIME spells
 * out its parts. Written here as ISO 8601 in UTC with seven (three) digits, as Windows' own XML has it.
 */
import { isPastCalendars, isSentinelYear, isYear } from '#workers/normalise/time-sentinels.ts';
import { u16, u32 } from './little-endian.ts';
import type { JsonSink } from './json-sink.ts';

/** Days from 1601-01-01 to 1970-01-01. */
const DAYS_TO_UNIX = 134_774;
/** Days from 0000-03-01 to 1601-01-01, in the proleptic Gregorian calendar. */
const DAYS_FROM_MARCH_0 = 584_694;
const ZERO = 48;

let knownDay = -1;
/** `2016-07-08T` of the day met last: neighbours in a log are of the same day. */
let knownDate = '';

/** ISO 8601 with seven digits. */
export function writeFiletime(sink: JsonSink, bytes: Uint8Array, at: number): void {
  const low = u32(bytes, at);
  const high = u32(bytes, at + 4);
  let seconds: number;
  let ticks: number;
  if (high < 1_800_000_000) {
    // 2^32 = 429 · 10^7 + 4,967,296; the product stays below 2^53.
    const rest = high * 4_967_296 + low;
    seconds = high * 429 + Math.floor(rest / 1e7);
    ticks = rest % 1e7;
  } else {
    const all = (BigInt(high) << 32n) | BigInt(low);
    seconds = Number(all / 10_000_000n);
    ticks = Number(all % 10_000_000n);
  }
  const day = Math.floor(seconds / 86_400);
  if (day !== knownDay) {
    knownDate = dateText(day);
    knownDay = day;
  }
  const ofDay = seconds - day * 86_400;
  const minutes = (ofDay / 60) | 0;
  const hours = (minutes / 60) | 0;
  sink.ascii(knownDate);
  sink.padded(hours, 2);
  sink.byte(58);
  sink.padded(minutes - hours * 60, 2);
  sink.byte(58);
  sink.padded(ofDay - minutes * 60, 2);
  sink.byte(46);
  sink.padded(ticks, 7);
  sink.byte(90);
}

/** ISO 8601 with three digits; parts that are out of range are shown as they are. */
export function writeSystemTime(sink: JsonSink, bytes: Uint8Array, at: number): void {
  const part = (index: number, digits: number, after: number): void => {
    const value = u16(bytes, at + index * 2);
    sink.padded(value, Math.max(digits, String(value).length));
    sink.byte(after);
  };
  part(0, 4, 45);
  part(1, 2, 45);
  part(3, 2, 84);
  part(4, 2, 58);
  part(5, 2, 58);
  part(6, 2, 46);
  part(7, 3, 90);
}

/** `2016-07-08T` of a day counted from 1601-01-01. Algorithm: H. Hinnant, days to civil. */
function dateText(days: number): string {
  const shifted = days + DAYS_FROM_MARCH_0;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  );
  const ofYear = ofEra - (365 * yearOfEra + (yearOfEra >> 2) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T`;
}

/** What {@link readInstant} found. */
export interface Instant {
  /** Microseconds since 1970, NaN: no time. */
  timeUs: number;
  /** Nanoseconds below. */
  nanos: number;
  digits: number;
  /** Without a time: whether the writer meant that there is none. */
  sentinel: boolean;
}

/** Reads `2016-07-08T18:12:51.6816410Z` (0…9 digits) in place. */
export function readInstant(bytes: Uint8Array, from: number, to: number, into: Instant): void {
  into.timeUs = NaN;
  into.nanos = 0;
  into.digits = 0;
  into.sentinel = false;
  if (to - from < 20 || to - from > 30 || bytes[to - 1] !== 90) return;
  const year = digits(bytes, from, 4);
  const month = digits(bytes, from + 5, 2);
  const day = digits(bytes, from + 8, 2);
  const hours = digits(bytes, from + 11, 2);
  const minutes = digits(bytes, from + 14, 2);
  const seconds = digits(bytes, from + 17, 2);
  const count = Math.max(0, to - from - 21);
  const fraction = count === 0 ? 0 : digits(bytes, from + 20, count);
  if (!(year + month + day + hours + minutes + seconds + fraction >= 0)) {
    into.sentinel = isPastCalendars(Buffer.from(bytes.subarray(from, to)).toString('latin1'));
    return;
  }
  if (!isYear(year)) {
    into.sentinel = isSentinelYear(year);
    return;
  }
  if (month < 1 || month > 12 || day < 1 || day > 31) return;
  if (hours > 23 || minutes > 59 || seconds > 60) return;
  const nanoseconds = fraction * POWERS[9 - count]!;
  const day1970 = daysFrom1601(year, month, day) - DAYS_TO_UNIX;
  if (day1970 === 0 && hours + minutes + seconds + fraction === 0) {
    into.sentinel = true;
    return;
  }
  const us = Math.floor(nanoseconds / 1000);
  into.timeUs = (day1970 * 86_400 + hours * 3600 + minutes * 60 + seconds) * 1e6 + us;
  into.nanos = nanoseconds - us * 1000;
  into.digits = count;
}

const POWERS = [1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9] as const;

/** NaN when one of them is no digit. */
function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = bytes[i]! - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

function daysFrom1601(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const ofEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + ofYear;
  return era * 146_097 + ofEra - DAYS_FROM_MARCH_0;
}
