/** What a command gets: an engine of its own for as long as it runs, and the ways to speak. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Call, CaseInfo } from '#contract/api.ts';
import { WorkbenchError } from '#contract/errors.ts';
import type { JobId } from '#contract/jobs.ts';
import type * as EngineModule from '#workers/engine/engine.ts';
import type { Engine } from '#workers/engine/engine.ts';
import { buildEngine } from '#main/build/build.ts';
import { callOf } from '#main/host.ts';
import { finishedJob } from '#main/jobs.ts';
import { stateFolder } from '#main/project-folders.ts';
import type { ExitStatus } from './exit-status.ts';
import { progressOn } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Options that every command takes. */
export interface SharedOptions {
  readonly json?: boolean;
  readonly threads?: string;
}

/** One run of the program. */
export interface Program {
  readonly terminal: Terminal;
  /** Aborted by the first interrupt. */
  readonly signal: AbortSignal;
  /** Ends with this status although nothing was thrown. */
  readonly setStatus: (status: ExitStatus) => void;
  /** Writes the one JSON document; whoever streams one says so with '' first. */
  readonly document: (value: unknown) => Promise<void>;
}

export interface Session {
  readonly engine: Engine;
  readonly call: Call;
  /** Starts a job, shows how far it is, and gives its result. */
  readonly job: (start: () => Promise<{ readonly job: JobId }>) => Promise<unknown>;
}

/** An engine; its modules are loaded now, so that help and wrong usage are answered at once. */
export async function newEngine(threads: number): Promise<Engine> {
  const { createEngine } = await engineModule();
  return createEngine({ stateFolder: stateFolder(), threads });
}

/** The bundle where one can be had; an installation without the tools, or one that cannot be written to, runs from the sources. */
async function engineModule(): Promise<typeof EngineModule> {
  let bundle: string;
  try {
    bundle = await buildEngine();
  } catch {
    return import('#workers/engine/engine.ts');
  }
  return (await import(pathToFileURL(bundle).href)) as typeof EngineModule;
}

/** Runs an action with an engine, and closes it whatever happens. */
export async function withEngine(
  { terminal, signal }: Program,
  threads: number,
  action: (session: Session) => Promise<void>,
): Promise<void> {
  const engine = await newEngine(threads);
  const progress = progressOn(terminal);
  try {
    await action({
      engine,
      call: callOf(engine.handlers),
      job: async (start) => {
        try {
          return await finishedJob(engine, start, { signal, onProgress: progress.show });
        } finally {
          progress.end();
        }
      },
    });
  } finally {
    await engine.close();
  }
}

/** Opens a case for questions only; it may be locked by somebody who writes it. */
export function openToRead(call: Call, file: string): Promise<CaseInfo> {
  return call('case.open', { path: path.resolve(file), readOnly: true });
}

/** Opens a case that will be changed. Throws `case-locked` when it cannot be. */
export async function openToWrite(call: Call, file: string): Promise<CaseInfo> {
  const info = await call('case.open', { path: path.resolve(file) });
  if (!info.readOnly) return info;
  throw new WorkbenchError({
    code: 'case-locked',
    message: `This case cannot be changed now. ${info.readOnlyReason}`,
    hint: 'Close it where it is open for writing, or work on a copy. Reading commands work meanwhile.',
    place: info.case,
  });
}

/** Opens a case to change it, and makes it when there is none. */
export async function openOrCreate(call: Call, file: string): Promise<CaseInfo> {
  const absolute = path.resolve(file);
  if (existsSync(absolute)) return openToWrite(call, absolute);
  return call('case.create', { path: absolute });
}

/** Throws `cancelled` once the user interrupted. */
export function checkInterrupted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new WorkbenchError({ code: 'cancelled', message: 'Interrupted.', hint: '' });
}
