/** An open case with its threads. Threads are started when first needed and end with the case. */
import type { MessagePort } from 'node:worker_threads';
import { WorkbenchError, fromWireError, isWireError } from '#contract/errors.ts';
import type { PoolAnswers, PoolTask } from '#workers/threads/pool-tasks.ts';
import {
  startCaseThread,
  startPool,
  startQueryThread,
  startSourceThread,
  type CaseThread,
  type PoolThreads,
  type QueryThread,
  type SourceThread,
} from '#workers/threads/threads.ts';

export interface RunTaskOptions {
  readonly transfer?: readonly (ArrayBuffer | MessagePort)[];
  /** The thread is killed after this time; the task rejects. */
  readonly limitMs?: number;
}

export class Session {
  readonly file: string;
  readonly threads: number;
  readonly query: QueryThread;
  /** Why the case cannot be written, '' when it can. */
  readonly readOnlyReason: string;
  /** Grows with every committed change. */
  revision = 1;
  private readonly writer: CaseThread | undefined;
  private sourceThread: SourceThread | undefined;
  private poolThreads: PoolThreads | undefined;

  private constructor(
    file: string,
    writer: CaseThread | undefined,
    readOnlyReason: string,
    threads: number,
  ) {
    this.file = file;
    this.threads = threads;
    this.writer = writer;
    this.readOnlyReason = readOnlyReason;
    this.query = startQueryThread();
  }

  /** Opens (or creates) a case; falls back to reading only when somebody else writes it or it may not be written. */
  static async open(
    file: string,
    how: { create: boolean; readOnly: boolean; threads: number },
  ): Promise<Session> {
    const { writer, reason } = how.readOnly
      ? { writer: undefined, reason: 'It was opened for reading only.' }
      : await openWriter(file, how.create);
    const session = new Session(file, writer, reason, how.threads);
    try {
      await session.query.call('open', { file });
      return session;
    } catch (cause) {
      await session.close();
      throw cause;
    }
  }

  /** The writer. Throws `case-read-only` when there is none. */
  get canWrite(): CaseThread {
    if (this.writer !== undefined) return this.writer;
    throw new WorkbenchError({
      code: 'case-read-only',
      message: `This case is open for reading only. ${this.readOnlyReason}`,
      hint: 'Close it where it is being written, or work on a copy.',
      place: this.file,
    });
  }

  /** Throws `case-read-only` now rather than in the middle of a job. */
  requireWritable(): CaseThread {
    return this.canWrite;
  }

  get source(): SourceThread {
    this.sourceThread ??= startSourceThread();
    return this.sourceThread;
  }

  /** Runs one task in the pool; errors come back with code and hint. */
  async task<T extends PoolTask>(
    task: T,
    options: RunTaskOptions = {},
  ): Promise<PoolAnswers[T['kind']]> {
    this.poolThreads ??= startPool(this.threads);
    const answer: unknown = await this.poolThreads.run(task, {
      transferList: [...(options.transfer ?? [])] as never,
      ...(options.limitMs === undefined ? {} : { signal: AbortSignal.timeout(options.limitMs) }),
    });
    if (
      typeof answer === 'object' &&
      answer !== null &&
      'error' in answer &&
      isWireError(answer.error)
    ) {
      throw fromWireError(answer.error);
    }
    return answer as PoolAnswers[T['kind']];
  }

  /** Readers go first, so that the writer can fold its log into the one file. */
  async close(): Promise<void> {
    await Promise.all([this.query.stop(), this.sourceThread?.stop(), this.poolThreads?.destroy()]);
    if (this.writer === undefined) return;
    try {
      await this.writer.call('close', undefined);
    } finally {
      await this.writer.stop();
    }
  }
}

async function openWriter(
  file: string,
  create: boolean,
): Promise<{ writer: CaseThread | undefined; reason: string }> {
  const writer = startCaseThread();
  try {
    const { writable } = await writer.call('open', { file, create });
    if (writable) return { writer, reason: '' };
    await writer.stop();
    return { writer: undefined, reason: 'Another program is writing it.' };
  } catch (cause) {
    await writer.stop();
    if (!create && cause instanceof WorkbenchError && cause.code === 'no-permission') {
      return { writer: undefined, reason: 'The file or its folder may not be written.' };
    }
    throw cause;
  }
}
