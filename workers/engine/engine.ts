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
  ImportResult,
  Outputs,
  ParsedOf,
  RequestName,
} from '#contract/api.ts';
import { WorkbenchError } from '#contract/errors.ts';
import type { Evidence } from '#contract/evidence.ts';
import type { Notice } from '#contract/jobs.ts';
import { rooms } from '#contract/rooms/index.ts';
import type { Clocks } from '#contract/clocks.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { makeDemoEvidence } from '#workers/demo/demo-evidence.ts';
import type { Queries } from '#workers/query/queries.ts';
import { allFormats } from '#workers/readers/format-card.ts';
import { checkImportOptions, ingest } from './ingest.ts';
import { Jobs } from './jobs.ts';
import { MappingStore } from './mapping-store.ts';
import { Previewer } from './previewer.ts';
import { removeEvidence } from './remove-evidence.ts';
import { RecentCases } from './recent-cases.ts';
import { checkRun, runRoom } from './run-room.ts';
import { Session } from './session.ts';
import { verify } from './verify.ts';

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
  readonly mappings: MappingStore;
  readonly previewer: Previewer;
  readonly options: EngineOptions;
  private readonly listeners = new Set<(notice: Notice) => void>();
  private open: Session | undefined;

  constructor(options: EngineOptions) {
    this.options = options;
    this.recent = new RecentCases(options.stateFolder);
    this.mappings = new MappingStore(options.stateFolder);
    this.previewer = new Previewer(this.mappings);
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
    await this.previewer.close();
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
    const mapping = this.mappings.resolve(options.mapping);
    for (const layout of options.layouts ?? []) this.mappings.resolve(layout.mapping);
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
      const trouble = troubleOf(result);
      if (trouble !== '') job.trouble(trouble);
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

  startVerify(folder: string | undefined): number {
    const { session } = this;
    const title = `Verify ${path.basename(session.file)}`;
    const absolute = folder === undefined ? undefined : path.resolve(folder);
    return this.jobs.start('verify', title, (job) => verify(session.file, job, absolute));
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

  /** A change of clock rules, then all of them. */
  async changeClocks(change: ParsedOf<'clocks.set'> | 'undo'): Promise<Clocks> {
    const { session } = this;
    const at = new Date().toISOString();
    const { changed } =
      change === 'undo'
        ? await session.canWrite.call('undoClock', { at })
        : await session.canWrite.call('setClock', { ...change, offsetUs: change.offsetUs, at });
    if (changed) this.changed(session);
    else if (change === 'undo') throw nothingToUndo();
    return this.ask('clocks.list', {});
  }

  async demo(folder: string | undefined): Promise<Outputs['case.demo']> {
    const home = folder ?? path.join(this.options.stateFolder, 'demo');
    const demo = makeDemoEvidence(home);
    const info = await this.openCase(demo.caseFile, { create: demo.isNew, readOnly: false });
    return { info, job: this.startImport(demo.evidence, {}) };
  }
}

function nothingToUndo(): WorkbenchError {
  return new WorkbenchError({
    code: 'bad-request',
    message: 'There is no change of a clock to take back.',
    hint: '',
  });
}

/** What did not go well with an import that went on to its end, in words; '' for nothing. */
function troubleOf({ evidence }: ImportResult): string {
  const count = (status: Evidence['status']): number =>
    evidence.filter((entry) => entry.status === status).length;
  const [failed, partial] = [count('failed'), count('partial')];
  const of = `of ${evidence.length} ${evidence.length === 1 ? 'file' : 'files'}`;
  return [
    ...(failed > 0 ? [`${failed} ${of} could not be read`] : []),
    ...(partial > 0 ? [`${partial} ${of} broke off and are there in part`] : []),
  ].join('; ');
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
  'clocks.list',
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
    'case.verify': async ({ folder }) => Promise.resolve({ job: core.startVerify(folder) }),
    'case.recent': () => Promise.resolve(core.recent.list()),
    'case.demo': ({ folder }) => core.demo(folder),
    'import.start': async ({ paths, options }) =>
      Promise.resolve({ job: core.startImport(paths, options) }),
    'import.preview': (input) => core.previewer.preview(input),
    'import.survey': (input) => core.previewer.survey(input),
    'formats.list': () => Promise.resolve(allFormats()),
    'mappings.list': async () => {
      const { folder } = core.mappings;
      return { folder, mappings: core.mappings.list() };
    },
    'mappings.save': async ({ name, mapping }) => core.mappings.save(name, mapping),
    'mappings.remove': async ({ name }) => {
      core.mappings.remove(name);
      return null;
    },
    'evidence.remove': async ({ evidence }) => {
      const { session } = core;
      const removal = await removeEvidence(session, core.jobs, evidence);
      core.changed(session);
      return removal;
    },
    'jobs.list': () => Promise.resolve(core.jobs.list()),
    'jobs.cancel': ({ job }) => {
      core.jobs.cancel(job);
      return Promise.resolve(null);
    },
    'clocks.set': (input) => core.changeClocks(input),
    'clocks.undo': () => core.changeClocks('undo'),
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
