/**
 * Which columns hold the times, and how they are to be read: what the analyst says, what the table's
 * profile knows, else by name and by trying values.
 */
import type { ZoneRule } from '#contract/time.ts';
import type { DateOrder } from '#workers/normalise/time-parser.ts';
import { zoneOffset } from '#workers/normalise/zone-offset.ts';
import { DateVotes } from '../date-order.ts';
import { plainName } from '../mapping/plain-name.ts';
import { positionOf } from '../mapping/profile.ts';
import type { MappingProfile } from '../mapping/profile.ts';
import { firstPosition } from './columns.ts';
import type { TimeMeaning, TimeRule } from './profiles/profile.ts';
import type { RowTime, TimeColumns } from './state.ts';
import type { Table } from './table.ts';
import { excelProblem, noTimeProblem, relativeProblem, zoneProblem } from './time-problems.ts';
import type { Problem } from './time-problems.ts';
import {
  counterPosition,
  excelPosition,
  hasBareTime,
  timePositions,
  timeTexts,
} from './time-search.ts';

export interface FoundTimes {
  readonly time: TimeColumns | undefined;
  /** Set when rows have several times. */
  readonly each?: readonly RowTime[];
  readonly zone: ZoneRule;
  readonly problems: readonly Problem[];
}

const utcName = /\butc\b|utc\s*\]?\)?$/i;
const localName = /[[(]\s*local\b/i;
const utc: ZoneRule = { kind: 'utc', zone: 'UTC' };
const explicit: ZoneRule = { kind: 'explicit', zone: 'UTC' };

/**
 * @param timeZone IANA zone of the analyst for times that carry none
 * @param said what the analyst says about the table
 */
export function findTimes(
  table: Table,
  rule: TimeRule,
  timeZone: string | undefined,
  said: MappingProfile,
): FoundTimes {
  // Throws for names that are no zone, before anything is read.
  if (timeZone !== undefined) zoneOffset(timeZone);
  const named = said.time.map((name) => positionOf(name, table.columns));
  const told = named.length > 0 && !named.includes(-1) ? named : undefined;
  if (rule.kind === 'each' && told === undefined) {
    const each = rule.meanings.flatMap((meaning) => rowTime(meaning, table.columns));
    if (each.length > 0) return severalTimes(table, each, said.dateOrder);
  }
  const one: Partial<Extract<TimeRule, { readonly kind: 'one' }>> = rule.kind === 'one' ? rule : {};
  const at = told ?? timePositions(table, one.names?.split(' '));
  const zone = timeZone ?? said.timeZone;
  const excelAt = said.timeForm === 'excel' ? at[0] : at.length === 0 ? excelPosition(table) : -1;
  if (said.timeForm !== 'seconds' && excelAt !== undefined && excelAt >= 0) {
    return excelTimes(table, excelAt, zone);
  }
  if (said.timeForm === 'seconds' || at.length === 0) return countedTimes(table, at, said);
  const zoneAt =
    one.zone === undefined ? -1 : firstPosition(one.zone, table.columns.map(plainName));
  return writtenTimes(table, at, zoneAt, { timeZone: zone, isUtc: one.utc === true });
}

function rowTime({ column, action, path }: TimeMeaning, columns: readonly string[]): RowTime[] {
  const plain = columns.map(plainName);
  const at = plain.indexOf(column);
  if (at < 0) return [];
  const wanted = path?.split(' ') ?? [];
  const paths = wanted.map((name) => plain.indexOf(name)).filter((position) => position >= 0);
  return [{ at, name: columns[at]!, action, order: 'month-first', paths }];
}

/** The tools write ISO 8601; a spreadsheet that saved the table wrote its own dates, alike in all columns. */
function severalTimes(
  table: Table,
  each: readonly RowTime[],
  told: DateOrder | undefined,
): FoundTimes {
  const votes = new DateVotes();
  for (const { at } of each) for (const text of timeTexts(table, [at])) votes.add(text);
  const order = told ?? votes.order;
  const inDoubt = told === undefined && votes.inDoubt;
  return {
    time: undefined,
    each: each.map((time) => ({ ...time, order })),
    zone: utc,
    problems: inDoubt ? [votes.question(each[0]!.name)] : [],
  };
}

/** Seconds since a beginning, or nothing at all. */
function countedTimes(table: Table, at: readonly number[], said: MappingProfile): FoundTimes {
  const counterAt = at[0] ?? counterPosition(table);
  if (counterAt < 0) return { time: undefined, zone: utc, problems: [noTimeProblem] };
  const { epochUs } = said;
  const problems = epochUs === undefined ? [relativeProblem(table.columns[counterAt]!)] : [];
  const time: TimeColumns = {
    at: [counterAt],
    order: 'month-first',
    form: 'seconds',
    epochUs: epochUs ?? 0,
  };
  return { time, zone: utc, problems };
}

function excelTimes(table: Table, at: number, timeZone: string | undefined): FoundTimes {
  const time: TimeColumns = { at: [at], order: 'month-first', form: 'excel' };
  const problems = [excelProblem(table.columns[at]!)];
  if (timeZone === undefined) problems.push(zoneProblem);
  return { time, zone: { kind: 'assumed', zone: timeZone ?? 'UTC' }, problems };
}

interface Hints {
  readonly timeZone: string | undefined;
  readonly isUtc: boolean;
}

function writtenTimes(
  table: Table,
  at: readonly number[],
  zoneAt: number,
  { timeZone, isUtc }: Hints,
): FoundTimes {
  const texts = timeTexts(table, at);
  const problems: Problem[] = [];
  // Which of day and month comes first is decided by more rows than these, see `date-order.ts`.
  const time: TimeColumns = { at, order: 'month-first', form: 'written' };
  if (zoneAt >= 0) return { time: { ...time, zoneAt }, zone: explicit, problems };
  const names = at.map((i) => table.columns[i]!);
  // Portals show the times of UTC logs in local time too, and then say so.
  const isDefined = isUtc && !names.some((name) => localName.test(name));
  if (!hasBareTime(texts)) return { time, zone: isDefined ? utc : explicit, problems };
  if (isDefined || names.some((name) => utcName.test(name))) return { time, zone: utc, problems };
  if (timeZone === undefined) problems.push(zoneProblem);
  return { time, zone: { kind: 'assumed', zone: timeZone ?? 'UTC' }, problems };
}
