/**
 * Zeek's logs as its ASCII writer makes them: tab-separated rows under lines that begin with `#`.
 * A row is kept as it is. Rows under another header than the first one of the evidence (logs that
 * were put together) are kept with that header in front, so that each can be read on its own.
 */
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { newParsedTime, parseEpochTime, parseIsoTime } from '#workers/normalise/time-parser.ts';
import { timeTrouble } from '#workers/normalise/time-sentinels.ts';
import { normaliseZeek } from '#workers/normalise/zeek.ts';
import type { ZeekRecord } from '#workers/normalise/zeek.ts';
import type { Certainty, Chunk, DocumentField, Head, Prepared, Reader } from '../reader.ts';
import { noTime } from '../record-time.ts';
import { TextLines, firstLines } from '../text-lines.ts';
import { HeaderLines, readHeader, unescaped } from './header.ts';
import type { ZeekHeader } from './header.ts';

interface ZeekState {
  /** Lines of the first header. */
  readonly header: string;
}

const HASH = 35;
const SAMPLE_LINES = 200;

export const zeekReader: Reader = {
  id: 'zeek',
  label: 'Zeek log (tab-separated)',
  version: 1,
  cards: [
    {
      id: 'zeek',
      label: 'Zeek log, tab-separated',
      knownBy: '`#separator`, `#path` and `#fields` lines; several logs in one file too',
      times: '`ts`, epoch seconds with microseconds or ISO 8601, UTC',
    },
  ],
  cardOf: () => 'zeek',
  documents: 'text',
  sniff,
  prepare,
  parse,
  fields,
};

function sniff({ text = '', whole }: Head): Certainty {
  if (text.startsWith('#separator ')) return 'certain';
  const lines = firstLines(text, whole, 20);
  return lines.some((line) => line.startsWith('#fields\t')) ? 'certain' : 'no';
}

function prepare({ text = '', whole }: Head): Prepared {
  const header = new HeaderLines();
  const lines = firstLines(text, whole, SAMPLE_LINES);
  for (const line of lines) {
    if (line.startsWith('#')) header.add(line);
    else break;
  }
  const state: ZeekState = { header: header.text };
  return {
    framing: 'zeek',
    skipBytes: 0,
    skipLines: 0,
    zone: { kind: 'utc', zone: 'UTC' },
    state,
    problems: [],
  };
}

/** The row that is being read. */
class Row implements ZeekRecord {
  path = '';
  private cells: readonly string[] = [];
  private header: ZeekHeader | undefined;
  private columns: ReadonlyMap<string, number> = new Map();

  use(header: ZeekHeader | undefined): void {
    this.header = header;
    this.path = header?.path ?? '';
    this.columns = new Map(header?.fields.map((name, at) => [name, at]));
  }

  load(cells: readonly string[]): void {
    this.cells = cells;
  }

  data(name: string): string | undefined {
    const at = this.columns.get(name);
    const { cells, header } = this;
    const cell = at === undefined ? undefined : cells[at];
    if (cell === undefined || header === undefined) return undefined;
    if (cell === header.unset || cell === header.empty) return undefined;
    const text = header.isList[at!] === true ? firstItem(cell, header.setSeparator) : cell;
    return unescaped(text);
  }
}

function firstItem(cell: string, separator: string): string {
  const end = separator === '' ? -1 : cell.indexOf(separator);
  return end < 0 ? cell : cell.slice(0, end);
}

function parse(chunk: Chunk, prepared: Prepared, batch: BatchBuilder): void {
  const context = typeof chunk.context === 'string' ? chunk.context : '';
  const run = new Run(new TextLines(chunk, batch), context, prepared.state as ZeekState, batch);
  while (run.lines.next()) run.read();
}

class Run {
  readonly lines: TextLines;
  private readonly batch: BatchBuilder;
  private readonly known: HeaderLines;
  private readonly firstHeader: string;
  private header: ZeekHeader | undefined;
  private isFirstHeader = true;
  private readonly row = new Row();
  private readonly time = newParsedTime();

  constructor(lines: TextLines, context: string, state: ZeekState, batch: BatchBuilder) {
    this.lines = lines;
    this.batch = batch;
    this.known = new HeaderLines(context);
    this.firstHeader = state.header;
    this.useHeader();
  }

  read(): void {
    const { lines, header } = this;
    const text = lines.text();
    if (lines.bytes[lines.from] === HASH) {
      this.known.add(text);
      this.useHeader();
      return;
    }
    if (header === undefined) {
      this.reject('zeek-no-header', 'No line before this row names its columns.', text);
      return;
    }
    const cells = text.split(header.separator, header.fields.length + 1);
    if (cells.length === header.fields.length) this.readRow(cells);
    else {
      const count = columnCount(text, header.separator);
      const message = `The row has ${count} columns instead of ${header.fields.length}.`;
      this.reject('zeek-columns', message, text);
    }
  }

  private useHeader(): void {
    const { text } = this.known;
    if (text === this.header?.text) return;
    this.header = readHeader(text);
    this.isFirstHeader = text === this.firstHeader;
    this.row.use(this.header);
  }

  private readRow(cells: readonly string[]): void {
    const { lines, row, batch } = this;
    row.load(cells);
    this.putTime();
    normaliseZeek(row, batch);
    if (this.isFirstHeader) batch.commit(lines.place, lines.bytes, lines.from, lines.to);
    else {
      const ownBytes = lines.bytes.subarray(lines.from, lines.to);
      batch.commit(lines.place, Buffer.concat([Buffer.from(`${this.known.text}\n`), ownBytes]));
    }
  }

  private putTime(): void {
    const { row, batch, time, lines } = this;
    const text = row.data('ts');
    if (text === undefined) {
      batch.problem(noTime.code, noTime.message, lines.locator());
      return;
    }
    time.sentinel = false;
    if (parseEpochTime(text, time) || parseIsoTime(text, undefined, time)) {
      batch.time(time.timeUs, time.nanos, time.digits);
      return;
    }
    const { code, message } = timeTrouble(time);
    batch.problem(code, message, lines.locator());
  }

  private reject(reason: string, message: string, text: string): void {
    this.batch.reject(this.lines.place, reason, message, text);
  }
}

/** Without making the columns: a damaged row may have millions. */
function columnCount(text: string, separator: string): number {
  let count = 1;
  let at = text.indexOf(separator);
  for (; at >= 0; at = text.indexOf(separator, at + separator.length)) count++;
  return count;
}

/** Every cell that says something under its column's name. */
function fields(document: string, state: unknown): readonly DocumentField[] {
  const end = document.lastIndexOf('\n');
  const own = end >= 0 && document.startsWith('#') ? document.slice(0, end) : undefined;
  const header = readHeader(own ?? (state as ZeekState).header);
  if (header === undefined) return [{ name: 'raw', value: document }];
  const cells = document.slice(own === undefined ? 0 : end + 1).split(header.separator);
  const out: DocumentField[] = [];
  header.fields.forEach((name, at) => {
    const cell = cells[at] ?? header.unset;
    if (cell !== header.unset)
      out.push({ name, value: cell === header.empty ? '' : unescaped(cell) });
  });
  return out;
}
