/** An engine with a folder of its own, asked through the same handlers as every host asks it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  inputs,
  type ImportResult,
  type InputOf,
  type Outputs,
  type RequestName,
} from '#contract/api.ts';
import { fromWireError } from '#contract/errors.ts';
import type { Job, JobId } from '#contract/jobs.ts';
import type { ParamValues } from '#contract/rooms/room.ts';
import type { RoomId } from '#contract/rooms/index.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { createEngine, type Engine } from '#workers/engine/engine.ts';

export class Workbench {
  readonly folder: string;
  readonly caseFile: string;
  readonly engine: Engine;
  private readonly ended = new Map<JobId, Job>();
  private readonly waiting = new Map<JobId, (job: Job) => void>();

  constructor(folder = mkdtempSync(path.join(tmpdir(), 'loupe-test-'))) {
    this.folder = folder;
    this.caseFile = path.join(folder, 'test.loupe');
    this.engine = createEngine({ stateFolder: path.join(folder, 'state'), threads: 2 });
    this.engine.listen((notice) => {
      if (notice.kind !== 'job' || notice.job.state === 'running') return;
      this.ended.set(notice.job.id, notice.job);
      this.waiting.get(notice.job.id)?.(notice.job);
    });
  }

  /** Asks as a host does: the input passes the schema at the door. */
  async ask<N extends RequestName>(name: N, input: InputOf<N>): Promise<Outputs[N]> {
    return await this.engine.handlers[name](inputs[name].parse(input) as never);
  }

  /** A finished job's result; its error is thrown. */
  async result(id: JobId): Promise<unknown> {
    const job =
      this.ended.get(id) ??
      (await new Promise<Job>((resolve) => {
        this.waiting.set(id, resolve);
      }));
    if (job.error !== undefined) throw fromWireError(job.error);
    return job.result;
  }

  async create(): Promise<this> {
    await this.ask('case.create', { path: this.caseFile });
    return this;
  }

  async import(...paths: readonly string[]): Promise<ImportResult> {
    const { job } = await this.ask('import.start', { paths: [...paths] });
    return (await this.result(job)) as ImportResult;
  }

  async run(room: RoomId, params: ParamValues = {}, query = ''): Promise<RunReceipt> {
    const input = { room, params, scope: { query } } as InputOf<'rooms.run'>;
    const { job } = await this.ask('rooms.run', input);
    return (await this.result(job)) as RunReceipt;
  }

  /** Closes; the folder goes unless it is to be opened again. */
  async close(keep = false): Promise<void> {
    await this.engine.close();
    if (!keep) rmSync(this.folder, { recursive: true, force: true });
  }
}
