/** Verifying: a sound case passes every check, and each kind of damage or fraud fails the check that is for it. */
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VerifyResult } from '#contract/verify.ts';
import { generateJsonLines } from '#test/bench/generate.ts';
import { ChunkWriter, dataTemplate, event, evtxFile, value } from '#test/support/evtx-writer.ts';
import { closeCaseFile, createCaseFile, openForReading } from '#workers/case-file/case-file.ts';
import { verifyCase } from '#workers/verify/verify-case.ts';
import { Workbench } from '#test/support/workbench.ts';
import { zipOf } from '#test/support/zip-writer.ts';

let bench: Workbench;
let evidence: string;

/** A case of several kinds of evidence, made once; each test that changes something takes a copy. */
beforeAll(async () => {
  bench = await new Workbench().create();
  evidence = path.join(bench.folder, 'evidence');
  mkdirSync(evidence);
  await mixedCase();
  await bench.ask('case.close', {});
});
afterAll(async () => {
  await bench.close();
});

function lines(name: string, records: number, seed = 1): string {
  const file = path.join(evidence, name);
  generateJsonLines(file, { records }, seed);
  return file;
}

function eventLog(count: number): Buffer {
  const template = dataTemplate(['Text']);
  const chunk = new ChunkWriter();
  for (let id = 1; id <= count; id++) {
    chunk.add(event(id, { template, values: [value.text(`text ${id}`)] }));
  }
  return evtxFile([chunk.finish()]);
}

async function verify(folder?: string): Promise<VerifyResult> {
  await bench.ask('case.open', { path: bench.caseFile, readOnly: true });
  const { job } = await bench.ask('case.verify', folder === undefined ? {} : { folder });
  const result = (await bench.result(job)) as VerifyResult;
  await bench.ask('case.close', {});
  return result;
}

/** Names of checks of a case file that fail. */
async function failingOf(file: string, folder?: string): Promise<readonly string[]> {
  const db = openForReading(file);
  const failed: string[] = [];
  for await (const step of verifyCase(db, file, folder)) {
    if (step.kind === 'check' && !step.check.ok) failed.push(step.check.name);
  }
  db.close();
  return failed;
}

/** A copy of the case, changed behind the product's back. */
function tampered(change: (db: Database.Database) => void): string {
  const file = path.join(bench.folder, 'tampered.loupe');
  copyFileSync(bench.caseFile, file);
  const db = new Database(file);
  db.pragma('foreign_keys = OFF');
  change(db);
  db.close();
  return file;
}

const CASE_CHECKS = [
  'database',
  'form',
  'counts',
  'columns',
  'records',
  'text index',
  'runs',
  'audit',
];
const EVIDENCE_CHECKS = ['evidence files', 'evidence content', 'evidence events'];

/** Evidence of several kinds, with rejects, archives and a run. */
async function mixedCase(): Promise<void> {
  appendFileSync(lines('a.jsonl', 600), '{"broken\n');
  const csv = `TimeGenerated,Computer,EventID\n2025-01-01T00:00:00Z,WS1,4688\n2025-01-01T00:00:01Z,WS2,4689\n`;
  const inZip = lines('b.jsonl', 300, 2);
  const zip = zipOf(
    { name: 'logs/b.jsonl', content: readFileSync(inZip) },
    { name: 'logs\\c.csv', content: csv },
  );
  rmSync(inZip);
  writeFileSync(path.join(evidence, 'logs.zip'), zip);
  const inGz = lines('d.jsonl', 200, 3);
  writeFileSync(path.join(evidence, 'd.gz'), gzipSync(readFileSync(inGz)));
  rmSync(inGz);
  writeFileSync(path.join(evidence, 'e.evtx'), eventLog(12));
  await bench.import(evidence);
  await bench.run('event-clusters');
}

