/**
 * The engine: one open case, its long jobs, and an answer to every request of the contract. Hosts
 * hand requests in and notices out; nothing here knows whether a window, a browser or a command
 * line is asking. This thread only passes things on: reading, parsing, analysing and querying
 * happen in other threads.
 */
import path from 'node:path';
import type {
  CaseInfo,
  Handlers,
  ImportOptions,
  Outputs,
  ParsedOf,
  RequestName,
} from '#contract/api.ts';
import { WorkbenchError } from '#contract/errors.ts';
import type { Notice } from '#contract/jobs.ts';
import { rooms } from '#contract/rooms/index.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { makeDemoEvidence } from '#workers/demo/demo-evidence.ts';
import type { Queries } from '#workers/query/queries.ts';
import { checkImportOptions, ingest } from './ingest.ts';
import { Jobs } from './jobs.ts';
import { readMapping } from './mapping-file.ts';
import { RecentCases } from './recent-cases.ts';
import { checkRun, runRoom } from './run-room.ts';
import { Session } from './session.ts';

export interface EngineOptions {
  /** Where the program keeps its own small files, such as the list of recent cases. */
  readonly stateFolder: string;
  /** Threads of the pool; 0 or absent: one per processor. */
  readonly threads?: number;
}

export interface Engine {
  readonly handlers: Handlers;
  /** @returns a function that ends listening */
  listen(fn: (notice: Notice) => void): () => void;
  /** Stops jobs, closes the case. */
  close(): Promise<void>;
}

/** Makes an engine with no case open. */
export function createEngine(options: EngineOptions): Engine {
  const core = new Core(options);
  return {
    handlers: handlersOf(core),
    listen: (fn) => core.listen(fn),
    close: () => core.close(),
  };
}

class Core {
  readonly recent: RecentCases;
  readonly jobs: Jobs;
  readonly options: EngineOptions;
  private readonly listeners = new Set<(notice: Notice) => void>();
  private open: Session | undefined;

  constructor(options: EngineOptions) {
    this.options = options;
    this.recent = new RecentCases(options.stateFolder);
    this.jobs = new Jobs((notice) => {
      this.tell(notice);
    });
  }

  get session(): Session {
    if (this.open !== undefined) return this.open;
    throw new WorkbenchError({
      code: 'no-case-open',
      message: 'No case is open.',
      hint: 'Open or create one first.',
    });
  }

  listen(fn: (notice: Notice) => void): () => void {
    this.listeners.add(fn);
    return () => {
      this.listeners.delete(fn);
    };
  }

  tell(notice: Notice): void {
    for (const listener of this.listeners) listener(notice);
  }

  changed(session: Session): void {
    session.revision++;
    this.tell({ kind: 'case', revision: session.revision });
  }

  async openCase(
    file: string,
    how: { readonly create: boolean; readonly readOnly: boolean },
  ): Promise<CaseInfo> {
    const absolute = path.resolve(file);
    await this.closeCase();
    this.open = await Session.open(absolute, { ...how, threads: this.options.threads ?? 0 });
    const at = new Date().toISOString();
    this.recent.add(absolute, at);
    if (this.open.readOnlyReason === '') {
      await this.open.canWrite.call('audit', {
        at,
        action: how.create ? 'case created' : 'case opened',
        detail: {},
      });
    }
    return this.info();
  }

  async closeCase(): Promise<void> {
    const closing = this.open;
    this.open = undefined;
    if (closing === undefined) return;
    await this.jobs.settle();
    await closing.close();
  }

  async close(): Promise<void> {
    await this.closeCase();
    this.listeners.clear();
  }

  async ask<N extends keyof Queries>(
    name: N,
    input: Parameters<Queries[N]>[0],
  ): Promise<ReturnType<Queries[N]>> {
    return (await this.session.query.call('ask', { name, input } as never)) as ReturnType<
      Queries[N]
    >;
  }

  async info(): Promise<CaseInfo> {
    const { session } = this;
    const counts = await this.ask('case.info', {});
    return {
      case: session.file,
      ...counts,
      readOnly: session.readOnlyReason !== '',
      readOnlyReason: session.readOnlyReason,
      revision: session.revision,
    };
  }

