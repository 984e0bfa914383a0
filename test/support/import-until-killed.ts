/** Imports and says how far it is, so that a test can kill it at a chosen moment. Arguments: case file, create or open, path. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEngine } from '#workers/engine/engine.ts';

const [caseFile = '', how = '', evidence = ''] = process.argv.slice(2);
const engine = createEngine({
  stateFolder: mkdtempSync(path.join(tmpdir(), 'loupe-kill-')),
  threads: 2,
});
engine.listen((notice) => {
  if (notice.kind !== 'job') return;
  const { state, progress, error } = notice.job;
  process.stdout.write(
    `${JSON.stringify({ state, records: progress.records, code: error?.code ?? '' })}\n`,
  );
  if (state !== 'running') void engine.close();
});
await (how === 'create'
  ? engine.handlers['case.create']({ path: caseFile })
  : engine.handlers['case.open']({ path: caseFile }));
await engine.handlers['import.start']({ paths: [evidence], options: {} });
