/**
 * Fields of a kept record, those inside of texts too: exports keep the event as it was in one member
 * (`_raw` of Splunk, `AuditData` of Microsoft 365, `xml_string` of Plaso, `EventData` of Sentinel), as
 * JSON or as XML of Windows. What is inside comes behind the member, under the event's own names.
 */
import { eventDataFields } from '../csv/payload.ts';
import type { DocumentField } from '../reader.ts';
import { looksLikeEventXml } from '../windows-xml/event-object.ts';
import { eventXmlFields } from '../windows-xml/event-fields.ts';
import { flattenDocument } from './flatten.ts';

const eventMembers = new Set(['_raw', 'result._raw', 'AuditData', 'xml_string']);
const dataMembers = new Set(['EventData', 'ParameterXml']);

/** All fields of a JSON document. */
export function jsonFields(document: string): readonly DocumentField[] {
  const fields = flattenDocument(document);
  if (!fields.some(({ name }) => eventMembers.has(name) || dataMembers.has(name))) return fields;
  return fields.flatMap((field) => [field, ...opened(field)]);
}

function opened({ name, value }: DocumentField): readonly DocumentField[] {
  if (dataMembers.has(name)) return [...eventDataFields(value)];
  if (!eventMembers.has(name)) return [];
  if (looksLikeEventXml(value)) return eventXmlFields(value);
  if (!value.startsWith('{')) return [];
  const inside = flattenDocument(value);
  return inside.length === 1 && inside[0]!.name === 'raw' ? [] : inside;
}
