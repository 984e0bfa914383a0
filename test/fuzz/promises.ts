/**
 * What every reader promises of whatever bytes it is given, as checks. The bytes go the way that
 * they go in the program: looked at, prepared, cut, parsed, kept, shown. A broken promise is a
 * {@link Broken}; anything else that is thrown is a crash.
 */
import { createHash, type Hash } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import { WorkbenchError } from '#contract/errors.ts';
import { eventColumns } from '#contract/event-columns.ts';
import { isoTime } from '#contract/time.ts';
import type { EventBatch, RecordPlace } from '#workers/batch/batch.ts';
import { BatchBuilder } from '#workers/batch/builder.ts';
import { scanPage } from '#workers/batch/terms.ts';
import { readHead } from '#workers/containers/read-head.ts';
import { parseChunk } from '#workers/readers/parse-chunk.ts';
import type { Chunk, Framing, Head, Prepared, Reader } from '#workers/readers/reader.ts';
import { cutters, detect } from '#workers/readers/registry.ts';

/** A promise that was not kept. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

export interface Way {
  /** To be used whatever the content; undefined: the one that recognises it. */
  readonly reader: Reader | undefined;
  readonly timeZone: string | undefined;
  readonly recover: boolean;
  /** About so many chunks; each costs a batch, which is what takes the time. */
  readonly chunks: number;
  /** Also: again, cut elsewhere, and gone on with in the middle. */
  readonly thorough: boolean;
}

export interface Outcome {
  /** Reader that took it, '' when none did. */
  readonly reader: string;
  readonly records: number;
  readonly rejects: number;
}

interface Content {
  readonly bytes: Uint8Array;
  readonly reader: Reader;
  readonly prepared: Prepared;
}

const NOBODY: Outcome = { reader: '', records: 0, rejects: 0 };
/** Documents of a batch per byte of its chunk, and what any batch may have: records may be rendered at length. */
const DOCUMENT_RATIO = 64;
const DOCUMENT_BYTES = 4 * 1024 * 1024;
const LEAST_PIECE_BYTES = 16;
const MOST_PIECE_BYTES = 65_536;
/** Framings whose chunks lie elsewhere than their offsets say: those only tell how far reading came. */
const SCATTERED: readonly Framing[] = ['parquet'];
/**
 * Framings that put neighbours together and tell in words what lay too far apart for that: where a
 * chunk ends then shows.
 */
const GATHERING: readonly Framing[] = ['auditd'];
/** Framings between whose records anything may stand: garbage has no borders of its own. */
const LITTERED: readonly Framing[] = ['windows-xml'];
const RAW_CHARACTERS = 65_536;

/** Takes bytes the whole way. Throws {@link Broken}, or whatever a reader throws. */
export async function examine(bytes: Uint8Array, way: Way): Promise<Outcome> {
  const content = await prepared(bytes, way);
  if (content === undefined) return NOBODY;
  const chunkBytes = Math.max(1, Math.ceil(content.bytes.length / way.chunks));
  const chunks = cut(content, content.prepared, chunkBytes);
  checkChunks(chunks, content);
  const sum = createHash('sha256');
  let records = 0;
  let rejects = 0;
  for (const chunk of chunks) {
    const batch = parsed(content, chunk);
    checkBatch(batch, chunk, content);
    if (way.thorough) addBatch(sum, batch);
    records += batch.rows;
    rejects += batch.rejects.length;
  }
  if (way.thorough) {
    checkAgain(content, chunks, sum.digest('hex'));
    checkPlaces(content, chunks, chunkBytes);
  }
  return { reader: content.reader.id, records, rejects };
}