  startImport(paths: readonly string[], options: ImportOptions): number {
    checkImportOptions(options);
    const { session } = this;
    const absolute = paths.map((entry) => path.resolve(entry));
    const title =
      absolute.length === 1
        ? `Import ${path.basename(absolute[0] ?? '')}`
        : `Import ${absolute.length} paths`;
    session.requireWritable();
    const mapping = readMapping(options.mapping);
    return this.jobs.start('import', title, async (job) => {
      const onChange = (): void => {
        this.changed(session);
      };
      const result = await ingest(session, job, {
        paths: absolute,
        options,
        mapping,
        onChange,
      });
      await session.canWrite.call('audit', {
        at: new Date().toISOString(),
        action: 'import',
        detail: { paths: absolute, options, totals: result.totals },
      });
      return result;
    });
  }

  startRun(input: ParsedOf<'rooms.run'>): number {
    const { session } = this;
    checkRun(input);
    session.requireWritable();
    return this.jobs.start('room', rooms[input.room].title, async (job) => {
      const receipt = await runRoom(session, job, input);
      await session.canWrite.call('audit', {
        at: receipt.createdAt,
        action: 'run',
        detail: receipt,
      });
      this.changed(session);
      return receipt;
    });
  }

  async explain({
    run,
    groups,
    limit,
  }: ParsedOf<'runs.explain'>): Promise<Outputs['runs.explain']> {
    const receipt = await this.receipt(run);
    return this.session.task({
      kind: 'explain',
      caseFile: this.session.file,
      run,
      room: receipt.room,
      groups,
      limit,
    });
  }

  async receipt(run: number): Promise<RunReceipt> {
    const receipt = (await this.ask('runs.list', {})).find((entry) => entry.run === run);
    if (receipt !== undefined) return receipt;
    throw new WorkbenchError({
      code: 'no-such-run',
      message: `There is no run ${run} in this case.`,
      hint: '"loupe info CASE" lists the runs.',
    });
  }

  async demo(folder: string | undefined): Promise<Outputs['case.demo']> {
    const home = folder ?? path.join(this.options.stateFolder, 'demo');
    const demo = makeDemoEvidence(home);
    const info = await this.openCase(demo.caseFile, { create: demo.isNew, readOnly: false });
    return { info, job: this.startImport(demo.evidence, {}) };
  }
}

/** Requests that are answered by the query thread just as they come. */
const PASSED_ON = [
  'evidence.rejects',
  'query.check',
  'events.count',
  'events.page',
  'events.detail',
  'events.fields',
  'events.facets',
  'timeline.histogram',
  'timeline.lanes',
  'runs.list',
  'runs.table',
] as const satisfies readonly (RequestName & keyof Queries)[];

function handlersOf(core: Core): Handlers {
  const passedOn = Object.fromEntries(
    PASSED_ON.map((name) => [name, (input: never) => core.ask(name, input)]),
  ) as unknown as Pick<Handlers, (typeof PASSED_ON)[number]>;
  return {
    ...passedOn,
    'case.create': ({ path: file }) => core.openCase(file, { create: true, readOnly: false }),
    'case.open': ({ path: file, readOnly }) =>
      core.openCase(file, { create: false, readOnly: readOnly ?? false }),
    'case.close': async () => {
      await core.closeCase();
      return null;
    },
    'case.info': () => core.info(),
    'case.recent': () => Promise.resolve(core.recent.list()),
    'case.demo': ({ folder }) => core.demo(folder),
    'import.start': async ({ paths, options }) =>
      Promise.resolve({ job: core.startImport(paths, options) }),
    'jobs.list': () => Promise.resolve(core.jobs.list()),
    'jobs.cancel': ({ job }) => {
      core.jobs.cancel(job);
      return Promise.resolve(null);
    },
    'rooms.list': () => Promise.resolve(Object.values(rooms)),
    'rooms.run': async (input) => Promise.resolve({ job: core.startRun(input) }),
    'runs.explain': (input) => core.explain(input),
    'runs.remove': async ({ run }) => {
      const { session } = core;
      await core.receipt(run);
      await session.canWrite.call('removeRun', { run });
      core.changed(session);
      return null;
    },
  };
}
