/**
 * JSON that nobody knows: a time is looked for by name, then by value; fields that happen to have a
 * column's name go there, everything else stays in the document.
 */
import { normaliseEcs } from '#workers/normalise/ecs.ts';
import { epochNumberTime, newParsedTime, parseTime } from '#workers/normalise/time-parser.ts';
import { isObject, valueAt } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Layout } from './layout.ts';

/** Names of times, lower case without separators, best first. */
const timeNames = [
  'timestamp',
  'datetime',
  'eventtime',
  'timegenerated',
  'timecreated',
  'time',
  'ts',
  'systemtime',
  'creationtime',
  'creationdate',
  'createddatetime',
  'createdat',
  'eventtimestamp',
  'eventdate',
  'activitydatetime',
  'published',
  'occurred',
  'starttime',
  'unixtime',
  'date',
  'utctime',
  'timestampms',
];

export const genericLayout: Layout = {
  id: 'generic',
  label: 'JSON of an unknown source',
  knownBy: 'objects',
  times: 'the field whose name and values are times',
  utc: false,
  fits: () => true,
  timeOf: (row, { timePath }) => (timePath.length > 0 ? valueAt(row, timePath) : undefined),
  read: (row, { batch }) => {
    normaliseEcs(row, batch);
    return -1;
  },
};

/**
 * Where the records' time is: the best-named field whose values are times, else any field whose
 * values all are.
 * @returns a path of member names, [] when there is none
 */
export function findTimePath(rows: readonly JsonObject[]): readonly string[] {
  const candidates = new Map<string, { path: readonly string[]; hits: number; rank: number }>();
  for (const row of rows.slice(0, 50)) {
    for (const { path, value } of scalars(row)) {
      const rank = rankOf(path);
      if (!isTime(value, rank < timeNames.length)) continue;
      const key = JSON.stringify(path);
      const known = candidates.get(key);
      if (known === undefined) candidates.set(key, { path, hits: 1, rank });
      else known.hits++;
    }
  }
  const enough = Math.max(1, Math.min(rows.length, 50) / 2);
  const usable = [...candidates.values()].filter(({ hits }) => hits >= enough);
  usable.sort((a, b) => a.rank - b.rank || b.hits - a.hits);
  return usable[0]?.path ?? [];
}

/** Members of the record and of the objects in it, one level down. */
function scalars(row: JsonObject): { path: readonly string[]; value: unknown }[] {
  return Object.entries(row).flatMap(([key, value]) =>
    isObject(value)
      ? Object.entries(value).map(([inner, item]) => ({ path: [key, inner], value: item }))
      : [{ path: [key], value }],
  );
}

/** Place among the known names; nested ones after those at the top, unknown ones last. */
function rankOf(path: readonly string[]): number {
  const name = (path.at(-1) ?? '').toLowerCase().replaceAll(/[^a-z]/g, '');
  const at = timeNames.indexOf(name);
  if (at < 0) return timeNames.length + 2 * path.length + (/time|date/.test(name) ? 0 : 1);
  return at + (path.length - 1) * 0.5;
}

const scratch = newParsedTime();

/** Bare numbers count only under a name that promises a time. */
function isTime(value: unknown, named: boolean): boolean {
  if (typeof value === 'number') return named && epochNumberTime(value, scratch);
  if (typeof value !== 'string' || value.length < 8 || value.length > 64) return false;
  if (!named && /^[\d.]+$/.test(value)) return false;
  return parseTime(value, undefined, scratch) || scratch.sentinel;
}
