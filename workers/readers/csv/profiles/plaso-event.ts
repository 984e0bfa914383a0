/**
 * Windows events in Plaso's words. Its message begins with the event's number and lists the strings
 * without their names (`[4688 / 0x1250] … Strings: ['S-1-5-18', …] Computer Name: WS …`); some outputs
 * have the event as XML too, which says more.
 */
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { columnOf } from '#contract/event-columns.ts';
import type { WindowsRecord } from '#workers/normalise/windows-record.ts';
import { namedStrings } from '#workers/normalise/windows-strings.ts';
import { normaliseWindows } from '#workers/normalise/windows.ts';
import type { LayoutRun } from '../../json/layouts/layout.ts';
import { readEventXml } from '../event-xml.ts';

const ACTION = columnOf('event.action');
const LONGEST = 200_000;

/** Fills the columns of an event that a message or XML tells; without either nothing is set. */
export function readPlasoEvent(message: string, xml: string, run: LayoutRun): void {
  if (xml.includes('<Event') && readEventXml(xml, run) !== undefined) return;
  const record = messageRecord(message);
  if (record !== undefined) normaliseWindows(record, run.batch);
}

/** `Content Modification Time` → `content-modification-time`: what kind of time makes the event. */
export function putTimeAction(description: string, batch: BatchBuilder): void {
  const words = description
    .toLowerCase()
    .slice(0, 200)
    .match(/[\p{L}\p{N}]+/gu);
  if (words !== null) batch.text(ACTION, words.join('-'));
}

function messageRecord(message: string): WindowsRecord | undefined {
  const match = /^\[(\d{1,5}) \/ 0x[0-9a-f]{4}\] /.exec(message);
  if (match === null || message.length > LONGEST) return undefined;
  const code = match[1]!;
  const provider = after(message, 'Source Name: ');
  const fields = namedStrings(provider, code, stringsOf(message));
  return {
    provider,
    code,
    channel: provider === 'Microsoft-Windows-Security-Auditing' ? 'Security' : '',
    computer: after(message, 'Computer Name: '),
    userSid: '',
    level: after(message, 'Event Level: '),
    data: (name) => fields.get(name),
  };
}

/** Labels that end the value before them. */
const labels =
  / (?:Provider identifier|Source Name|Message string|Strings|Computer Name|Record Number|Event Level|Recovered):? /;

function after(message: string, label: string): string {
  const at = message.indexOf(label);
  if (at < 0) return '';
  const rest = message.slice(at + label.length, at + label.length + 512);
  const end = labels.exec(rest)?.index ?? rest.length;
  return rest.slice(0, end).trim();
}

/** A list as Python prints it. */
function stringsOf(message: string): readonly string[] {
  const start = message.indexOf('Strings: [');
  if (start < 0) return [];
  const strings: string[] = [];
  const item = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,\]]*))\s*([,\]])/sy;
  item.lastIndex = start + 'Strings: ['.length;
  for (
    let match = item.exec(message);
    match !== null && strings.length < 100;
    match = item.exec(message)
  ) {
    strings.push((match[1] ?? match[2] ?? match[3] ?? '').replaceAll(/\\([\\'"])/g, '$1'));
    if (match[4] === ']') break;
  }
  return strings;
}
