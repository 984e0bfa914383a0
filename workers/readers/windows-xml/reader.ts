/**
 * Windows events as XML: Event Viewer's "Save as XML", `wevtutil qe /f:xml`, Splunk's
 * XmlWinEventLog. Each event stands for itself: a damaged one costs nothing but itself, and a
 * document type or other garbage between events is rejected with its place.
 */
import { isUtf8 } from 'node:buffer';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { newParsedTime } from '#workers/normalise/time-parser.ts';
import { timeTrouble } from '#workers/normalise/time-sentinels.ts';
import { ByteFinder } from '../framing/byte-finder.ts';
import { EVENT_END } from '../framing/windows-xml.ts';
import { setTime } from '../json/layouts/layout.ts';
import type { LayoutRun } from '../json/layouts/layout.ts';
import { evtxDumpLayout } from '../json/layouts/windows-nested.ts';
import type { Certainty, Chunk, Head, Prepared, Reader } from '../reader.ts';
import { noTime } from '../record-time.ts';
import type { MutablePlace } from '../text-lines.ts';
import { eventXmlFields } from './event-fields.ts';
import { eventObject, isEventFault } from './event-object.ts';

const NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';
const LF = 10;
const SNIFFED_CHARACTERS = 65_536;

export const windowsXmlReader: Reader = {
  id: 'windows-xml',
  label: 'Windows events as XML',
  version: 1,
  cards: [
    {
      id: 'windows-xml',
      label: 'Windows events as XML (Event Viewer, wevtutil, Splunk XmlWinEventLog)',
      knownBy:
        '`<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">`, single, inside `<Events>` or one a line',
      times: '`TimeCreated@SystemTime`, UTC',
    },
  ],
  cardOf: () => 'windows-xml',
  documents: 'text',
  sniff,
  prepare: (): Prepared => ({
    framing: 'windows-xml',
    skipBytes: 0,
    skipLines: 0,
    zone: { kind: 'utc', zone: 'UTC' },
    state: {},
    problems: [],
  }),
  parse: (chunk, _prepared, batch) => {
    new Run(chunk, batch).read();
  },
  fields: eventXmlFields,
};

function sniff({ text = '' }: Head): Certainty {
  const head = text.slice(0, SNIFFED_CHARACTERS).trimStart();
  if (!head.startsWith('<')) return 'no';
  const event = /<Event(?=[\s>])[^>]{0,1024}>/.exec(head)?.[0];
  if (event === undefined) return 'no';
  if (event.includes(NAMESPACE)) return 'certain';
  return /<System>[^]{0,4096}<EventID/.test(head) ? 'likely' : 'no';
}

/** What may stand around events. */
const between = /\s+|<\?xml[^>]{0,512}\?>|<\/?Events(?:\s[^>]{0,4096})?>|<!--[^]*?-->/y;

class Run {
  private readonly bytes: Buffer;
  private readonly batch: BatchBuilder;
  private readonly run: LayoutRun;
  private readonly place: MutablePlace = { offset: 0, length: 0, recordId: -1, line: -1 };
  private readonly chunkOffset: number;
  /** Line of `lineAt`. */
  private line: number;
  private lineAt = 0;
  private readonly newlines = new ByteFinder(LF);

  constructor({ bytes, offset, firstLine }: Chunk, batch: BatchBuilder) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.batch = batch;
    this.chunkOffset = offset;
    this.line = firstLine;
    this.run = { batch, zone: undefined, time: newParsedTime(), timePath: [] };
  }

  read(): void {
    const { bytes } = this;
    // Where the next event ends; looked for again only when it is passed.
    let end = -1;
    for (let at = 0; at < bytes.length;) {
      const open = eventStart(bytes, at);
      const from = open < 0 ? bytes.length : open;
      this.passBetween(at, from);
      if (open < 0) return;
      if (end <= open) end = endOfEvent(bytes, open);
      const again = eventStart(bytes.subarray(0, end), open + 1);
      at = again < 0 ? end : again;
      this.setPlace(open, at);
      this.readEvent(this.text(open, at));
    }
  }

  private readEvent(text: string): void {
    const { batch, place, run } = this;
    const event = eventObject(text);
    if (isEventFault(event)) {
      batch.reject(place, event.reason, event.message, text);
      return;
    }
    const row = { Event: event };
    const found = setTime(evtxDumpLayout.timeOf(row, run), true, run);
    if (found === 'none') batch.problem(noTime.code, noTime.message, this.locator());
    else if (found === 'unreadable') {
      const { code, message } = timeTrouble(run.time);
      batch.problem(code, message, this.locator());
    }
    place.recordId = evtxDumpLayout.read(row, run);
    const from = place.offset - this.chunkOffset;
    batch.commit(place, this.bytes, from, from + place.length);
  }

  /** What is between events must be nothing. */
  private passBetween(from: number, to: number): void {
    const text = this.bytes.toString('utf8', from, to);
    let at = text.startsWith('\ufeff') ? 1 : 0;
    while (at < text.length) {
      between.lastIndex = at;
      if (between.exec(text) === null) break;
      at = between.lastIndex;
    }
    const rest = text.slice(at).trimEnd();
    if (rest === '') return;
    const start = from + Buffer.byteLength(text.slice(0, at), 'utf8');
    // Line ends at its end may lie in the next chunk.
    this.setPlace(start, to - Buffer.byteLength(text.slice(at + rest.length), 'utf8'));
    if (/<!DOCTYPE/i.test(rest)) {
      this.batch.reject(this.place, 'xml-doctype', 'A document type is not read.', rest);
    } else {
      this.batch.reject(
        this.place,
        'xml-not-an-event',
        'Between events stands something else.',
        rest,
      );
    }
  }

  private setPlace(from: number, to: number): void {
    const { bytes, place } = this;
    if (this.line >= 0) {
      const { newlines } = this;
      for (let at = newlines.next(bytes, this.lineAt); at < from; at = newlines.next(bytes, at + 1))
        this.line++;
      this.lineAt = Math.max(from, this.lineAt);
    }
    place.offset = this.chunkOffset + from;
    place.length = to - from;
    place.recordId = -1;
    place.line = this.line;
  }

  private text(from: number, to: number): string {
    const { bytes } = this;
    if (!isUtf8(bytes.subarray(from, to))) {
      this.batch.problem(
        'invalid-utf8',
        'Bytes that are not UTF-8 are read as replacement characters; the record keeps them.',
        this.locator(),
      );
    }
    return bytes.toString('utf8', from, to);
  }

  private locator(): string {
    const { line, offset } = this.place;
    return line >= 0 ? `line ${line}` : `offset ${offset}`;
  }
}

/** Behind the next `</Event>`, or the end. */
function endOfEvent(bytes: Buffer, from: number): number {
  const close = bytes.indexOf(EVENT_END, from, 'latin1');
  return close < 0 ? bytes.length : close + EVENT_END.length;
}

/** Where the next `<Event` opens: not `<EventID`, `<EventData` or `<Events`. */
function eventStart(bytes: Buffer, from: number): number {
  let at = bytes.indexOf('<Event', from, 'latin1');
  while (at >= 0) {
    const next = bytes[at + 6];
    if (next === 62 || next === 32 || next === 9 || next === 10 || next === 13) return at;
    at = bytes.indexOf('<Event', at + 6, 'latin1');
  }
  return -1;
}
