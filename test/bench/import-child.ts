/**
 * One import in a process of its own, so that its peak memory is its own: creates the case, imports,
 * closes, prints one line of JSON. Arguments: case file, evidence paths.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as EngineModule from '#workers/engine/engine.ts';
import type { ImportResult } from '#contract/api.ts';
import { fromWireError } from '#contract/errors.ts';
import { buildEngine } from '#main/build/build.ts';

// Bundled, as the command line and the window run it.
const bundle = pathToFileURL(await buildEngine()).href;
const { createEngine } = (await import(bundle)) as typeof EngineModule;
const [caseFile = '', ...paths] = process.argv.slice(2);
const stateFolder = mkdtempSync(path.join(tmpdir(), 'loupe-bench-state-'));
const engine = createEngine({ stateFolder });
const begun = performance.now();
const cpu = process.cpuUsage();
await engine.handlers['case.create']({ path: caseFile });
const result = await new Promise<ImportResult>((resolve, reject) => {
  engine.listen((notice) => {
    if (notice.kind !== 'job' || notice.job.state === 'running') return;
    if (notice.job.error === undefined) resolve(notice.job.result as ImportResult);
    else reject(fromWireError(notice.job.error));
  });
  engine.handlers['import.start']({ paths, options: {} }).catch(reject);
});
await engine.close();
const used = process.cpuUsage(cpu);
rmSync(stateFolder, { recursive: true, force: true });
process.stdout.write(
  `${JSON.stringify({
    wallMs: performance.now() - begun,
    cpuMs: (used.user + used.system) / 1000,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    caseBytes: statSync(caseFile).size,
    ...result.totals,
  })}\n`,
);
