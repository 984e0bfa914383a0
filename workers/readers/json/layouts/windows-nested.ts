/**
 * Windows events with the system's fields and the event's own apart, as the XML has them: evtx_dump
 * (`{"Event":{"System":…,"EventData":…}}` with `#attributes`), converters that write attributes as
 * `@Name`, and Velociraptor (no `Event` around it, `EventID.Value`).
 */
import { normaliseWindows } from '#workers/normalise/windows.ts';
import type { WindowsRecord } from '#workers/normalise/windows-record.ts';
import { isObject, member, textOf } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { recordNumber } from './layout.ts';
import type { Layout } from './layout.ts';

const empty: JsonObject = {};

class NestedRecord implements WindowsRecord {
  provider = '';
  code = '';
  channel = '';
  computer = '';
  userSid = '';
  level = '';
  keywords = '';
  private values: JsonObject = empty;
  /** Fields of lists of `Data` elements, when that is how they came. */
  private listed: ReadonlyMap<string, string> | undefined;

  load(event: JsonObject): void {
    const system = event['System'];
    this.code = textOf(content(member(system, 'EventID'))) ?? '';
    this.provider = textOf(attribute(system, 'Provider', 'Name')) ?? '';
    this.channel = textOf(content(member(system, 'Channel'))) ?? '';
    this.computer = textOf(content(member(system, 'Computer'))) ?? '';
    this.userSid = textOf(attribute(system, 'Security', 'UserID')) ?? '';
    this.level = textOf(content(member(system, 'Level'))) ?? '';
    this.keywords = textOf(content(member(system, 'Keywords'))) ?? '';
    this.values = valuesOf(event);
    const data = this.values['Data'];
    this.listed = Array.isArray(data) ? listedData(data) : undefined;
  }

  data(name: string): string | undefined {
    if (this.listed !== undefined) {
      const value = this.listed.get(name);
      if (value !== undefined) return value;
    }
    return textOf(content(this.values[name]));
  }
}

/** EventData, or the one element inside UserData. */
function valuesOf(event: JsonObject): JsonObject {
  const eventData = event['EventData'];
  if (isObject(eventData)) return eventData;
  const userData = event['UserData'];
  if (!isObject(userData)) return empty;
  return Object.values(userData).find(isObject) ?? userData;
}

/** `[{"@Name":"a","#text":"b"}]` by name; unnamed ones as param1, param2 … */
function listedData(list: readonly unknown[]): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  list.forEach((item, at) => {
    const name = textOf(ownAttribute(item, 'Name')) ?? `param${String(at + 1)}`;
    const value = textOf(isObject(item) ? content(item) : item);
    if (value !== undefined) out.set(name, value);
  });
  return out;
}

/** The text of an element that may carry attributes. */
function content(value: unknown): unknown {
  if (!isObject(value)) return value;
  return value['#text'] ?? value['Value'] ?? (Object.hasOwn(value, '#attributes') ? '' : value);
}

/** Attribute of a child element, in any of the spellings. */
function attribute(system: unknown, element: string, name: string): unknown {
  return (
    ownAttribute(member(system, element), name) ??
    member(member(system, `${element}_attributes`), name)
  );
}

function ownAttribute(element: unknown, name: string): unknown {
  return (
    member(member(element, '#attributes'), name) ??
    member(element, `@${name}`) ??
    member(element, name)
  );
}

/** The element that holds System: the record itself or its `Event`. */
function eventOf(row: JsonObject): JsonObject {
  const event = row['Event'];
  return isObject(event) ? event : row;
}

const record = new NestedRecord();

export const evtxDumpLayout: Layout = {
  id: 'evtx-dump',
  label: 'Windows events as XML in JSON (evtx_dump, Velociraptor)',
  knownBy: '`Event.System.EventID` or `System.EventID`',
  times: '`System.TimeCreated`, UTC, or epoch seconds',
  utc: true,
  fits: (row) => {
    const system = eventOf(row)['System'];
    return isObject(system) && system['EventID'] !== undefined;
  },
  timeOf: (row) => {
    const system = eventOf(row)['System'];
    return attribute(system, 'TimeCreated', 'SystemTime') ?? member(system, 'TimeCreated');
  },
  read: (row, { batch }) => {
    const event = eventOf(row);
    record.load(event);
    normaliseWindows(record, batch);
    return recordNumber(content(member(event['System'], 'EventRecordID')));
  },
};
