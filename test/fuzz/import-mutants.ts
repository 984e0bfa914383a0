/** Mutants through the whole program: files in a folder, a real import, a closed case that holds together. */
import { writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { ImportResult } from '#contract/api.ts';
import { WorkbenchError } from '#contract/errors.ts';
import { Workbench } from '#test/support/workbench.ts';
import { openForReading } from '#workers/case-file/case-file.ts';
import { verifyCase } from '#workers/verify/verify-case.ts';
import { Broken } from './promises.ts';

export interface MutantFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Imports all of them into one case. Throws what is wrong. */
export async function importMutants(folder: string, files: readonly MutantFile[]): Promise<void> {
  const evidence = path.join(folder, 'evidence');
  mkdirSync(evidence);
  for (const { name, bytes } of files) writeFileSync(path.join(evidence, name), bytes);
  const bench = await new Workbench(folder).create();
  try {
    const result = await imported(bench, evidence);
    if (result !== undefined) checkAccount(result, files.length);
    await askEverything(bench);
  } finally {
    await bench.close(true);
  }
  checkFile(bench.caseFile);
  await checkAgainstEvidence(bench.caseFile, evidence);
}

/** Undefined when there was nothing at all that could be read, which is told as an error. */
async function imported(bench: Workbench, evidence: string): Promise<ImportResult | undefined> {
  try {
    return await bench.import(evidence);
  } catch (thrown) {
    if (thrown instanceof WorkbenchError && thrown.code !== 'internal') return undefined;
    throw thrown;
  }
}

function checkAccount({ evidence, totals }: ImportResult, files: number): void {
  for (const each of [...evidence, totals]) {
    const { recordsSeen, imported: good, rejected, duplicates } = each;
    hold(recordsSeen === good + rejected + duplicates, 'seen = imported + rejected + duplicates');
  }
  const told = new Set(evidence.map((each) => each.path));
  hold(told.size === files, 'every file is told');
  for (const { status, recordsSeen, problems } of evidence) {
    hold(recordsSeen > 0 || problems.length > 0, 'what yields nothing says why');
    hold(status === 'complete' || problems.length > 0, 'what is not complete says why');
    for (const { code } of problems) hold(code !== 'internal', 'no problem is our fault');
  }
}

/** Pages, fields and details of what came in. */
async function askEverything(bench: Workbench): Promise<void> {
  const columns = ['id', '@timestamp', 'loupe.locator', 'host.name', 'message'];
  const { block } = await bench.ask('events.page', { scope: {}, columns, limit: 500 });
  const ids = block.columns['id'];
  await bench.ask('events.fields', {});
  await bench.ask('evidence.rejects', { limit: 500 });
  await bench.ask('events.count', { scope: { query: 'a or "b c" or event.code:*' } });
  for (const id of ids?.kind === 'int' || ids?.kind === 'number' ? ids.values.slice(0, 20) : []) {
    await bench.ask('events.detail', { id });
  }
}

/** All that a verification looks at, also that the same evidence read again gives the same events. */
async function checkAgainstEvidence(file: string, evidence: string): Promise<void> {
  const db = openForReading(file);
  try {
    for await (const step of verifyCase(db, file, evidence)) {
      if (step.kind !== 'check' || step.check.ok) continue;
      throw new Broken(`Not kept: ${step.check.name}. ${step.check.detail}`);
    }
  } finally {
    db.close();
  }
}

function checkFile(file: string): void {
  const db = new Database(file, { readonly: true });
  try {
    hold(db.pragma('integrity_check', { simple: true }) === 'ok', 'the case file is sound');
  } finally {
    db.close();
  }
}

function hold(condition: boolean, promise: string): void {
  if (!condition) throw new Broken(`Not kept: ${promise}.`);
}
