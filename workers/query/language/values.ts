/** What a text in a query can be compared as: a number, a span of time, or a word. */
import { epochUs, type EpochUs } from '#contract/time.ts';
import { foldText } from '#workers/query/text/fold.ts';
import type { Comparison } from './ast.ts';

/** A number, decimal or `0x…`; undefined when the text is none. */
export function numberOf(text: string): number | undefined {
  if (/^0x[0-9a-f]{1,13}$/i.test(text)) return parseInt(text, 16);
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** Half open: from ≤ time < to. */
export interface TimeSpan {
  readonly fromUs: EpochUs;
  readonly toUs: EpochUs;
}

const TIME =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?)?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;
const SECOND_US = 1_000_000;

/**
 * The span that a time means: `2020-10` a month, `2020-10-19T12:28` a minute, `…:05.123` a
 * millisecond. UTC unless it says otherwise. Undefined when the text is no time.
 */
export function timeSpanOf(text: string): TimeSpan | undefined {
  const match = TIME.exec(text.trim());
  if (match === null) return undefined;
  const given = match.slice(1, 7).map((part) => (part as string | undefined) ?? '');
  const parts = given.map((part, at) =>
    part === '' ? (at === 1 || at === 2 ? 1 : 0) : Number(part),
  );
  const fromMs = utcMs(parts);
  if (new Date(fromMs).getUTCMonth() + 1 !== parts[1] || !isClock(parts)) return undefined;
  const fraction = match[7] ?? '';
  const fromUs =
    fromMs * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0')) - zoneUs(match[8] ?? 'Z');
  const lengthUs =
    fraction === ''
      ? unitUs(
          parts,
          given.findLastIndex((part) => part !== ''),
        )
      : 10 ** (6 - Math.min(6, fraction.length));
  return { fromUs: epochUs(fromUs), toUs: epochUs(fromUs + lengthUs) };
}

/**
 * How a text of an event compares: as a number when both are numbers, else letter by letter without
 * regard to case. A text that is no number never compares with a number.
 */
export function textComparer(comparison: Comparison, value: string): (text: string) => boolean {
  const number = numberOf(value);
  if (number !== undefined) {
    return (text) => {
      const other = numberOf(text.trim());
      return other !== undefined && holds(comparison, other - number);
    };
  }
  const folded = foldText(value);
  return (text) => {
    const other = foldText(text);
    return holds(comparison, other < folded ? -1 : other > folded ? 1 : 0);
  };
}

function holds(comparison: Comparison, difference: number): boolean {
  switch (comparison) {
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
  }
}

function utcMs(parts: readonly number[]): number {
  const date = new Date(0);
  date.setUTCFullYear(parts[0]!, parts[1]! - 1, parts[2]);
  date.setUTCHours(parts[3]!, parts[4], parts[5]);
  return date.getTime();
}

function isClock(parts: readonly number[]): boolean {
  return parts[3]! < 24 && parts[4]! < 60 && parts[5]! < 60;
}

/** Length of the unit that a time stops at: 0 a year … 5 a second. */
function unitUs(parts: readonly number[], unit: number): number {
  if (unit > 1) return [86_400, 3600, 60, 1][unit - 2]! * SECOND_US;
  const next = parts.map((part, at) => (at === unit ? part + 1 : part));
  return (utcMs(next) - utcMs(parts)) * 1000;
}

function zoneUs(zone: string): number {
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? '0');
  return (match[1] === '-' ? -1 : 1) * minutes * 60 * SECOND_US;
}
