/**
 * The whole journey of evidence without threads and case: open, look, prepare, cut, parse. What the
 * program does in several threads, done here in a line, so that readers are tested as they are used.
 */
import { createHash } from 'node:crypto';
import { WorkbenchError, type WireError, toWireError } from '#contract/errors.ts';
import type { BatchProblem, BatchReject, EventBatch } from '#workers/batch/batch.ts';
import { BatchBuilder } from '#workers/batch/builder.ts';
import type { Limits } from '#workers/containers/limits.ts';
import { openEvidence } from '#workers/containers/open-evidence.ts';
import type { Member } from '#workers/containers/members.ts';
import { readHead } from '#workers/containers/read-head.ts';
import type { Chunk, Head, Prepared, Reader, ReadOptions } from '#workers/readers/reader.ts';
import { parseChunk } from '#workers/readers/parse-chunk.ts';
import { cutters, detect, readerById } from '#workers/readers/registry.ts';

export interface ReadAllOptions extends Partial<ReadOptions> {
  /** Format id, instead of detection. */
  readonly format?: string;
  /** Name that readers get to see, instead of the member's or file's. */
  readonly name?: string;
  readonly chunkBytes?: number;
  readonly limits?: Limits;
  /** When the content was last changed; 2025-01-01 when bytes are read. */
  readonly mtimeMs?: number;
}

/** What became of one member. */
export interface ReadMember {
  readonly member: string;
  /** Reader id, '' when no reader knew it. */
  readonly format: string;
  readonly prepared: Prepared | undefined;
  readonly batches: readonly EventBatch[];
  readonly recordsSeen: number;
  readonly imported: number;
  readonly rejects: readonly BatchReject[];
  /** Of opening, preparing and parsing; equal ones counted together. */
  readonly problems: readonly BatchProblem[];
  /** Set when the content could not be read or not to its end. */
  readonly error: WireError | undefined;
  readonly sha256: string;
  readonly bytes: number;
}

/** Reads everything in a file. Throws what opening throws. */
export async function readAll(path: string, options: ReadAllOptions = {}): Promise<ReadMember[]> {
  const evidence = await openEvidence(path, options.limits);
  const out: ReadMember[] = [];
  try {
    for await (const member of evidence.members())
      out.push(await readMember(member, path, options));
  } finally {
    await evidence.close();
  }
  return out;
}

/** For tests of single readers: bytes in memory through sniffing, cutting and parsing. */
export async function readBytes(
  bytes: Uint8Array | string,
  options: ReadAllOptions = {},
): Promise<ReadMember> {
  const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const member: Member = {
    name: '',
    sizeBytes: content.length,
    mtimeMs: Date.UTC(2025, 0, 1),
    open: async function* () {
      if (content.length > 0) yield content;
    },
  };
  return readMember(member, 'unknown', options);
}

async function readMember(
  member: Member,
  path: string,
  options: ReadAllOptions,
): Promise<ReadMember> {
  const hash = createHash('sha256');
  let bytes = 0;
  const run = new Run();
  try {
    const headed = await readHead(member.open(), (piece) => {
      hash.update(piece);
      bytes += piece.length;
    });
    run.problems(headed.problems);
    const head: Head = {
      bytes: headed.head,
      whole: headed.whole,
      text: headed.text,
      name: options.name ?? (member.name === '' ? path : member.name),
      mtimeMs: options.mtimeMs ?? member.mtimeMs,
    };
    run.reader = choose(head, options.format);
    const { timeZone, mapping, year, dateOrder } = options;
    const prepared = run.reader.prepare(head, {
      timeZone,
      mapping,
      recover: false,
      year,
      dateOrder,
    });
    run.prepared = prepared;
    run.problems(prepared.problems);
    const cutter = cutters[prepared.framing](prepared, options.chunkBytes ?? 1 << 20);
    try {
      for await (const piece of headed.pieces) run.parse(cutter.push(piece));
    } finally {
      run.parse(cutter.end());
    }
  } catch (thrown) {
    run.error = toWireError(thrown);
  }
  return run.result(member.name, hash.digest('hex'), bytes);
}

function choose(head: Head, format: string | undefined): Reader {
  const reader = format === undefined ? detect(head)?.reader : readerById(format);
  if (reader !== undefined) return reader;
  throw new WorkbenchError({ code: 'unknown-format', message: 'No reader knows this.', hint: '' });
}

class Run {
  reader: Reader | undefined;
  prepared: Prepared | undefined;
  error: WireError | undefined;
  private readonly batches: EventBatch[] = [];
  private readonly noted = new Map<string, BatchProblem>();

  problems(problems: Prepared['problems']): void {
    for (const { code, message, locator } of problems) {
      this.note({ code, message, count: 1, firstLocator: locator });
    }
  }

  parse(chunks: readonly Chunk[]): void {
    for (const chunk of chunks) {
      // Built once per chunk and never reused, as in the pool.
      const builder = new BatchBuilder(this.reader!.documents);
      // What travels to the pool is a copy: nothing may hang on being the same object.
      parseChunk(this.reader!, chunk, structuredClone(this.prepared!), builder);
      const batch = builder.finish();
      this.batches.push(batch);
      for (const problem of batch.problems) this.note(problem);
    }
  }

  private note(problem: BatchProblem): void {
    const key = `${problem.code}\n${problem.message}`;
    const known = this.noted.get(key);
    if (known === undefined) this.noted.set(key, { ...problem });
    else known.count += problem.count;
  }

  result(member: string, sha256: string, bytes: number): ReadMember {
    const rejects = this.batches.flatMap((batch) => batch.rejects);
    const imported = this.batches.reduce((total, { rows }) => total + rows, 0);
    return {
      member,
      format: this.reader?.id ?? '',
      prepared: this.prepared,
      batches: this.batches,
      recordsSeen: imported + rejects.length,
      imported,
      rejects,
      problems: [...this.noted.values()],
      error: this.error,
      sha256,
      bytes,
    };
  }
}