describe('a sound case', () => {
  test('passes every check, also against its evidence under other names in another place', async () => {
    const alone = await verify();
    expect(alone.checks.map(({ name }) => name)).toEqual(CASE_CHECKS);
    expect(alone.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(alone.ok).toBe(true);
    const elsewhere = path.join(bench.folder, 'elsewhere', 'deeper');
    mkdirSync(elsewhere, { recursive: true });
    for (const [from, to] of [
      ['a.jsonl', 'x.txt'],
      ['logs.zip', 'y'],
      ['d.gz', 'z.bin'],
      ['e.evtx', 'e'],
    ] as const) {
      copyFileSync(path.join(evidence, from), path.join(elsewhere, to));
    }
    const before = readFileSync(bench.caseFile);
    const against = await verify(path.join(bench.folder, 'elsewhere'));
    expect(against.checks.map(({ name }) => name)).toEqual([...CASE_CHECKS, ...EVIDENCE_CHECKS]);
    expect(against.checks.filter(({ ok }) => !ok)).toEqual([]);
    const compared = against.checks.find(({ name }) => name === 'evidence events');
    expect(compared?.detail).toContain('1,114 events read again');
    expect(readFileSync(bench.caseFile).equals(before)).toBe(true);
  });

  test('can be stopped while it is verified', async () => {
    await bench.ask('case.open', { path: bench.caseFile, readOnly: true });
    const { job } = await bench.ask('case.verify', { folder: evidence });
    await bench.ask('jobs.cancel', { job });
    await expect(bench.result(job)).rejects.toMatchObject({ code: 'cancelled' });
    await bench.ask('case.close', {});
  });

  test('that is empty passes too', async () => {
    const file = path.join(bench.folder, 'empty.loupe');
    closeCaseFile(createCaseFile(file));
    expect(await failingOf(file)).toEqual([]);
    expect(await failingOf(file, evidence)).toEqual([]);
  });
});

describe('a case that was changed', () => {
  test.each<[string, string, string]>([
    [
      'a count',
      'counts',
      `UPDATE evidence SET imported = imported + 1, records_seen = records_seen + 1 WHERE id = 1`,
    ],
    [
      'an account that does not add up',
      'counts',
      `UPDATE evidence SET duplicates = 5 WHERE id = 1`,
    ],
    ['a reject taken out', 'counts', `DELETE FROM rejects`],
    ['an action taken out', 'audit', `DELETE FROM audit WHERE id = 2`],
    [
      'an action reworded',
      'audit',
      `UPDATE audit SET detail = replace(detail, 'a', 'b') WHERE id = 2`,
    ],
    [
      'a column taken out',
      'columns',
      `DELETE FROM segment_columns WHERE name = 'loupe.offset' AND segment = 1`,
    ],
    [
      'a column of another length',
      'columns',
      `UPDATE segment_columns SET data = substr(data, 1, 20) WHERE name = 'loupe.length'`,
    ],
    ['texts taken out', 'columns', `DELETE FROM texts WHERE id > 3`],
    [
      'a span of times',
      'columns',
      `UPDATE segments SET min_time_us = min_time_us + 1 WHERE id = 1`,
    ],
    ['a segment twice', 'columns', `UPDATE segments SET first_event = 1 WHERE id = 2`],
    [
      'records that count up wrongly',
      'columns',
      `UPDATE segment_columns SET data = (SELECT data FROM segment_columns WHERE name = 'loupe.time_digits' AND segment = 1) WHERE name = 'loupe.ordinal' AND segment = 1`,
    ],
    ['kept records taken out', 'records', `DELETE FROM segment_documents WHERE segment = 1`],
    [
      'kept records overwritten',
      'records',
      `UPDATE segment_documents SET data = zeroblob(length(data)) WHERE segment = 1`,
    ],
    [
      'a page of the text index',
      'text index',
      `UPDATE term_pages SET data = zeroblob(length(data)) WHERE segment = 1`,
    ],
    [
      'a page of the text index in the wrong place',
      'text index',
      `UPDATE term_pages SET first_term = x'01' WHERE segment = 1 AND first_term = (SELECT max(first_term) FROM term_pages WHERE segment = 1)`,
    ],
    [
      'the result of an analysis',
      'runs',
      `UPDATE run_tables SET data = (SELECT data FROM run_tables ORDER BY name DESC LIMIT 1)`,
    ],
    [
      'a receipt',
      'runs',
      `UPDATE runs SET receipt = replace(receipt, '"outputSha256":"', '"outputSha256":"0')`,
    ],
    [
      'a row that points to nothing',
      'database',
      `INSERT INTO problems VALUES (99, 'x', 'y', 1, '')`,
    ],
  ])('%s: "%s" fails', async (_, name, sql) => {
    const file = tampered((db) => {
      expect(db.prepare(sql).run().changes).toBeGreaterThan(0);
    });
    expect(await failingOf(file)).toContain(name);
  });

  test('a text that is as good as another: only the evidence can tell', async () => {
    const file = tampered((db) => {
      db.exec(`UPDATE texts SET value = value || '!' WHERE value LIKE '%Security%'`);
    });
    expect(await failingOf(file)).toEqual([]);
    expect(await failingOf(file, evidence)).toEqual(['evidence events']);
  });

  test('a hash that was changed in the case is told', async () => {
    const file = tampered((db) => {
      db.exec(`UPDATE evidence SET sha256 = '${'0'.repeat(64)}' WHERE member = 'logs/b.jsonl'`);
    });
    expect(await failingOf(file, evidence)).toEqual(['evidence content']);
  });

  test('a case whose end was cut off is not taken for whole', async () => {
    const file = tampered(() => undefined);
    truncateSync(file, statSync(file).size - 8192 * 3);
    let told: unknown;
    try {
      told = await failingOf(file);
    } catch (thrown) {
      told = (thrown as { code?: string }).code;
    }
    expect(['case-corrupt', 'SQLITE_CORRUPT', ['database']]).toContainEqual(told);
  });
});

test('evidence that is gone, or has another byte, is told', async () => {
  const folder = path.join(bench.folder, 'part');
  cpSync(evidence, folder, { recursive: true });
  const file = path.join(folder, 'a.jsonl');
  const bytes = readFileSync(file);
  rmSync(file);
  const gone = await verify(folder);
  const check = gone.checks.find(({ name }) => name === 'evidence files');
  expect(check).toMatchObject({ ok: false });
  expect(check?.detail).toContain('a.jsonl is not there');
  bytes[1000]! ^= 1;
  writeFileSync(file, bytes);
  const changed = await verify(folder);
  expect(changed.checks.find(({ name }) => name === 'evidence files')?.detail).toContain(
    'a.jsonl is there and was changed',
  );
});
