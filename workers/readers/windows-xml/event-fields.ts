/** What a kept event in XML says, field by field, under the names that event logs have. */
import { documentFields } from '../evtx/fields.ts';
import type { DocumentField } from '../reader.ts';
import { eventObject, isEventFault } from './event-object.ts';

const fieldNames: ReadonlyMap<string, string> = new Map([
  ['winlog.RenderingInfo.Message', 'message'],
  ['winlog.system.TimeCreated.SystemTime', 'winlog.time_created'],
  ['winlog.system.EventID.#text', 'winlog.event_id'],
  ['winlog.system.EventID.Qualifiers', 'winlog.qualifiers'],
]);

/** Fields under the names that they have in event logs; the message as such. */
export function eventXmlFields(document: string): readonly DocumentField[] {
  const event = eventObject(document);
  if (isEventFault(event)) return [{ name: 'raw', value: document }];
  return documentFields(JSON.stringify(event)).map(({ name, value }) => ({
    name: fieldNames.get(name) ?? name,
    value,
  }));
}
