/** Which columns of a table hold times: by their names, then by trying their values. */
import { newParsedTime, parseTimeInOrder } from '#workers/normalise/time-parser.ts';
import type { DateOrder } from '#workers/normalise/time-parser.ts';
import { wholeNumber } from '#workers/normalise/values.ts';
import { DateVotes } from '../date-order.ts';
import { plainName } from '../mapping/plain-name.ts';
import { timeNames } from './columns.ts';
import { isExcelTime } from './excel-time.ts';
import type { Table } from './table.ts';

/** Share of a column's values that must be times. */
const LEAST_NAMED = 0.5;
const LEAST_UNNAMED = 0.9;
/** Three years in seconds; epoch times are larger. */
const LARGEST_COUNTER = 1e8;
/** `1/1/1601` */
const SHORTEST_DATE = 8;
const result = newParsedTime();

/**
 * Positions of the column, or of date and clock, [] when no column holds times.
 * @param first plain names (`date+time` for two) that a profile knows: the first one with times counts,
 * and where the sample has none (a timeline begins with its sentinels) the first one that is there
 */
export function timePositions(table: Table, first: readonly string[] = []): readonly number[] {
  const names = table.columns.map(plainName);
  const known = first
    .map((name) => name.split('+').map((part) => names.indexOf(part)))
    .filter((at) => !at.includes(-1));
  const filled = known.find((at) => isTimes(table, at, LEAST_NAMED, isTime));
  if (filled !== undefined) return filled;
  return known[0] === undefined || isCounted(table, known[0]) ? searched(table, names) : known[0];
}

/** Small numbers are no sentinels: they count from a beginning or are a spreadsheet's days. */
function isCounted(table: Table, at: readonly number[]): boolean {
  return isTimes(table, at, LEAST_UNNAMED, (text) => /^\d{1,8}(?:\.\d+)?$/.test(text));
}

function searched(table: Table, names: readonly string[]): readonly number[] {
  const pair = [names.indexOf('date'), names.indexOf('time')];
  if (!pair.includes(-1) && isTimes(table, pair, LEAST_NAMED, isTime)) return pair;
  for (const name of timeNames) {
    const at = names.indexOf(name);
    if (at >= 0 && isTimes(table, [at], LEAST_NAMED, isTime)) return [at];
  }
  const alike = names.findIndex(
    (name, at) => /time|date/.test(name) && isTimes(table, [at], LEAST_NAMED, isTime),
  );
  if (alike >= 0) return [alike];
  const any = names.findIndex((_, at) => isTimes(table, [at], LEAST_UNNAMED, isCalendarTime));
  return any >= 0 ? [any] : [];
}

/** Column with the day numbers of a spreadsheet under a name that promises times, -1 = none. */
export function excelPosition(table: Table): number {
  if (table.sample.length === 0) return -1;
  const names = table.columns.map(plainName);
  const ranked = [...timeNames.map((name) => names.indexOf(name)), ...names.keys()];
  const at = ranked.find(
    (column) =>
      column >= 0 &&
      /time|date|^when$|^ts$|created|modified/.test(names[column]!) &&
      isTimes(table, [column], LEAST_UNNAMED, isExcelTime),
  );
  return at ?? -1;
}

/** Column named `time` whose values are small whole numbers that never fall, -1 = none. */
export function counterPosition(table: Table): number {
  return table.columns.findIndex((name, at) => {
    if (plainName(name) !== 'time' || table.sample.length === 0) return false;
    let before = 0;
    return table.sample.every((row) => {
      const value = wholeNumber(row[at] ?? '') ?? -1;
      const rises = value >= before;
      before = value;
      return rises && value < LARGEST_COUNTER;
    });
  });
}

/** The texts of the sample's times that are there. */
export function timeTexts(table: Table, at: readonly number[]): readonly string[] {
  const texts = table.sample.map((row) =>
    at
      .map((i) => row[i] ?? '')
      .join(' ')
      .trim(),
  );
  return texts.filter((text) => text !== '');
}

/** Whether day or month comes first, decided by all texts together; `asked`: nothing decides it. */
export function dateOrderOf(texts: readonly string[]): { order: DateOrder; asked: boolean } {
  const votes = new DateVotes();
  for (const text of texts) votes.add(text);
  return { order: votes.order, asked: votes.inDoubt };
}

/** True when one of the texts is a time that does not say its offset. */
export function hasBareTime(texts: readonly string[]): boolean {
  return (
    texts.some(
      (text) => parseTimeInOrder(text, 'month-first', undefined, result) && !result.zoned,
    ) ||
    texts.some((text) => parseTimeInOrder(text, 'day-first', undefined, result) && !result.zoned)
  );
}

function isTimes(
  table: Table,
  at: readonly number[],
  share: number,
  isOne: (text: string) => boolean,
): boolean {
  const texts = timeTexts(table, at);
  // A header alone, or a column that is empty so far: only its name can be believed.
  if (texts.length === 0) return share < LEAST_UNNAMED && table.sample.length === 0;
  return texts.filter(isOne).length >= texts.length * share;
}

function isTime(text: string): boolean {
  return (
    parseTimeInOrder(text, 'month-first', undefined, result) ||
    parseTimeInOrder(text, 'day-first', undefined, result) ||
    // "No time" written out as a date is said by a column of times.
    (result.sentinel && text.length >= SHORTEST_DATE)
  );
}

/** Without a telling name, plain numbers are not taken for epoch times. */
function isCalendarTime(text: string): boolean {
  return !/^[\d.]+$/.test(text) && isTime(text);
}
