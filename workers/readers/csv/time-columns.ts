/**
 * Which column holds the times, and how they are to be read: by its name, then by trying its values.
 * Whether 7/8/2019 is in July or August is decided by the whole sample, and asked when it cannot be.
 */
import type { ZoneRule } from '#contract/time.ts';
import { newParsedTime, parseSlashTime, parseTime } from '#workers/normalise/time-parser.ts';
import type { DateOrder } from '#workers/normalise/time-parser.ts';
import { wholeNumber } from '#workers/normalise/values.ts';
import { zoneOffset } from '#workers/normalise/zone-offset.ts';
import type { Prepared } from '../reader.ts';
import { plainName, timeNames } from './columns.ts';
import { positionOf } from './mapping-profile.ts';
import type { MappingProfile } from './mapping-profile.ts';
import type { TimeColumns } from './state.ts';
import type { Table } from './table.ts';

type Problem = Prepared['problems'][number];

export interface FoundTimes {
  readonly time: TimeColumns | undefined;
  readonly zone: ZoneRule;
  readonly problems: readonly Problem[];
}

/** Share of a column's values that must be times. */
const LEAST_NAMED = 0.5;
const LEAST_UNNAMED = 0.9;
/** Three years in seconds; epoch times are larger. */
const LARGEST_COUNTER = 1e8;
const slashDate = /^\s*(\d{1,2})([/-])(\d{1,2})\2\d{2,4}\b/;
const utcName = /\butc\b|utc\s*\]?\)?$/i;
const result = newParsedTime();

/**
 * @param timeZone IANA zone of the analyst for times that carry none
 * @param said what the analyst says about the table
 */
export function findTimes(
  table: Table,
  timeZone: string | undefined,
  said: MappingProfile,
): FoundTimes {
  const named = said.time.map((name) => positionOf(name, table.columns));
  const at = named.length > 0 && !named.includes(-1) ? named : timePositions(table);
  const counter = at.length === 0 ? table.columns.findIndex((_, i) => isCounter(table, i)) : -1;
  if (counter >= 0) {
    const problem = note(
      'relative-time',
      `Times in ${table.columns[counter]!} count seconds from an unknown beginning; shown from 1970 on.`,
    );
    const time: TimeColumns = { at: [counter], order: 'month-first', relative: true };
    return { time, zone: utc, problems: [problem] };
  }
  if (at.length === 0) {
    const message = 'No column with times was found; events have no time.';
    return { time: undefined, zone: utc, problems: [note('no-time-column', message)] };
  }
  const texts = table.sample.map((row) =>
    at
      .map((i) => row[i] ?? '')
      .join(' ')
      .trim(),
  );
  const filled = texts.filter((text) => text !== '');
  const order = said.dateOrder === undefined ? dateOrder(filled) : told(said.dateOrder);
  const problems = order.asked ? [orderProblem(table.columns[at[0]!]!)] : [];
  const { zone, assumed } = zoneOf(table, at, filled, timeZone);
  if (assumed) problems.push(zoneProblem);
  return { time: { at, order: order.order, relative: false }, zone, problems };
}

/** The problem for times that carry no zone, also counted where single rows lack it. */
export const zoneProblem: Problem = {
  code: 'time-zone-assumed',
  message: 'Times carry no zone; read as UTC. Import with a time zone if they are local.',
  locator: '',
};

/** A cell or two cells as they are parsed. */
function readTime(text: string, order: DateOrder): boolean {
  if (order === 'day-first' && parseSlashTime(text, order, undefined, result)) return true;
  return parseTime(text, undefined, result);
}

const utc: ZoneRule = { kind: 'utc', zone: 'UTC' };

function note(code: string, message: string): Problem {
  return { code, message, locator: '' };
}

function timePositions(table: Table): number[] {
  const names = table.columns.map(plainName);
  const pair = [names.indexOf('date'), names.indexOf('time')];
  if (!pair.includes(-1) && isTimes(table, pair, LEAST_NAMED)) return pair;
  for (const name of timeNames) {
    const at = names.indexOf(name);
    if (at >= 0 && isTimes(table, [at], LEAST_NAMED)) return [at];
  }
  const alike = names.findIndex((name, at) => /time|date/.test(name) && isTimes(table, [at], 0.5));
  if (alike >= 0) return [alike];
  const any = names.findIndex((_, at) => isTimes(table, [at], LEAST_UNNAMED, isCalendarTime));
  return any >= 0 ? [any] : [];
}

/** Without a telling name, plain numbers are not taken for epoch times. */
function isCalendarTime(text: string): boolean {
  return !/^[\d.]+$/.test(text);
}

function isTimes(
  table: Table,
  at: readonly number[],
  share: number,
  allows: (text: string) => boolean = () => true,
): boolean {
  let filled = 0;
  let times = 0;
  for (const row of table.sample) {
    const text = at
      .map((i) => row[i] ?? '')
      .join(' ')
      .trim();
    if (text === '') continue;
    filled++;
    const read = readTime(text, 'month-first') || readTime(text, 'day-first');
    if (read && allows(text)) times++;
  }
  // A header alone, or a column that is empty so far: only its name can be believed.
  if (filled === 0) return allows('') && share < LEAST_UNNAMED && table.sample.length === 0;
  return times >= filled * share;
}

/** A column named `time` whose values are small whole numbers that never fall. */
function isCounter(table: Table, at: number): boolean {
  if (plainName(table.columns[at]!) !== 'time' || table.sample.length === 0) return false;
  let before = 0;
  return table.sample.every((row) => {
    const value = wholeNumber(row[at] ?? '') ?? -1;
    const rises = value >= before;
    before = value;
    return rises && value < LARGEST_COUNTER;
  });
}

function told(order: DateOrder): { order: DateOrder; asked: boolean } {
  return { order, asked: false };
}

function dateOrder(texts: readonly string[]): { order: DateOrder; asked: boolean } {
  let seen = 0;
  let dayFirst = 0;
  let monthFirst = 0;
  for (const text of texts) {
    const match = slashDate.exec(text);
    if (match === null) continue;
    seen++;
    if (Number(match[1]) > 12) dayFirst++;
    if (Number(match[3]) > 12) monthFirst++;
  }
  const order = dayFirst > monthFirst ? 'day-first' : 'month-first';
  return { order, asked: seen > 0 && dayFirst > 0 === monthFirst > 0 };
}

function orderProblem(column: string): Problem {
  return note(
    'day-month-order',
    `It cannot be told whether day or month comes first in ${column}; month first was taken.`,
  );
}

function zoneOf(
  table: Table,
  at: readonly number[],
  texts: readonly string[],
  timeZone: string | undefined,
): { zone: ZoneRule; assumed: boolean } {
  // Throws for names that are no zone, before anything is read.
  if (timeZone !== undefined) zoneOffset(timeZone);
  const bare = texts.some((text) => readTime(text, 'month-first') && !result.zoned);
  if (!bare) return { zone: { kind: 'explicit', zone: 'UTC' }, assumed: false };
  if (at.some((i) => utcName.test(table.columns[i]!))) return { zone: utc, assumed: false };
  return { zone: { kind: 'assumed', zone: timeZone ?? 'UTC' }, assumed: timeZone === undefined };
}
