/** Evidence that changes while it is read: what is there is kept, what happened is told, and a later import goes on. */
import { appendFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportResult } from '#contract/api.ts';
import type { Evidence } from '#contract/evidence.ts';
import { defined } from '#workers/base/assert.ts';
import { Workbench } from '#test/support/workbench.ts';

/** Some fifteen pieces of 4 MiB: the first are in the case when the last are not yet read. */
const RECORDS = 15_000;
const PADDING = 'x'.repeat(4000);
let bench: Workbench;
let file: string;

beforeEach(async () => {
  bench = await new Workbench().create();
  file = path.join(bench.folder, 'a.jsonl');
  write();
});
afterEach(async () => {
  await bench.close();
});

function write(): void {
  const lines = Array.from(
    { length: RECORDS },
    (_, n) => `{"EventID":1,"n":${n},"p":"${PADDING}"}`,
  );
  writeFileSync(file, `${lines.join('\n')}\n`);
}

/** Imports and does something to the file once its first records are in the case. */
async function importWhile(change: () => void): Promise<Evidence> {
  let changed = false;
  const end = bench.engine.listen((notice) => {
    if (changed || notice.kind !== 'job' || notice.job.progress.records === 0) return;
    changed = true;
    change();
  });
  const result: ImportResult = await bench.import(file);
  end();
  expect(changed).toBe(true);
  return defined(result.evidence[0], 'an evidence');
}

test('a file that becomes shorter is partial, says where it ended, and adds up', async () => {
  const length = Math.round(statSync(file).size * 0.9);
  const cut = await importWhile(() => {
    truncateSync(file, length);
  });
  expect(cut.status).toBe('partial');
  expect(cut.recordsSeen).toBe(cut.imported + cut.rejected);
  expect(cut.imported).toBeGreaterThan(0);
  expect(cut.imported).toBeLessThan(RECORDS);
  const told = cut.problems.find(({ code }) => code === 'unreadable');
  expect(told?.message).toContain('became shorter while it was read');
  expect(told?.firstLocator).toMatch(/byte \d+$/);
  // What is whole again is read anew, and nothing of the first attempt is left.
  write();
  const { totals } = await bench.import(file);
  expect(totals).toMatchObject({ imported: RECORDS, rejected: 0 });
  expect((await bench.ask('case.info', {})).events).toBe(RECORDS);
});

test('a log that is still written is read as far as it went when it was opened, and that is told', async () => {
  const whole = await importWhile(() => {
    appendFileSync(file, '{"EventID":1}\n'.repeat(100));
  });
  expect(whole).toMatchObject({ status: 'complete', imported: RECORDS });
  const told = whole.problems.find(({ code }) => code === 'evidence-changed');
  expect(told?.message).toContain('1400 bytes were added');
  const { totals } = await bench.import(file);
  expect(totals.imported).toBe(RECORDS + 100);
});

test('a file that is taken away while it is read is read on or told, never half and silent', async () => {
  const gone = await importWhile(() => {
    renameSync(file, `${file}.away`);
  });
  // The open file stays readable here; where it does not, it is partial and says why.
  if (gone.status === 'complete') expect(gone.imported).toBe(RECORDS);
  else expect(gone.problems.length).toBeGreaterThan(0);
  rmSync(`${file}.away`);
  await expect(bench.import(file)).rejects.toMatchObject({ code: 'no-such-file' });
});
