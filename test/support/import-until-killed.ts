/**
 * Imports and says how far it is, so that a test can kill it at a chosen moment. Arguments: the
 * engine's module, case file, path. The case is made when it is missing, as the command line does.
 */
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { toWireError, type WireError } from '#contract/errors.ts';
import type * as EngineModule from '#workers/engine/engine.ts';

const [module = '', caseFile = '', evidence = ''] = process.argv.slice(2);
const { createEngine } = (await import(pathToFileURL(module).href)) as typeof EngineModule;
const engine = createEngine({
  stateFolder: mkdtempSync(path.join(tmpdir(), 'loupe-kill-')),
  threads: 2,
});

function tell(state: string, records: number, error?: Pick<WireError, 'code'>): void {
  process.stdout.write(`${JSON.stringify({ state, records, code: error?.code ?? '' })}\n`);
}

engine.listen((notice) => {
  if (notice.kind !== 'job') return;
  const { state, progress, error } = notice.job;
  tell(state, progress.records, error);
  if (state !== 'running') void engine.close();
});
try {
  await (existsSync(caseFile)
    ? engine.handlers['case.open']({ path: caseFile })
    : engine.handlers['case.create']({ path: caseFile }));
  await engine.handlers['import.start']({ paths: [evidence], options: {} });
} catch (thrown) {
  // A full disk may be met before the job begins.
  tell('failed', 0, toWireError(thrown));
  await engine.close();
}
