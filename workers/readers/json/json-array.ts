/**
 * JSON that is not one object a line: a list of records, a list inside a wrapping object
 * (`{"Records":[…]}`), pretty-printed objects one after the other, evtx_dump's `Record 1` output.
 */
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { bomBytes } from '../framing/bom.ts';
import { JsonRecordScanner } from '../framing/json-array.ts';
import type {
  Certainty,
  Chunk,
  DocumentField,
  Head,
  Prepared,
  Reader,
  ReadOptions,
} from '../reader.ts';
import { studyJsonDateOrder } from './date-order.ts';
import { prepareRecords } from './json-prepare.ts';
import { layoutCards } from './layouts/all-layouts.ts';
import { jsonTimes } from './json-times.ts';
import type { JsonObject } from './json-object.ts';
import { envelopeBytes, hasRecordMarks, lookAtJson, parseObject } from './json-sniff.ts';
import { jsonState, layoutOf } from './json-state.ts';
import { jsonFields } from './opened-fields.ts';
import { RecordReader } from './record-reader.ts';
import { jsonMapper } from './source-fields.ts';

const SAMPLE_RECORDS = 200;

export const jsonArrayReader: Reader = {
  id: 'json',
  label: 'JSON records',
  version: 2,
  cards: [
    ...layoutCards,
    {
      id: 'json',
      label: 'JSON array with any fields',
      knownBy: 'an array of objects',
      times: 'the field whose name and values are times',
    },
  ],
  cardOf: (state) => layoutOf(state) ?? 'json',
  mapper: jsonMapper(({ text = '' }) =>
    sampleRecords(Buffer.from(text, 'utf8'), envelopeBytes(text)),
  ),
  documents: 'json',
  sniff,
  prepare,
  study: studyJsonDateOrder,
  parse,
  fields: (document: string): readonly DocumentField[] => jsonFields(document),
  times: jsonTimes,
};

function sniff(head: Head): Certainty {
  const { arrangement, sure } = lookAtJson(head);
  if (arrangement !== 'values') return 'no';
  return sure ? 'certain' : 'likely';
}

function prepare({ bytes, text = '' }: Head, options: ReadOptions): Prepared {
  const skipBytes = envelopeBytes(text);
  const content = Buffer.from(text, 'utf8');
  const skipLines = lineBreaks(content, skipBytes);
  const found = prepareRecords(sampleRecords(content, skipBytes), hasRecordMarks(text), options);
  // The text has lost its byte order mark, the content has not.
  const mark = bomBytes(bytes);
  return { framing: 'json-array', skipBytes: mark + skipBytes, skipLines, ...found };
}

function parse(chunk: Chunk, prepared: Prepared, batch: BatchBuilder): void {
  const reader = new RecordReader(chunk, prepared, batch);
  const { recordMarks } = jsonState(prepared.state);
  const { bytes } = reader;
  const scanner = new JsonRecordScanner();
  for (let at = 0; ;) {
    const end = scanner.next(bytes, at);
    const start = scanner.start;
    if (start < 0) return;
    const to = end < 0 ? bytes.length : end;
    const line = chunk.firstLine < 0 ? -1 : chunk.firstLine + scanner.startLine;
    const isMark =
      recordMarks && isRecordMark(bytes.toString('latin1', start, Math.min(to, start + 12)));
    if (!isMark) reader.read(start, to, line);
    if (end < 0) return;
    at = end;
  }
}

/** One of the two words of `Record 17`. */
function isRecordMark(text: string): boolean {
  return /^(?:Record|\d+)$/.test(text);
}

/** The first objects of the head. */
function sampleRecords(content: Buffer, from: number): JsonObject[] {
  const scanner = new JsonRecordScanner();
  const rows: JsonObject[] = [];
  for (let at = from; rows.length < SAMPLE_RECORDS;) {
    at = scanner.next(content, at);
    if (at < 0) break;
    const row = parseObject(content.toString('utf8', scanner.start, at));
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

function lineBreaks(content: Buffer, end: number): number {
  let lines = 0;
  for (let at = content.indexOf(10); at >= 0 && at < end; at = content.indexOf(10, at + 1)) lines++;
  return lines;
}
