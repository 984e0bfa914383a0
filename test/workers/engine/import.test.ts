/** Importing, from evidence to closed case: it adds up, survives being stopped anywhere, and goes on where it was. */
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WorkbenchError } from '#contract/errors.ts';
import { generateJsonLines } from '#test/bench/generate.ts';
import { Workbench } from '#test/support/workbench.ts';
import { openForReading } from '#workers/case-file/case-file.ts';
import { CaseView } from '#workers/query/case-view.ts';

let bench: Workbench;

beforeEach(() => {
  bench = new Workbench();
});
afterEach(async () => {
  await bench.close();
});

function evidence(name: string, records: number, seed = 1): string {
  const file = path.join(bench.folder, name);
  generateJsonLines(file, { records }, seed);
  return file;
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof WorkbenchError) return error.code;
    throw error;
  }
  return 'no error';
}

function sql(file: string, query: string): unknown {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(query).pluck().get();
  } finally {
    db.close();
  }
}

/** Lines of all events of a case, in the order in which they are kept. */
function lines(file: string): number[] {
  const db = openForReading(file);
  try {
    const view = new CaseView(db, { findReader, checkCancelled: () => undefined, columnBytes: 0 });
    view.refresh();
    const last = view.table.rows === 0 ? 0 : view.table.idOf(view.table.rows - 1);
    return last === 0 ? [] : Array.from(view.events.places(1, last), ([, , , , line]) => line);
  } finally {
    db.close();
  }
}

const findReader = (): undefined => undefined;
const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

test('what is seen is imported, rejected or a duplicate, and rejects keep their text and place', async () => {
  await bench.create();
  const file = evidence('mixed.jsonl', 1000);
  appendFileSync(file, '{"EventID": 1, broken\n[1,2]\n\n{"EventID":4688,"Hostname":"last"}\n');
  const { totals, evidence: files } = await bench.import(file);
  expect(totals).toEqual({ recordsSeen: 1003, imported: 1001, rejected: 2, duplicates: 0 });
  expect(files[0]).toMatchObject({ status: 'complete', format: 'json-lines', recordsSeen: 1003 });
  const { total, rejects } = await bench.ask('evidence.rejects', {});
  expect(total).toBe(2);
  expect(rejects[0]).toMatchObject({ reason: 'json-syntax', raw: '{"EventID": 1, broken' });
  expect(rejects[0]?.locator).toContain('1001');
});

