/** Chainsaw's detections as JSON: a rule and the event that matched, in the shape of its EVTX parser. */
import { columnOf } from '#contract/event-columns.ts';
import { isObject, member, textOf } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Layout } from './layout.ts';
import { evtxDumpLayout } from './windows-nested.ts';

const LEVEL = columnOf('log.level');
const RULE = columnOf('rule.name');

/** The matched event; of an aggregation the first one. */
function eventOf(row: JsonObject): JsonObject | undefined {
  const documents = row['documents'];
  const first: unknown = Array.isArray(documents) ? documents[0] : undefined;
  const document = row['document'] ?? first;
  const data = member(document, 'data') ?? document;
  return isObject(data) && isObject(data['Event']) ? data : undefined;
}

export const chainsawLayout: Layout = {
  id: 'chainsaw',
  label: 'Chainsaw detections (JSON)',
  knownBy: '`group` with `document` or `documents` that hold an `Event`',
  times: 'the event’s own `TimeCreated`, UTC, else `timestamp`',
  utc: true,
  fits: (row) => row['group'] !== undefined && eventOf(row) !== undefined,
  timeOf: (row, run) => evtxDumpLayout.timeOf(eventOf(row) ?? {}, run) ?? row['timestamp'],
  read: (row, run) => {
    const number = evtxDumpLayout.read(eventOf(row) ?? {}, run);
    const rule = row['name'] ?? member(row['rule'], 'title') ?? row['rule'];
    run.batch.text(RULE, textOf(rule));
    run.batch.text(LEVEL, textOf(row['level'] ?? member(row['rule'], 'level')));
    return number;
  },
};
