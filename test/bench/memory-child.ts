/**
 * One import in a process of its own that tells its peak memory whenever so many records are in.
 * Arguments: case file, evidence, then numbers of records in ascending order.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fromWireError } from '#contract/errors.ts';
import { createEngine } from '#workers/engine/engine.ts';

const [caseFile = '', evidence = '', ...numbers] = process.argv.slice(2);
const milestones = numbers.map(Number);
const stateFolder = mkdtempSync(path.join(tmpdir(), 'loupe-bench-state-'));
const engine = createEngine({ stateFolder });
const begunAtMs = performance.now();

function tellUpTo(records: number): void {
  while (milestones.length > 0 && records >= (milestones[0] ?? Infinity)) {
    const told = {
      records: milestones.shift(),
      peakBytes: process.resourceUsage().maxRSS * 1024,
      wallMs: performance.now() - begunAtMs,
    };
    process.stdout.write(`${JSON.stringify(told)}\n`);
  }
}

await engine.handlers['case.create']({ path: caseFile });
await new Promise<void>((resolve, reject) => {
  engine.listen((notice) => {
    if (notice.kind !== 'job') return;
    const { state, progress, error } = notice.job;
    if (error !== undefined) reject(fromWireError(error));
    else if (state === 'running') tellUpTo(progress.records);
    else resolve();
  });
  engine.handlers['import.start']({ paths: [evidence], options: {} }).catch(reject);
});
await engine.close();
tellUpTo(Infinity);
rmSync(stateFolder, { recursive: true, force: true });