test('a closed case is one file that opens elsewhere with everything in it', async () => {
  await bench.create();
  await bench.import(evidence('a.jsonl', 500));
  await bench.ask('case.close', {});
  expect(readdirSync(bench.folder).filter((name) => name.startsWith('test.loupe'))).toEqual([
    'test.loupe',
  ]);
  const elsewhere = path.join(bench.folder, 'elsewhere');
  mkdirSync(elsewhere);
  copyFileSync(bench.caseFile, path.join(elsewhere, 'copy.loupe'));
  const info = await bench.ask('case.open', { path: path.join(elsewhere, 'copy.loupe') });
  expect(info.events).toBe(500);
  expect(info.evidence[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('the same evidence is not imported twice, under another name or packed', async () => {
  await bench.create();
  const file = evidence('a.jsonl', 300);
  await bench.import(file);
  const again = path.join(bench.folder, 'b.log');
  copyFileSync(file, again);
  const packed = path.join(bench.folder, 'a.gz');
  writeFileSync(packed, gzipSync(await import('node:fs').then((fs) => fs.readFileSync(file))));
  for (const copy of [file, again, packed, packed]) {
    const { totals } = await bench.import(copy);
    expect(totals).toEqual({ recordsSeen: 300, imported: 0, rejected: 0, duplicates: 300 });
  }
  expect((await bench.ask('case.info', {})).events).toBe(300);
});

test('gz, zst and plain give the same events', async () => {
  const file = evidence('a.jsonl', 400);
  const bytes = await import('node:fs').then((fs) => fs.readFileSync(file));
  const hashes: unknown[] = [];
  for (const [name, content] of [
    ['p', bytes],
    ['g', gzipSync(bytes)],
    ['z', zstdCompressSync(bytes)],
  ] as const) {
    const other = new Workbench();
    await other.create();
    const packed = path.join(other.folder, name);
    writeFileSync(packed, content);
    await other.import(packed);
    const page = await other.ask('events.page', {
      scope: {},
      columns: ['id', '@timestamp', 'process.command_line'],
      limit: 400,
    });
    hashes.push(page);
    await other.close();
  }
  expect(hashes[1]).toEqual(hashes[0]);
  expect(hashes[2]).toEqual(hashes[0]);
});

test('the number of threads does not change the case', async () => {
  const file = evidence('a.jsonl', 9000);
  const pages: unknown[] = [];
  for (const folder of ['x', 'y']) {
    const other = new Workbench(path.join(bench.folder, folder));
    mkdirSync(other.folder, { recursive: true });
    await other.create();
    await other.import(file);
    await other.close(true);
    pages.push(
      sql(
        other.caseFile,
        `SELECT group_concat(hex(data)) FROM (SELECT data FROM segment_columns ORDER BY name, segment)`,
      ),
    );
  }
  expect(pages[0]).toBe(pages[1]);
});

test('empty, unknown and missing evidence is told with code and hint, and the case stays valid', async () => {
  await bench.create();
  const empty = path.join(bench.folder, 'empty.evtx');
  writeFileSync(empty, '');
  const picture = path.join(bench.folder, 'picture.evtx');
  writeFileSync(picture, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  expect(await codeOf(bench.import(empty))).toBe('empty-file');
  expect(await codeOf(bench.import(picture))).toBe('unknown-format');
  expect(await codeOf(bench.import(path.join(bench.folder, 'none.jsonl')))).toBe('no-such-file');
  const { evidence: files, totals } = await bench.import(picture, evidence('good.jsonl', 50));
  expect(files.map(({ status }) => status)).toEqual(['failed', 'complete']);
  expect(totals.imported).toBe(50);
  const info = await bench.ask('case.info', {});
  expect(info.evidence.find(({ path: file }) => file === picture)?.problems[0]?.code).toBe(
    'unknown-format',
  );
});

test('a cut archive gives what came before the cut and says where it broke off', async () => {
  await bench.create();
  const file = evidence('a.jsonl', 20_000);
  const packed = gzipSync(await import('node:fs').then((fs) => fs.readFileSync(file)), {
    level: 1,
  });
  const cut = path.join(bench.folder, 'cut.gz');
  writeFileSync(cut, packed.subarray(0, Math.floor(packed.length / 2)));
  const { evidence: files, totals } = await bench.import(cut);
  expect(totals.imported).toBeGreaterThan(5000);
  expect(files[0]?.status).toBe('partial');
  expect(files[0]?.problems.some(({ code }) => code === 'damaged')).toBe(true);
});

test('a second program gets the case for reading only and is told so', async () => {
  await bench.create();
  await bench.import(evidence('a.jsonl', 100));
  const second = new Workbench(path.join(bench.folder, 'second'));
  const info = await second.ask('case.open', { path: bench.caseFile });
  expect(info.readOnly).toBe(true);
  expect(info.readOnlyReason).not.toBe('');
  expect(info.events).toBe(100);
  expect(await codeOf(second.import(bench.folder))).toBe('case-read-only');
  await second.close();
  await bench.ask('case.close', {});
  const third = await bench.ask('case.open', { path: bench.caseFile });
  expect(third.readOnly).toBe(false);
});

test('stopping leaves whole batches; the same import goes on and nothing is lost or doubled', async () => {
  await bench.create();
  const file = evidence('a.jsonl', 60_000);
  const { job } = await bench.ask('import.start', { paths: [file] });
  await new Promise<void>((resolve) => {
    bench.engine.listen((notice) => {
      if (notice.kind === 'job' && notice.job.progress.records > 0) resolve();
    });
  });
  await bench.ask('jobs.cancel', { job });
  expect(await codeOf(bench.result(job))).toBe('cancelled');
  const part = await bench.ask('case.info', {});
  expect(part.evidence[0]?.status).toBe('partial');
  expect(part.events).toBeLessThan(60_000);
  expect(part.evidence[0]?.imported).toBe(part.events);
  const { totals } = await bench.import(file);
  expect(totals).toMatchObject({ recordsSeen: 60_000, imported: 60_000 });
  await bench.ask('case.close', {});
  expect(lines(bench.caseFile)).toEqual(upTo(60_000));
});
