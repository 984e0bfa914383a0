/** Digits and days: the smallest steps of reading a time. Allocation-free, shared by all its forms. */
import type { ParsedTime } from './time-parser.ts';
import { isSentinelYear, isYear } from './time-sentinels.ts';

export const SECOND_US = 1_000_000;
export const DAY_US = 86_400 * SECOND_US;

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The number of two digits at `at`, or -1. */
export function number2(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  // NaN past the end fails both comparisons.
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** Position of the first character from `at` that is no blank; the narrow blanks of ICU count too. */
export function skipBlanks(text: string, at: number): number {
  while (isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Sets the beginning of a day. @returns false when there is no such day or it is out of range */
export function setDate(year: number, month: number, day: number, out: ParsedTime): boolean {
  if (!isYear(year)) {
    if (isSentinelYear(year)) out.sentinel = true;
    return false;
  }
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day > MONTH_DAYS[month - 1]! + (leap ? 1 : 0)) return false;
  out.timeUs = daysFromCivil(year, month, day) * DAY_US;
  out.nanos = 0;
  out.digits = 0;
  out.zoned = false;
  out.reading = 'once';
  return true;
}

/**
 * Days since 1970-01-01 of a date in the Gregorian calendar (Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms").
 */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const monthFromMarch = month > 2 ? month - 3 : month + 9;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 160 || unit === 0x202f || unit === 0x2009;
}
