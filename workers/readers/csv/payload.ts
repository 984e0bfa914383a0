/**
 * Event data kept in one cell: EvtxECmd's `Payload` and the `EventData` of the WindowsEvent table as
 * JSON, the `EventData` of the Event and SecurityEvent tables as XML. Reading is lenient, because the
 * row is kept whole anyway.
 */
import type { DocumentField } from '../reader.ts';
import { xmlEventData } from './event-xml.ts';

type Json = Readonly<Record<string, unknown>>;

/** Wrappers inside wrappers that are gone into. */
const MAX_DEPTH = 4;
const none: ReadonlyMap<string, string> = new Map();

/** Fields by Microsoft's names; empty when the cell is no such JSON. */
export function eventDataOf(cell: string): ReadonlyMap<string, string> {
  if (cell.startsWith('<')) return xmlEventData(cell);
  if (!cell.startsWith('{')) return none;
  let parsed: unknown;
  try {
    parsed = JSON.parse(cell);
  } catch {
    return none;
  }
  const out = new Map<string, string>();
  const object = asObject(parsed);
  const data = asObject(object?.['EventData']) ?? asObject(object?.['UserData']) ?? object;
  const list = data?.['Data'];
  if (Array.isArray(list)) addList(list, out);
  else if (asObject(list) !== undefined) addNamed(asObject(list), out);
  else addFlat(data, out, MAX_DEPTH);
  return out;
}

/** The same as fields of a document. */
export function* eventDataFields(cell: string): Iterable<DocumentField> {
  for (const [name, value] of eventDataOf(cell)) yield { name, value };
}

/** Named items by their names, bare texts by their places. */
function addList(list: readonly unknown[], out: Map<string, string>): void {
  list.forEach((item, i) => {
    if (typeof item === 'string') out.set(`param${i + 1}`, item);
    else addNamed(asObject(item), out);
  });
}

/** `{"@Name": "SubjectUserSid", "#text": "S-1-5-18"}`. */
function addNamed(item: Json | undefined, out: Map<string, string>): void {
  const name = item?.['@Name'];
  const text = item?.['#text'];
  if (typeof name === 'string' && typeof text === 'string') out.set(name, text);
}

/** `{"SubjectUserSid": "S-1-5-18"}`, and what UserData wraps once more. */
function addFlat(data: Json | undefined, out: Map<string, string>, depth: number): void {
  for (const [name, value] of Object.entries(data ?? {})) {
    if (typeof value === 'string') out.set(name, value);
    else if (typeof value === 'number' || typeof value === 'boolean') out.set(name, String(value));
    else if (depth > 0) addFlat(asObject(value), out, depth - 1);
  }
}

function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : undefined;
}
