/** What a mapping makes of JSON: where the named paths are, and how the times there are to be read. */
import type { ZoneRule } from '#contract/time.ts';
import { newParsedTime } from '#workers/normalise/time-parser.ts';
import { isKnownZone, zoneOffset } from '#workers/normalise/zone-offset.ts';
import { votesOf } from '../mapping/date-order.ts';
import { namedSources, namesColumns } from '../mapping/profile.ts';
import type { MappingProfile } from '../mapping/profile.ts';
import { readSaidTime } from '../mapping/said-time.ts';
import type { Prepared, ReadOptions } from '../reader.ts';
import { zoneAssumed } from '../record-time.ts';
import type { JsonObject } from './json-object.ts';
import { timeText, valueByPath } from './mapped-layout.ts';
import type { MappedJson } from './mapped-layout.ts';

type Problem = Prepared['problems'][number];

/** What a profile says of JSON; undefined when it says nothing that would replace a layout. */
export function mappedJson(
  profile: MappingProfile,
  rows: readonly JsonObject[],
  dateOrder: ReadOptions['dateOrder'],
): MappedJson | undefined {
  if (!namesColumns(profile) && profile.time.length === 0) return undefined;
  const { order } = votesOf(rows.map((row) => timeText(row, profile.time)));
  return {
    time: profile.time,
    said: {
      form: profile.timeForm ?? 'written',
      order: dateOrder ?? profile.dateOrder ?? order,
      epochUs: profile.epochUs ?? 0,
    },
    only: profile.only,
    columns: [...profile.columns].map(([target, source]) => ({ target, ...source })),
  };
}

/** The zone rule of mapped times, and what is to be told of them. */
export function mappedTimes(
  { time, said }: MappedJson,
  profile: MappingProfile,
  rows: readonly JsonObject[],
  { timeZone = profile.timeZone, dateOrder = profile.dateOrder }: ReadOptions,
): { zone: ZoneRule; problems: readonly Problem[] } {
  // Throws for names that are no zone, before anything is read.
  if (timeZone !== undefined && !isKnownZone(timeZone)) zoneOffset(timeZone);
  const problems = missingNote(profile, rows);
  const texts = rows.map((row) => timeText(row, time)).filter((text) => text !== '');
  const out = newParsedTime();
  const bare = texts.some((text) => readSaidTime(text, said, undefined, out) && !out.zoned);
  const votes = votesOf(said.form === 'written' && dateOrder === undefined ? texts : []);
  if (votes.inDoubt) problems.push(votes.question(time.join(' '), ' in the first records'));
  if (!bare) return { zone: { kind: 'explicit', zone: 'UTC' }, problems };
  if (timeZone === undefined) problems.push({ ...zoneAssumed, locator: '' });
  return { zone: { kind: 'assumed', zone: timeZone ?? 'UTC' }, problems };
}

function missingNote(profile: MappingProfile, rows: readonly JsonObject[]): Problem[] {
  const missing = namedSources(profile).filter((path) =>
    rows.every((row) => valueByPath(row, path) === undefined),
  );
  if (missing.length === 0) return [];
  const message = `The mapping names fields that the first records do not have: ${missing.join(', ')}.`;
  return [{ code: 'mapping-column-missing', message, locator: '' }];
}
