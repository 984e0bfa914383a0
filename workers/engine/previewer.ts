/**
 * Looks at evidence before it is imported, in a thread of its own: a preview needs no case and does
 * not wait for an import that is under way.
 */
import path from 'node:path';
import type { ImportOptions, ParsedOf } from '#contract/api.ts';
import { WorkbenchError, toWireError } from '#contract/errors.ts';
import type { ImportPreview, ImportSurvey } from '#contract/mapping.ts';
import type { PrepareInput } from '#workers/threads/source-offer.ts';
import { startSourceThread, type SourceThread } from '#workers/threads/threads.ts';
import { checkImportOptions } from './ingest.ts';
import type { MappingStore } from './mapping-store.ts';

/** An idle thread is ended after this time. */
const IDLE_MS = 60_000;
/** A look that takes longer is given up: evidence may be made to take for ever. */
const LIMIT_MS = 30_000;

export class Previewer {
  private readonly mappings: MappingStore;
  private thread: SourceThread | undefined;
  private idle: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(mappings: MappingStore) {
    this.mappings = mappings;
  }

  async preview({
    path: file,
    member,
    propose,
    options,
  }: ParsedOf<'import.preview'>): Promise<ImportPreview> {
    const read = this.read(options, propose);
    return this.ask((thread) =>
      thread.call('preview', { path: path.resolve(file), member, options: read }),
    );
  }

  async survey({ paths, options }: ParsedOf<'import.survey'>): Promise<ImportSurvey> {
    const read = this.read(options, false);
    const absolute = paths.map((each) => path.resolve(each));
    return this.ask((thread) => thread.call('survey', { paths: absolute, options: read }));
  }

  private read(options: ImportOptions, propose: boolean): PrepareInput {
    checkImportOptions(options);
    const mapping = this.mappings.resolve(options.mapping) ?? (propose ? 'propose' : undefined);
    return {
      format: options.format,
      timeZone: options.timeZone,
      dateOrder: options.dateOrder,
      year: options.year,
      recover: false,
      layouts: [],
      mapping,
    };
  }

  private async ask<T>(question: (thread: SourceThread) => Promise<T>): Promise<T> {
    const thread = (this.thread ??= startSourceThread());
    clearTimeout(this.idle);
    this.asked++;
    const limit = new Limit();
    try {
      return await Promise.race([question(thread), limit.reached]);
    } catch (cause) {
      // A thread that died or hangs is of no use to the next question.
      if (toWireError(cause).code === 'internal' || limit.isReached) await this.drop(thread);
      throw cause;
    } finally {
      limit.end();
      this.asked--;
      if (this.asked === 0) this.endLater();
    }
  }

  private async drop(thread: SourceThread): Promise<void> {
    if (this.thread === thread) this.thread = undefined;
    await thread.stop();
  }

  async close(): Promise<void> {
    clearTimeout(this.idle);
    const ending = this.thread;
    this.thread = undefined;
    await ending?.stop();
  }

  private endLater(): void {
    this.idle = setTimeout(() => void this.close(), IDLE_MS);
    this.idle.unref();
  }
}

/** Rejects when a question takes too long. */
class Limit {
  isReached = false;
  readonly reached: Promise<never>;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.reached = new Promise((_, reject) => {
      this.timer = setTimeout(() => {
        this.isReached = true;
        reject(
          new WorkbenchError({
            code: 'unreadable',
            message: 'Looking at its beginning took too long and was given up.',
            hint: 'It can be imported all the same; what cannot be read then is counted.',
          }),
        );
      }, LIMIT_MS);
    });
  }

  end(): void {
    clearTimeout(this.timer);
  }
}