/** Undefined when no reader wants it, which each may say in words. */
async function prepared(bytes: Uint8Array, way: Way): Promise<Content | undefined> {
  const headed = await readHead(once(bytes));
  const head: Head = {
    bytes: headed.head,
    whole: headed.whole,
    text: headed.text,
    name: 'unknown',
    mtimeMs: Date.UTC(2025, 0, 1),
  };
  if (headed.head.length === 0) return undefined;
  // Asked in any case: looking must not fail either.
  const found = detect(head)?.reader;
  const reader = way.reader ?? found;
  if (reader === undefined) return undefined;
  const { timeZone, recover } = way;
  try {
    const state = reader.prepare(head, { timeZone, recover, mapping: undefined });
    hold(
      reader.cards.some(({ id }) => id === reader.cardOf(state.state)),
      'its card is one of its cards',
    );
    const pieces: Uint8Array[] = [];
    for await (const piece of headed.pieces) pieces.push(piece);
    // As it travels to the pool.
    return { bytes: Buffer.concat(pieces), reader, prepared: structuredClone(state) };
  } catch (thrown) {
    if (!(thrown instanceof WorkbenchError)) throw thrown;
    hold(thrown.code !== 'internal' && thrown.message !== '', 'a refusal is told in words');
    return undefined;
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

function cut({ bytes }: Content, state: Prepared, chunkBytes: number): Chunk[] {
  const cutter = cutters[state.framing](state, chunkBytes);
  const chunks: Chunk[] = [];
  // Small pieces make small chunks: cutters look for a border only after what they were given.
  const pieceBytes = Math.max(LEAST_PIECE_BYTES, Math.min(chunkBytes, MOST_PIECE_BYTES));
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    chunks.push(...cutter.push(bytes.subarray(at, at + pieceBytes)));
  }
  chunks.push(...cutter.end());
  return chunks;
}

function parsed({ reader, prepared: state }: Content, chunk: Chunk): EventBatch {
  const builder = new BatchBuilder(reader.documents);
  // A copy: the pool's threads own what they get.
  parseChunk(reader, { ...chunk, bytes: new Uint8Array(chunk.bytes) }, state, builder);
  return builder.finish();
}

function checkChunks(chunks: readonly Chunk[], { bytes, prepared: state }: Content): void {
  if (SCATTERED.includes(state.framing)) return;
  let at = Math.min(state.skipBytes, bytes.length);
  for (const { offset, bytes: part, oversizeBytes } of chunks) {
    hold(offset >= at, 'chunks follow one another');
    at = offset + (oversizeBytes ?? part.length);
    hold(at <= bytes.length, 'chunks lie within the content');
  }
}

function checkBatch(batch: EventBatch, chunk: Chunk, content: Content): void {
  const records = batch.rows + batch.rejects.length;
  const scattered = SCATTERED.includes(content.prepared.framing);
  const from = scattered ? 0 : chunk.offset;
  const to = scattered ? content.bytes.length : from + (chunk.oversizeBytes ?? chunk.bytes.length);
  hold(scattered || records <= (to - from) * 2 + 1, 'records are not more than bytes allow');
  let before = -1;
  let lastOffset = from;
  for (let row = 0; row < batch.rows; row++) {
    const ordinal = batch.ordinals[row]!;
    hold(ordinal > before && ordinal < records, 'each record has a number of its own');
    before = ordinal;
    const place = { offset: batch.offsets[row]!, length: batch.lengths[row]! };
    checkPlace(place, from, to);
    hold(place.offset >= lastOffset, 'events come in the order of the evidence');
    lastOffset = place.offset;
    checkTime(batch, row);
  }
  for (const { reason, message, raw, ...place } of batch.rejects) {
    checkPlace(place, from, to);
    hold(reason !== '' && message !== '', 'a reject says why');
    hold(!reason.endsWith('reader-fault'), `a reject is not our fault: ${message}`);
    hold(raw.length <= RAW_CHARACTERS, 'a reject keeps no more than 64 KiB');
  }
  for (const { code, message, count } of batch.problems) {
    hold(code !== '' && message !== '' && count >= 1, 'a problem says what it is');
  }
  checkColumns(batch);
  checkDocuments(batch, chunk, content);
  checkTerms(batch);
}

function checkPlace(place: Pick<RecordPlace, 'offset' | 'length'>, from: number, to: number): void {
  const { offset, length } = place;
  hold(Number.isInteger(offset) && Number.isInteger(length), 'places are whole numbers');
  hold(length >= 0 && offset >= from && offset + length <= to, 'a record lies within its chunk');
}

function checkTime({ timeUs, timeNanos, timeDigits }: EventBatch, row: number): void {
  const time = timeUs[row]!;
  if (Number.isNaN(time)) return;
  hold(Number.isInteger(time), 'times are whole microseconds');
  hold(timeNanos[row]! < 1000 && timeDigits[row]! <= 9, 'times have at most nine digits');
  isoTime(time, timeDigits[row], timeNanos[row]);
}

function checkColumns({ columns, texts, rows }: EventBatch): void {
  for (const text of texts) hold(text !== '' && text.isWellFormed(), 'texts are text');
  columns.forEach((values, number) => {
    if (values === undefined) return;
    hold(values.length === rows, 'columns have a value for every row');
    const isText = eventColumns[number]?.kind === 'text';
    for (const value of values) {
      hold(isText ? value >= 0 && value <= texts.length : value >= -1, 'values are known texts');
    }
  });
}

function checkDocuments(
  batch: EventBatch,
  chunk: Chunk,
  { reader, prepared: state }: Content,
): void {
  let total = 0;
  for (const length of batch.documentLengths) total += length;
  hold(total <= DOCUMENT_RATIO * chunk.bytes.length + DOCUMENT_BYTES, 'documents stay small');
  // As it is kept in the case and read again.
  const kept = JSON.parse(JSON.stringify(state.state ?? null)) as unknown;
  for (const { firstRow, rows, data } of batch.documents) {
    const bytes = zstdDecompressSync(data);
    let at = 0;
    for (let row = firstRow; row < firstRow + rows; row++) {
      const length = batch.documentLengths[row]!;
      const fields = reader.fields(bytes.toString('utf8', at, at + length), kept);
      for (const { name, value } of fields) {
        hold(typeof name === 'string' && typeof value === 'string', 'fields are names and texts');
      }
      at += length;
    }
    hold(at === bytes.length, 'documents are as long as they say');
  }
}

function checkTerms({ terms, rows }: EventBatch): void {
  for (const { data } of terms) {
    scanPage(
      data,
      rows,
      () => 0,
      (row) => {
        hold(row < rows, 'the text index names rows of the batch');
      },
    );
  }
}

/** The same chunks a second time give the same bytes. */
function checkAgain(content: Content, chunks: readonly Chunk[], expected: string): void {
  const sum = createHash('sha256');
  for (const chunk of chunks) addBatch(sum, parsed(content, chunk));
  hold(sum.digest('hex') === expected, 'the same bytes give the same batches');
}

/** Chunks of another size, and going on behind a chunk as after a kill, give the same records. */
function checkPlaces(content: Content, chunks: readonly Chunk[], chunkBytes: number): void {
  const all = placesOf(content, chunks);
  const whole = cut(content, content.prepared, chunkBytes * 7);
  const gathers = GATHERING.includes(content.prepared.framing);
  hold(gathers || placesOf(content, whole) === all, 'records do not depend on the size of chunks');
  const middle = chunks[Math.floor(chunks.length / 2) - 1];
  if (middle === undefined) return;
  const doneLine = middle.firstLine < 0 ? 0 : middle.firstLine - 1 + (middle.lines ?? 0);
  const skipBytes = middle.offset + (middle.oversizeBytes ?? middle.bytes.length);
  const rest = cut(content, { ...content.prepared, skipBytes, skipLines: doneLine }, chunkBytes);
  const before = chunks.slice(0, Math.floor(chunks.length / 2));
  const resumed = placesOf(content, [...before, ...rest]);
  hold(resumed === all, 'going on in the middle gives the same records');
}

function placesOf(content: Content, chunks: readonly Chunk[]): string {
  const lines: string[] = [];
  for (const chunk of chunks) {
    const { rows, offsets, lengths, lines: numbers, timeUs, rejects } = parsed(content, chunk);
    for (let row = 0; row < rows; row++) {
      lines.push(`${offsets[row]} ${lengths[row]} ${numbers[row]} ${timeUs[row]}`);
    }
    if (LITTERED.includes(content.prepared.framing)) continue;
    for (const { offset, length, line, reason } of rejects) {
      lines.push(`${offset} ${length} ${line} ${reason}`);
    }
  }
  return lines.sort().join('\n');
}

function addBatch(sum: Hash, batch: EventBatch): void {
  const { timeUs, offsets, lengths, recordIds, lines, ordinals, columns, documentLengths } = batch;
  const views = [timeUs, offsets, lengths, recordIds, lines, ordinals, documentLengths, ...columns];
  for (const view of views) sum.update(view ?? 'none');
  for (const { data } of batch.documents) sum.update(data);
  for (const { firstTerm, data } of batch.terms) sum.update(firstTerm).update(data);
  sum.update(JSON.stringify([batch.texts, batch.rejects, batch.problems]));
}

function hold(condition: boolean, promise: string): void {
  if (!condition) throw new Broken(`Not kept: ${promise}.`);
}
