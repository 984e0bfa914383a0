/** What is learnt from the first records: the layout, where times are and whether they name a zone. */
import type { ZoneRule } from '#contract/time.ts';
import { BatchBuilder } from '#workers/batch/builder.ts';
import { newParsedTime } from '#workers/normalise/time-parser.ts';
import { isKnownZone, zoneOffset } from '#workers/normalise/zone-offset.ts';
import type { Prepared, ReadOptions } from '../reader.ts';
import type { JsonObject } from './json-object.ts';
import type { JsonState } from './json-state.ts';
import { readProfile } from '../mapping/profile.ts';
import { dateOrderIn } from './date-order.ts';
import { mappedJson, mappedTimes } from './mapped-prepare.ts';
import { layoutFor } from './layouts/all-layouts.ts';
import { findTimePath } from './layouts/generic.ts';
import type { Layout, LayoutRun } from './layouts/layout.ts';
import { setTime } from './layouts/layout.ts';

type Problems = Prepared['problems'];

/** State, zone rule and problems of evidence that begins with these records. */
export function prepareRecords(
  rows: readonly JsonObject[],
  recordMarks: boolean,
  options: ReadOptions,
): { state: JsonState; zone: ZoneRule; problems: Problems } {
  const said = readProfile(options.mapping, 'json');
  const mapped = mappedJson(said, rows, options.dateOrder);
  if (mapped !== undefined) {
    const state: JsonState = { layout: 'generic', timePath: [], recordMarks, mapped };
    return { state, ...mappedTimes(mapped, said, rows, options) };
  }
  const layout = commonLayout(rows);
  const timePath = layout.id === 'generic' ? findTimePath(rows) : [];
  const found = zoneOf(rows, layout, timePath, options);
  const { zone } = found;
  const dated = dateOrderIn(rows, layout, timePath, options.dateOrder ?? said.dateOrder);
  const problems = [...found.problems, ...dated.problems];
  const state: JsonState = { layout: layout.id, timePath, recordMarks, ...dated.state };
  if (layout.id !== 'generic' || rows.length === 0) return { state, zone, problems };
  const where =
    timePath.length === 0 ? 'no field with times was found' : `times are in ${timePath.join('.')}`;
  const note = {
    code: 'unknown-layout',
    message: `${layout.label}: ${where}; fields are kept under their own names.`,
    locator: '',
  };
  return { state, zone, problems: [...problems, note] };
}

/** The layout that most of the records have; earlier ones win ties. */
function commonLayout(rows: readonly JsonObject[]): Layout {
  const counts = new Map<Layout, number>();
  for (const row of rows) {
    const layout = layoutFor(row);
    counts.set(layout, (counts.get(layout) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? layoutFor({});
}

function zoneOf(
  rows: readonly JsonObject[],
  layout: Layout,
  timePath: readonly string[],
  { timeZone }: ReadOptions,
): { zone: ZoneRule; problems: Problems } {
  // Throws for names that are no zone, before anything is read.
  if (timeZone !== undefined && !isKnownZone(timeZone)) zoneOffset(timeZone);
  if (layout.utc) return { zone: { kind: 'utc', zone: 'UTC' }, problems: [] };
  const run: LayoutRun = {
    batch: new BatchBuilder('json'),
    zone: undefined,
    time: newParsedTime(),
    timePath,
  };
  const bare = rows.some((row) => {
    const found = setTime(layout.timeOf(row, run), false, run);
    return (found === 'found' || found === 'contradicted') && !run.time.zoned;
  });
  if (!bare) return { zone: { kind: 'explicit', zone: 'UTC' }, problems: [] };
  const zone: ZoneRule = { kind: 'assumed', zone: timeZone ?? 'UTC' };
  if (timeZone !== undefined) return { zone, problems: [] };
  const message =
    'Times without a zone are taken as UTC; import with a time zone if they are local.';
  return { zone, problems: [{ code: 'time-zone-assumed', message, locator: '' }] };
}
