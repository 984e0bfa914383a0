/**
 * The year of logs that do not say it: the first record has the latest year with which it is not
 * after the file's last change. Later records follow by the order of their months.
 */
import { daysFromCivil } from '#workers/normalise/time-digits.ts';
import type { SyslogLine } from './line.ts';

const DAY_MS = 86_400_000;

/**
 * Year of the first record, or undefined when the file's last change is not known.
 * @param mtimeMs milliseconds since the epoch, NaN when unknown; a day of slack is given for zones
 */
export function yearOfFirst(
  { month, day }: Pick<SyslogLine, 'month' | 'day'>,
  mtimeMs: number,
): number | undefined {
  if (!Number.isFinite(mtimeMs)) return undefined;
  const limitMs = mtimeMs + DAY_MS;
  const latest = new Date(limitMs).getUTCFullYear();
  if (month === 2 && day === 29) return lastLeapYear(limitMs, latest);
  return startOfDayMs(latest, month, day) <= limitMs ? latest : latest - 1;
}

function lastLeapYear(limitMs: number, latest: number): number {
  for (let year = latest; year > latest - 8; year--) {
    if (isLeap(year) && startOfDayMs(year, 2, 29) <= limitMs) return year;
  }
  return latest;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function startOfDayMs(year: number, month: number, day: number): number {
  return daysFromCivil(year, month, day) * DAY_MS;
}
