/**
 * An event as XML → the same object that converters of EVTX write as JSON: System with attributes as
 * members, EventData by name, UserData as it is. What reads those reads this.
 */
import { isFault, parseXml } from './xml.ts';
import type { XmlElement, XmlFault } from './xml.ts';

type Value = string | Value[] | EventObject;
export interface EventObject {
  [name: string]: Value;
}

const start = /^(?:\ufeff)?\s*(?:<\?xml[^>]{0,512}\?>\s*)?<Event[\s>]/;

/** True for a text that is an event as XML, by its beginning. */
export function looksLikeEventXml(text: string): boolean {
  return start.test(text.slice(0, 1024));
}

/** `{System, EventData, …}` of a text that is one event, or what is wrong with it. */
export function eventObject(text: string): EventObject | XmlFault {
  const root = parseXml(text);
  if (isFault(root)) return root;
  if (root.name !== 'Event' || !root.children.some(({ name }) => name === 'System')) {
    return { reason: 'xml-not-an-event', message: 'The element is no event: it has no System.' };
  }
  const out = empty();
  for (const child of root.children) {
    if (child.name === 'EventData') out['EventData'] = dataOf(child);
    else put(out, child.name, valueOf(child));
  }
  return out;
}

/** True for what {@link eventObject} answers when it fails. */
export function isEventFault(value: EventObject | XmlFault): value is XmlFault {
  return typeof value.reason === 'string' && !('System' in value);
}

/** Named data as members; unnamed ones as a list, `Data`; other elements as they are. */
function dataOf({ children, text }: XmlElement): EventObject {
  const out = empty();
  const unnamed: Value[] = [];
  for (const child of children) {
    const name = child.name === 'Data' ? child.attributes.get('Name') : child.name;
    if (name === undefined) unnamed.push(textOf(child));
    else put(out, name, child.name === 'Data' ? textOf(child) : valueOf(child));
  }
  if (unnamed.length > 0) out['Data'] = unnamed;
  if (children.length === 0 && text !== '') out['Data'] = [text];
  return out;
}

/** Text of an element that should have nothing but text. */
function textOf(element: XmlElement): string {
  return element.children.length === 0
    ? element.text
    : JSON.stringify(valueOf({ ...element, attributes: new Map() }));
}

/** Text, or attributes and children as members. */
function valueOf({ attributes, children, text }: XmlElement): Value {
  const own = [...attributes].filter(([name]) => !name.startsWith('xmlns'));
  if (own.length === 0 && children.length === 0) return text;
  const out = empty();
  for (const [name, value] of own) put(out, name, value);
  for (const child of children) put(out, child.name, valueOf(child));
  if (text !== '') out['#text'] = text;
  return out;
}

/** Elements that repeat become a list. */
function put(object: EventObject, name: string, value: Value): void {
  const before = object[name];
  if (before === undefined) object[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else object[name] = [before, value];
}

function empty(): EventObject {
  return Object.create(null) as EventObject;
}
