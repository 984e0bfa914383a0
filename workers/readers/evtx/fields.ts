/** Fields of a kept document under the names that Winlogbeat gives them. */
import type { DocumentField } from '../reader.ts';

const systemNames: Readonly<Record<string, string>> = {
  'Provider.Name': 'winlog.provider_name',
  'Provider.Guid': 'winlog.provider_guid',
  'Provider.EventSourceName': 'winlog.event_source_name',
  EventID: 'winlog.event_id',
  Qualifiers: 'winlog.qualifiers',
  Version: 'winlog.version',
  Level: 'winlog.level',
  Task: 'winlog.task',
  Opcode: 'winlog.opcode',
  Keywords: 'winlog.keywords',
  TimeCreated: 'winlog.time_created',
  EventRecordID: 'winlog.record_id',
  'Correlation.ActivityID': 'winlog.activity_id',
  'Correlation.RelatedActivityID': 'winlog.related_activity_id',
  'Execution.ProcessID': 'winlog.process.pid',
  'Execution.ThreadID': 'winlog.process.thread.id',
  Channel: 'winlog.channel',
  Computer: 'winlog.computer_name',
  'Security.UserID': 'winlog.user.identifier',
};
const system = new Map(Object.entries(systemNames));

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** All values of a document in its order; items of a list one to a line. */
export function documentFields(document: string): readonly DocumentField[] {
  const fields: DocumentField[] = [];
  for (const [section, content] of Object.entries(parsed(document))) {
    if (section === 'System') {
      flatten(fields, content, (path) => system.get(path) ?? `winlog.system.${path}`);
    } else if (section === 'EventData') eventData(fields, content);
    else if (section === 'UserData') userData(fields, content);
    else if (section === 'Loupe') flatten(fields, content, (path) => `loupe.${path.toLowerCase()}`);
    else flatten(fields, { [section]: content }, (path) => `winlog.${path}`);
  }
  return fields;
}

function parsed(document: string): { readonly [name: string]: Json } {
  const value = JSON.parse(document) as Json;
  return isObject(value) ? value : {};
}

/** Data without names are param1, param2, … */
function eventData(fields: DocumentField[], content: Json): void {
  if (!isObject(content)) {
    flatten(fields, { event_data: content }, (path) => `winlog.${path}`);
    return;
  }
  for (const [name, value] of Object.entries(content)) {
    if (name === 'Data' && Array.isArray(value)) {
      (value as readonly Json[]).forEach((item, index) => {
        flatten(fields, { [`param${index + 1}`]: item }, (path) => `winlog.event_data.${path}`);
      });
    } else flatten(fields, { [name]: value }, (path) => `winlog.event_data.${path}`);
  }
}

/** What lies in UserData is one element: its name apart, its children as fields. */
function userData(fields: DocumentField[], content: Json): void {
  const name = (path: string): string => `winlog.user_data.${path}`;
  const [only, ...more] = isObject(content) ? Object.entries(content) : [];
  if (only === undefined || more.length > 0 || !isObject(only[1])) {
    flatten(fields, content, name);
    return;
  }
  fields.push({ name: name('xml_name'), value: only[0] });
  flatten(fields, only[1], name);
}

function flatten(
  fields: DocumentField[],
  content: Json,
  nameOf: (path: string) => string,
  path = '',
): void {
  if (isObject(content)) {
    for (const [name, value] of Object.entries(content)) {
      flatten(fields, value, nameOf, path === '' ? name : `${path}.${name}`);
    }
  } else fields.push({ name: nameOf(path), value: valueText(content) });
}

function valueText(value: Json): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(valueText).join('\n');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
