/**
 * What the analyst says about a table: a JSON file given with `--mapping`.
 *
 *     { "time": "When", "dateOrder": "day-first", "columns": { "host.name": "Server" } }
 *
 * `time` is a column or two (date and clock), `columns` goes from event columns to the file's own.
 * Names are compared without case, blanks and marks. Columns that a file lacks are told with it, so
 * that one profile serves a folder of different files; a profile that is wrong in itself is refused.
 */
import { WorkbenchError } from '#contract/errors.ts';
import { columnNumber } from '#contract/event-columns.ts';
import type { EventColumnName } from '#contract/event-columns.ts';
import type { DateOrder } from '#workers/normalise/time-parser.ts';
import { plainName } from './columns.ts';

export interface MappingProfile {
  readonly time: readonly string[];
  readonly dateOrder: DateOrder | undefined;
  readonly columns: ReadonlyMap<EventColumnName, string>;
}

const nothing: MappingProfile = { time: [], dateOrder: undefined, columns: new Map() };

/**
 * @param mapping parsed JSON; undefined: no profile
 * @throws WorkbenchError `bad-parameter`
 */
export function readProfile(mapping: unknown): MappingProfile {
  if (mapping === undefined) return nothing;
  if (!isObject(mapping)) throw wrong('it is no object');
  for (const key of Object.keys(mapping)) {
    if (!['time', 'dateOrder', 'columns'].includes(key)) throw wrong(`it knows no "${key}"`);
  }
  const { time = [], dateOrder, columns = {} } = mapping;
  if (dateOrder !== undefined && dateOrder !== 'day-first' && dateOrder !== 'month-first') {
    throw wrong('"dateOrder" is neither day-first nor month-first');
  }
  return { time: timeNames(time), dateOrder, columns: targets(columns) };
}

/** Position of a column of the file by the name that the profile gives it, -1 when there is none. */
export function positionOf(name: string, columns: readonly string[]): number {
  const exact = columns.indexOf(name);
  return exact >= 0 ? exact : columns.map(plainName).indexOf(plainName(name));
}

function timeNames(time: unknown): readonly string[] {
  const names: readonly unknown[] = Array.isArray(time) ? time : [time];
  if (names.length > 2 || !names.every((name) => typeof name === 'string')) {
    throw wrong('"time" is neither a column nor two');
  }
  return names;
}

function targets(columns: unknown): ReadonlyMap<EventColumnName, string> {
  if (!isObject(columns)) throw wrong('"columns" is no object');
  const out = new Map<EventColumnName, string>();
  for (const [target, name] of Object.entries(columns)) {
    if (columnNumber(target) === undefined) throw wrong(`there is no event column "${target}"`);
    if (typeof name !== 'string') throw wrong(`"${target}" names no column of the file`);
    out.set(target as EventColumnName, name);
  }
  return out;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(what: string): WorkbenchError {
  return new WorkbenchError({
    code: 'bad-parameter',
    message: `The mapping cannot be used: ${what}.`,
    hint: 'For example: { "time": "When", "columns": { "host.name": "Server" } }',
  });
}
