/**
 * `npm run kill-test -- [--runs 100] [--seed S] [--records N]`: imports evidence of every kind, kills
 * it at random moments, lets it find the disk full, goes on with the same command, and compares the
 * case with one that nobody disturbed: nothing lost, nothing doubled.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SeededRandom } from '#workers/base/random.ts';
import { importElsewhere } from './child.ts';
import { contentOf } from './content.ts';
import { makeEvidence } from './evidence.ts';
import { oneRun, type RunReport } from './one-run.ts';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    records: { type: 'string', default: '8000' },
  },
});
const runs = Number(options.runs);
const random = new SeededRandom(Number(options.seed));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = mkdtempSync(path.join(tmpdir(), 'loupe-kill-test-'));
try {
  const evidence = path.join(folder, 'evidence');
  makeEvidence(evidence, Number(options.records));
  const caseFile = path.join(folder, 'undisturbed.loupe');
  const told = await importElsewhere(caseFile, evidence);
  const content = contentOf(caseFile);
  const undisturbed = { content, told, caseBytes: statSync(caseFile).size };
  say(
    `undisturbed: ${told.state}, ${told.records} records in ${Math.round(told.totalMs)} ms, ${content.size} parts compared\n`,
  );
  say('  run  kills  disk full  records when interrupted             result');
  const reports: RunReport[] = [];
  for (let run = 1; run <= runs; run++) {
    const input = { caseFile: path.join(folder, 'run.loupe'), evidence, random, undisturbed };
    const report = await oneRun(input);
    reports.push(report);
    const { kills, diskFull, stops, faults } = report;
    say(
      `${String(run).padStart(5)} ${String(kills).padStart(6)} ${String(diskFull).padStart(10)}  ${stops.join(', ').padEnd(36)} ${faults.length === 0 ? 'same' : faults.join('; ')}`,
    );
  }
  const sum = (of: (report: RunReport) => number): number =>
    reports.reduce((total, report) => total + of(report), 0);
  const failed = reports.filter(({ faults }) => faults.length > 0).length;
  say(
    `\n${runs} runs, ${sum(({ kills }) => kills)} kills, ${sum(({ diskFull }) => diskFull)} full disks, seed ${options.seed}: ${runs - failed} ended in the same case, ${failed} did not`,
  );
  process.exitCode = failed === 0 && told.state === 'done' ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
