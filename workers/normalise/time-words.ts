/**
 * Times with the month as a word: `Feb 25, 2025 @ 09:19:25.391` (Kibana), `25/Feb/2025:09:19:25 +0000`
 * (web servers), `Tue, 25 Feb 2025 09:19:25 GMT` (mail), `Tue Feb 25 09:19:25 2025` (C). Rare, so
 * patterns do; every pattern is linear.
 */
import { parseClock } from './time-clock.ts';
import { setDate } from './time-digits.ts';
import type { ParsedTime } from './time-parser.ts';
import type { ZoneOffset } from './zone-offset.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const LONGEST = 80;

const dayMonthYear = /^(?:[A-Za-z]{3,9},? )?(\d{1,2})[ /-]([A-Za-z]{3,9})[ /-](\d{4})(?=\D|$)/;
const monthDayYear = /^(?:[A-Za-z]{3,9},? )?([A-Za-z]{3,9})\.? {1,2}(\d{1,2}),? (\d{4})(?=\D|$)/;
const clockBeforeYear =
  /^(?:[A-Za-z]{3},? )?([A-Za-z]{3}) {1,2}(\d{1,2}) (\d{1,2}:\d{2}:\d{2}(?:\.\d{1,9})?)(?: ([A-Z]{1,5}|[+-]\d{4}))? (\d{4})$/;

/** @returns false when the text is no such time; see `parseTime` for the parameters */
export function parseWordyTime(
  text: string,
  zone: ZoneOffset | undefined,
  out: ParsedTime,
): boolean {
  if (text.length > LONGEST) return false;
  const trimmed = text.trim();
  const byDay = dayMonthYear.exec(trimmed);
  if (byDay !== null) {
    const [whole, day, month, year] = byDay;
    if (!setDate(Number(year), monthOf(month), Number(day), out)) return false;
    return parseClock(trimmed, whole.length, zone, out);
  }
  const byMonth = monthDayYear.exec(trimmed);
  if (byMonth !== null) {
    const [whole, month, day, year] = byMonth;
    if (!setDate(Number(year), monthOf(month), Number(day), out)) return false;
    return parseClock(trimmed, whole.length, zone, out);
  }
  const byClock = clockBeforeYear.exec(trimmed);
  if (byClock === null) return false;
  const [, month, day, clock = '', offset = '', year] = byClock;
  if (!setDate(Number(year), monthOf(month), Number(day), out)) return false;
  return parseClock(` ${clock}${offset}`, 0, zone, out);
}

/** 1…12, or 0 for a word that is no month. */
function monthOf(word = ''): number {
  return MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;
}
