/** One evidence's chunks on their way: out of the source, through the pool, in order into the case. */
import { toWireError } from '#contract/errors.ts';
import { batchTransfers, type EventBatch } from '#workers/batch/batch.ts';
import { emptyBatch } from '#workers/batch/empty-batch.ts';
import type { Chunk } from '#workers/readers/reader.ts';
import type { NextChunk, PreparedMember } from '#workers/threads/source-offer.ts';
import type { ImportMeter } from './import-meter.ts';
import type { JobHandle } from './jobs.ts';
import type { Session } from './session.ts';
import { availableParallelism } from 'node:os';

/** A chunk that takes longer than this is given up: 10 s and 5 s for every megabyte. */
const LIMIT_MS = 10_000;
const LIMIT_MS_PER_MEGABYTE = 5_000;

export interface PumpInput {
  readonly evidence: number;
  readonly found: PreparedMember;
  readonly onChange: () => void;
  readonly meter: ImportMeter;
}

interface UnderWay {
  readonly offset: number;
  readonly length: number;
  readonly firstLine: number;
  readonly readBytes: number;
  readonly lines: number;
  readonly parsed: Promise<EventBatch>;
}

export class Pump {
  private readonly session: Session;
  private readonly job: JobHandle;
  private readonly input: PumpInput;
  private readonly underWay: UnderWay[] = [];
  private applied: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(session: Session, job: JobHandle, input: PumpInput) {
    this.session = session;
    this.job = job;
    this.input = input;
  }

  /** Moves everything; a stop or an error leaves whole batches in the case, and the rest unread. */
  async run(): Promise<NextChunk & { kind: 'end' }> {
    const most = (this.session.threads || availableParallelism()) + 2;
    let end: (NextChunk & { kind: 'end' }) | undefined;
    try {
      while (end === undefined || this.underWay.length > 0) {
        this.job.stop.check();
        if (end === undefined && this.underWay.length < most) {
          const next = await this.session.source.call('nextChunk', undefined);
          if (next.kind === 'end') end = next;
          else this.parse(next);
        } else await this.applyFirst();
      }
      await this.applied;
      return end;
    } catch (cause) {
      await this.settle();
      throw cause;
    }
  }

  private parse({ chunk, readBytes }: NextChunk & { kind: 'chunk' }): void {
    const { reader, prepared } = this.input.found;
    const length = chunk.oversizeBytes ?? chunk.bytes.length;
    const limitMs = Math.ceil(LIMIT_MS + (LIMIT_MS_PER_MEGABYTE * chunk.bytes.length) / 1e6);
    const transfer = [chunk.bytes.buffer as ArrayBuffer];
    const parsed = this.session
      .task({ kind: 'parse', reader, prepared, chunk }, { transfer, limitMs })
      .catch((cause: unknown) => lost(chunk, length, cause));
    this.underWay.push({
      offset: chunk.offset,
      length,
      firstLine: chunk.firstLine,
      lines: chunk.lines ?? 0,
      readBytes,
      parsed,
    });
  }

  /** Writes the oldest chunk's batch; at most two batches wait for the writer. */
  private async applyFirst(): Promise<void> {
    const first = this.underWay.shift();
    if (first === undefined) return;
    const batch = await first.parsed;
    if (this.waiting > 1) await this.applied;
    this.waiting++;
    const before = this.applied;
    this.applied = before.then(async () => {
      await this.apply(first, batch);
      this.waiting--;
    });
    // Seen here at the latest; an unhandled rejection must not end the program before that.
    this.applied.catch(() => undefined);
  }

  private async apply(first: UnderWay, batch: EventBatch): Promise<void> {
    const { rows, rejects } = batch;
    const { committed } = await this.session.canWrite.call(
      'apply',
      {
        evidence: this.input.evidence,
        batch,
        doneBytes: first.offset + first.length,
        doneLine: first.firstLine < 0 ? 0 : first.firstLine - 1 + first.lines,
      },
      batchTransfers(batch),
    );
    this.input.meter.batch(rows, rejects.length, first.readBytes);
    if (committed) this.input.onChange();
  }

  /** After a stop: what is parsed is thrown away, what is applied is committed. */
  private async settle(): Promise<void> {
    await Promise.allSettled([this.applied, ...this.underWay.map(({ parsed }) => parsed)]);
    await this.session.canWrite.call('flush', undefined).catch(() => undefined);
    this.input.onChange();
  }
}

/** A chunk whose thread died or overran costs just itself: it is rejected as one record, with its place. */
function lost(chunk: Chunk, length: number, cause: unknown): EventBatch {
  const { message } = toWireError(cause);
  return emptyBatch({
    offset: chunk.offset,
    length,
    recordId: -1,
    line: chunk.firstLine,
    reason: 'chunk-lost',
    message: `These ${length} bytes could not be read: ${message}`,
    raw: '',
  });
}
