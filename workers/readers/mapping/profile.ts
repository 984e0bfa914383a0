/**
 * What the analyst says about a table or an unknown JSON source, checked: the shape is
 * {@link MappingFile}. Columns that a file lacks are told with it, so that one profile serves a
 * folder of different files; a profile that is wrong in itself is refused in words.
 */
import { WorkbenchError } from '#contract/errors.ts';
import { columnNumber, eventColumns } from '#contract/event-columns.ts';
import type { EventColumnName } from '#contract/event-columns.ts';
import type { MappingFile, TimeForm, ValueReading } from '#contract/mapping.ts';
import { newParsedTime, parseTime } from '#workers/normalise/time-parser.ts';
import type { DateOrder } from '#workers/normalise/time-parser.ts';
import { isKnownZone } from '#workers/normalise/zone-offset.ts';
import { plainName } from './plain-name.ts';
import { usualReading } from './value-reading.ts';

/** Where a column's values come from and how they are read. */
export interface MappedSource {
  readonly from: string;
  readonly reading: ValueReading;
}

export interface MappingProfile {
  readonly name: string | undefined;
  readonly format: 'csv' | 'json' | undefined;
  /** None, one, or two for date and clock. */
  readonly time: readonly string[];
  readonly timeForm: TimeForm | undefined;
  readonly dateOrder: DateOrder | undefined;
  readonly timeZone: string | undefined;
  /** Microseconds since 1970 where counted seconds begin. */
  readonly epochUs: number | undefined;
  /** Nothing else is found by its name. */
  readonly only: boolean;
  readonly columns: ReadonlyMap<EventColumnName, MappedSource>;
}

const nothing: MappingProfile = {
  name: undefined,
  format: undefined,
  time: [],
  timeForm: undefined,
  dateOrder: undefined,
  timeZone: undefined,
  epochUs: undefined,
  only: false,
  columns: new Map(),
};

const known: ReadonlySet<string> = new Set([
  'name',
  'format',
  'time',
  'timeForm',
  'dateOrder',
  'timeZone',
  'epoch',
  'only',
  'columns',
] satisfies (keyof MappingFile)[]);

/**
 * @param mapping parsed JSON; undefined: no profile
 * @param format what is to be read with it; a profile for another kind of source says nothing here
 * @throws WorkbenchError `bad-parameter`
 */
export function readProfile(mapping: unknown, format?: 'csv' | 'json'): MappingProfile {
  if (mapping === undefined) return nothing;
  if (!isObject(mapping)) throw wrong('it is no object');
  for (const key of Object.keys(mapping)) {
    if (!known.has(key)) throw wrong(`it knows no "${key}"`);
  }
  const profile: MappingProfile = {
    name: optional(mapping['name'], isText, '"name" is no text'),
    format: optional(mapping['format'], isFormat, '"format" is neither csv nor json'),
    time: timeNames(mapping['time'] ?? []),
    timeForm: optional(
      mapping['timeForm'],
      isTimeForm,
      '"timeForm" is none of written, excel, seconds',
    ),
    dateOrder: optional(
      mapping['dateOrder'],
      isDateOrder,
      '"dateOrder" is neither day-first nor month-first',
    ),
    timeZone: optional(
      mapping['timeZone'],
      isZone,
      '"timeZone" is no IANA zone such as Europe/Berlin',
    ),
    epochUs: epochOf(mapping['epoch']),
    only: optional(mapping['only'], isFlag, '"only" is neither true nor false') ?? false,
    columns: targets(mapping['columns'] ?? {}),
  };
  const isForOthers = profile.format !== undefined && format !== undefined;
  return isForOthers && profile.format !== format ? nothing : profile;
}

/** True when a profile says which columns there are, so that no recognised layout is asked. */
export function namesColumns({ only, columns }: MappingProfile): boolean {
  return only || columns.size > 0;
}

/** Position of a column of the file by the name that the profile gives it, -1 when there is none. */
export function positionOf(name: string, columns: readonly string[]): number {
  const exact = columns.indexOf(name);
  return exact >= 0 ? exact : columns.map(plainName).indexOf(plainName(name));
}

/** Every source that a profile names. */
export function namedSources({ time, columns }: MappingProfile): readonly string[] {
  return [...time, ...[...columns.values()].map(({ from }) => from)];
}

function timeNames(time: unknown): readonly string[] {
  const names: readonly unknown[] = Array.isArray(time) ? time : [time];
  if (names.length > 2 || !names.every(isText)) throw wrong('"time" is neither a column nor two');
  return names;
}

function epochOf(text: unknown): number | undefined {
  if (text === undefined) return undefined;
  const out = newParsedTime();
  if (typeof text === 'string' && parseTime(text, undefined, out)) return out.timeUs;
  throw wrong('"epoch" is no time such as 2015-01-01T00:00:00Z');
}

function targets(columns: unknown): ReadonlyMap<EventColumnName, MappedSource> {
  if (!isObject(columns)) throw wrong('"columns" is no object');
  const out = new Map<EventColumnName, MappedSource>();
  for (const [target, source] of Object.entries(columns)) {
    if (columnNumber(target) === undefined) throw wrong(unknownTarget(target));
    const name = target as EventColumnName;
    out.set(name, sourceOf(name, source));
  }
  return out;
}

function sourceOf(target: EventColumnName, source: unknown): MappedSource {
  const usual = usualReading(target);
  if (typeof source === 'string') return { from: source, reading: usual };
  const { from, reading = usual } = isObject(source) ? source : {};
  if (typeof from !== 'string') throw wrong(`"${target}" names no column of the file`);
  const allowed = usual === 'number' || usual === 'logon-type' ? [usual] : [usual, 'text'];
  const found = allowed.find((each) => each === reading);
  if (found === undefined) {
    throw wrong(
      `"${target}" cannot be read as "${String(reading)}", only as ${allowed.join(' or ')}`,
    );
  }
  return { from, reading: found as ValueReading };
}

/** Columns that share a word with the wrong one are named. */
function unknownTarget(target: string): string {
  const words = target.toLowerCase().split('.').slice(0, 8);
  const alike = eventColumns
    .map(({ name }) => name)
    .filter((name) => words.some((word) => word.length > 2 && name.includes(word)));
  const hint = alike.length === 0 ? '' : `; there are ${alike.slice(0, 4).join(', ')}`;
  return `there is no event column "${target.slice(0, 100)}"${hint}`;
}

function optional<T>(
  value: unknown,
  is: (value: unknown) => value is T,
  what: string,
): T | undefined {
  if (value === undefined || is(value)) return value;
  throw wrong(what);
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isFormat = (value: unknown): value is 'csv' | 'json' => value === 'csv' || value === 'json';
const isTimeForm = (value: unknown): value is TimeForm =>
  value === 'written' || value === 'excel' || value === 'seconds';
const isDateOrder = (value: unknown): value is DateOrder =>
  value === 'day-first' || value === 'month-first';
const isZone = (value: unknown): value is string => isText(value) && isKnownZone(value);

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
