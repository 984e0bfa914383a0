/** One member of a file read again as the import read it, its content hashed on the way. */
import { createHash } from 'node:crypto';
import type { ZoneRule } from '#contract/time.ts';
import { eventColumns } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import type { EventBatch } from '#workers/batch/batch.ts';
import type { Member } from '#workers/containers/members.ts';
import { readHead } from '#workers/containers/read-head.ts';
import { zstdDecompressSync } from 'node:zlib';
import type { Chunk, Head, Prepared, Reader } from '#workers/readers/reader.ts';
import { parseChunk } from '#workers/readers/parse-chunk.ts';
import { cutters } from '#workers/readers/registry.ts';
import type { WholeEvent } from './kept-events.ts';

/** How the import read it, as far as the case knows. */
export interface ReadingRule {
  readonly reader: Reader;
  /** Prepared state as it was kept. */
  readonly state: unknown;
  /** How times without a zone were read. */
  readonly zone: ZoneRule;
  readonly makeBuilder: () => BatchBuilder;
}

/** Chunks as large as the import's. */
const CHUNK_BYTES = 4 * 1024 * 1024;

export class Rereading {
  rejects = 0;
  /** Bytes of the content so far. */
  bytes = 0;
  private readonly hash = createHash('sha256');
  private readonly rule: ReadingRule;
  private readonly member: Member;
  private readonly name: string;
  private records = 0;

  /** @param name of the file, for readers that look at it */
  constructor(member: Member, name: string, rule: ReadingRule) {
    this.member = member;
    this.name = name;
    this.rule = rule;
  }

  /** SHA-256 of everything that was read. */
  get sha256(): string {
    return this.hash.copy().digest('hex');
  }

  /** Events, batch by batch; `wanted` is asked before each whether events are still wanted or only the hash. */
  async *batches(wanted: () => boolean): AsyncGenerator<readonly WholeEvent[]> {
    const headed = await readHead(this.member.open(), (piece) => {
      this.hash.update(piece);
      this.bytes += piece.length;
    });
    const head: Head = {
      bytes: headed.head,
      whole: headed.whole,
      text: headed.text,
      name: this.member.name === '' ? this.name : this.member.name,
      mtimeMs: this.member.mtimeMs,
    };
    const prepared = this.prepare(head);
    const cutter = cutters[prepared.framing](prepared, CHUNK_BYTES);
    for await (const piece of headed.pieces) {
      yield wanted() ? this.parse(cutter.push(piece), prepared) : [];
    }
    if (wanted()) yield this.parse(cutter.end(), prepared);
  }

  private prepare(head: Head): Prepared {
    const { reader, state, zone } = this.rule;
    const timeZone = zone.kind === 'assumed' ? zone.zone : undefined;
    const recover = typeof state === 'object' && state !== null && 'recover' in state;
    const options = { timeZone, recover: recover && state.recover === true, mapping: undefined };
    // Options of the import are in the state that it kept, not here.
    return { ...reader.prepare(head, options), state, zone };
  }

  private parse(chunks: readonly Chunk[], prepared: Prepared): WholeEvent[] {
    return chunks.flatMap((chunk) => {
      const builder = this.rule.makeBuilder();
      parseChunk(this.rule.reader, chunk, prepared, builder);
      const batch = builder.finish();
      const events = eventsOf(batch, this.records);
      this.records += batch.rows + batch.rejects.length;
      this.rejects += batch.rejects.length;
      return events;
    });
  }
}

function eventsOf(batch: EventBatch, firstOrdinal: number): WholeEvent[] {
  const documents = documentsOf(batch);
  return Array.from({ length: batch.rows }, (_, row) => ({
    numbers: [
      batch.offsets[row]!,
      batch.lengths[row]!,
      batch.recordIds[row]!,
      batch.lines[row]!,
      firstOrdinal + batch.ordinals[row]!,
      batch.timeUs[row]!,
      batch.timeNanos[row]!,
      batch.timeDigits[row]!,
    ],
    values: batch.columns.map((values, number) => {
      const value = values?.[row];
      if (value === undefined) return undefined;
      if (eventColumns[number]!.kind === 'int') return value < 0 ? undefined : value;
      return value === 0 ? undefined : batch.texts[value - 1];
    }),
    document: documents[row]!,
  }));
}

function documentsOf({ documents, documentLengths }: EventBatch): Uint8Array[] {
  return documents.flatMap(({ firstRow, rows, data }) => {
    const bytes = zstdDecompressSync(data);
    let at = 0;
    return Array.from({ length: rows }, (_, i) => {
      const from = at;
      at += documentLengths[firstRow + i]!;
      return bytes.subarray(from, at);
    });
  });
}
