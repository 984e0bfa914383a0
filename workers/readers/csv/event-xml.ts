/**
 * Windows events as XML inside a cell: a whole event, as Splunk's agent keeps it, or only its data, as
 * Log Analytics does. XML that is cut or broken says nothing: the row is kept whole anyway.
 */
import { newParsedTime } from '#workers/normalise/time-parser.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import type { LayoutRun } from '../json/layouts/layout.ts';
import { evtxDumpLayout } from '../json/layouts/windows-nested.ts';
import { eventObject, isEventFault, looksLikeEventXml } from '../windows-xml/event-object.ts';
import { isFault, parseXml } from '../windows-xml/xml.ts';
import type { XmlElement } from '../windows-xml/xml.ts';

const none: ReadonlyMap<string, string> = new Map();
const END = '</Event>';
/** Elements that may lie around event data. */
const MAX_DEPTH = 3;

/** Fields of `<Data Name="a">b</Data>`, unnamed ones as param1, param2 …, and of elements in UserData. */
export function xmlEventData(xml: string): ReadonlyMap<string, string> {
  const root = parseXml(xml);
  const data = isFault(root) ? undefined : dataIn(root, MAX_DEPTH);
  return data === undefined ? none : namedTexts(data);
}

/** What a run over layouts needs; events as XML have their time in UTC. */
export function layoutRun(batch: BatchBuilder): LayoutRun {
  return { batch, zone: undefined, time: newParsedTime(), timePath: [] };
}

/**
 * Fills the columns of an event that stands in a text from its first `<Event` on.
 * @returns the record's own number or -1; undefined when there is no event
 */
export function readEventXml(text: string, run: LayoutRun): number | undefined {
  const from = text.indexOf('<Event');
  const to = text.lastIndexOf(END);
  if (from < 0 || to < from) return undefined;
  const xml = text.slice(from, to + END.length);
  if (!looksLikeEventXml(xml)) return undefined;
  const event = eventObject(xml);
  return isEventFault(event) ? undefined : evtxDumpLayout.read(event, run);
}

function dataIn(element: XmlElement, depth: number): XmlElement | undefined {
  if (element.name === 'EventData') return element;
  if (element.name === 'UserData') return element.children[0] ?? element;
  if (depth === 0) return undefined;
  for (const child of element.children) {
    const found = dataIn(child, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function namedTexts({ children }: XmlElement): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  let unnamed = 0;
  for (const child of children) {
    const own = child.name === 'Data' ? child.attributes.get('Name') : child.name;
    const name = own ?? `param${++unnamed}`;
    if (!out.has(name)) out.set(name, child.text);
  }
  return out;
}
