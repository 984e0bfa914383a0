/**
 * All readers, in the order in which they are asked: formats with magic first, then structure, then
 * headers, catch-alls last. A new format is one line here and one folder beside this file.
 */
import { auditdReader } from './auditd/reader.ts';
import { csvReader } from './csv/reader.ts';
import { evtxReader } from './evtx/reader.ts';
import { makeAuditdCutter } from './framing/auditd.ts';
import { makeCsvCutter } from './framing/csv.ts';
import { makeEvtxCutter } from './framing/evtx.ts';
import type { MakeCutter } from './framing/framing.ts';
import { makeJsonArrayCutter } from './framing/json-array.ts';
import { makeLinesCutter } from './framing/lines.ts';
import { makeParquetCutter } from './framing/parquet.ts';
import { makeSyslogCutter } from './framing/syslog.ts';
import { makeWholeCutter } from './framing/whole.ts';
import { makeWindowsXmlCutter } from './framing/windows-xml.ts';
import { makeZeekCutter } from './framing/zeek.ts';
import { jsonArrayReader } from './json/json-array.ts';
import { jsonLinesReader } from './json/json-lines.ts';
import { parquetReader } from './parquet/reader.ts';
import type { Certainty, Framing, Head, Reader } from './reader.ts';
import { syslogReader } from './syslog/reader.ts';
import { windowsXmlReader } from './windows-xml/reader.ts';
import { zeekReader } from './zeek/reader.ts';

export const readers: readonly Reader[] = [
  evtxReader,
  parquetReader,
  jsonLinesReader,
  jsonArrayReader,
  windowsXmlReader,
  zeekReader,
  auditdReader,
  syslogReader,
  csvReader,
];

/** How each framing is cut. */
export const cutters: Readonly<Record<Framing, MakeCutter>> = {
  lines: makeLinesCutter,
  'json-array': makeJsonArrayCutter,
  csv: makeCsvCutter,
  evtx: makeEvtxCutter,
  whole: makeWholeCutter,
  syslog: makeSyslogCutter,
  auditd: makeAuditdCutter,
  zeek: makeZeekCutter,
  parquet: makeParquetCutter,
  'windows-xml': makeWindowsXmlCutter,
};

const rank: Readonly<Record<Certainty, number>> = { certain: 3, likely: 2, possible: 1, no: 0 };

/** The reader that is surest of some content, the earlier one on a tie; undefined when none knows it. */
export function detect(head: Head): { reader: Reader; certainty: Certainty } | undefined {
  let best: { reader: Reader; certainty: Certainty } | undefined;
  for (const reader of readers) {
    const certainty = reader.sniff(head);
    if (rank[certainty] > rank[best?.certainty ?? 'no']) best = { reader, certainty };
  }
  return best;
}

/** The reader of a format id, as kept with the evidence or given by the analyst. */
export function readerById(id: string): Reader | undefined {
  return readers.find((reader) => reader.id === id);
}
