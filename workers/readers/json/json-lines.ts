/**
 * JSON lines: one object a line, as shippers and collectors write them. Blank lines are no records;
 * a line that is not an object is rejected and counted, the next one is read.
 */
import type { BatchBuilder } from '#workers/batch/builder.ts';
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
import { layoutOf } from './json-state.ts';
import { lookAtJson, objectsOfLines } from './json-sniff.ts';
import { jsonFields } from './opened-fields.ts';
import { RecordReader } from './record-reader.ts';
import { jsonMapper } from './source-fields.ts';

export const jsonLinesReader: Reader = {
  id: 'json-lines',
  label: 'JSON lines',
  version: 2,
  cards: [
    ...layoutCards,
    {
      id: 'json-lines',
      label: 'JSON lines with any fields',
      knownBy: 'lines of one object each',
      times: 'the field whose name and values are times',
    },
  ],
  cardOf: (state) => layoutOf(state) ?? 'json-lines',
  mapper: jsonMapper(({ text = '' }) => objectsOfLines(text)),
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
  if (arrangement !== 'lines') return 'no';
  return sure ? 'certain' : 'likely';
}

function prepare({ text }: Head, options: ReadOptions): Prepared {
  const rows = objectsOfLines(text ?? '');
  const found = prepareRecords(rows, false, options);
  return { framing: 'lines', skipBytes: 0, skipLines: 0, ...found };
}

function parse(chunk: Chunk, prepared: Prepared, batch: BatchBuilder): void {
  const reader = new RecordReader(chunk, prepared, batch);
  const { bytes } = reader;
  let line = chunk.firstLine;
  for (let from = 0; from < bytes.length; line++) {
    let end = bytes.indexOf(LF, from);
    if (end < 0) end = bytes.length;
    const to = end > from && bytes[end - 1] === CR ? end - 1 : end;
    if (!isBlank(bytes, from, to)) reader.read(from, to, line);
    from = end + 1;
  }
}

const LF = 10;
const CR = 13;

/** Only blanks, tabs and carriage returns. */
function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const byte = bytes[i];
    if (byte !== 32 && byte !== 9 && byte !== CR) return false;
  }
  return true;
}
