/** Evidence taken out of a case: nothing of it is left to be found, and it can be given again. */
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportResult } from '#contract/api.ts';
import { processRecord } from '#test/src-main/cli/run-loupe.ts';
import { evidenceFile, evidenceFolder } from '#test/support/evidence-files.ts';
import { Workbench } from '#test/support/workbench.ts';
import { zipOf } from '#test/support/zip-writer.ts';

const folder = evidenceFolder();
let bench: Workbench;
let first: ImportResult;
let second: ImportResult;

const day = (host: string, count: number): string =>
  [
    ...Array.from({ length: count }, (_, n) =>
      processRecord(n).replaceAll(/"Hostname":"[^"]*"/g, `"Hostname":"${host}"`),
    ),
    'this is no record',
  ].join('\n');

const keep = evidenceFile(folder, 'keep.jsonl', day('KEPT', 40));
const gone = evidenceFile(folder, 'gone.jsonl', day('GONE', 30));

beforeAll(async () => {
  bench = await new Workbench().create();
  first = await bench.import(keep);
  await bench.run('event-clusters', {}, 'host.name:KEPT');
  second = await bench.import(gone);
  await bench.run('event-clusters');
});
afterAll(() => bench.close());

const total = async (query: string): Promise<number> =>
  (await bench.ask('events.count', { scope: { query } })).total;

function integrity(): unknown {
  const db = new Database(bench.caseFile, { readonly: true });
  try {
    const orphans = db
      .prepare(
        `SELECT (SELECT count(*) FROM segments WHERE evidence NOT IN (SELECT id FROM evidence))
         + (SELECT count(*) FROM segment_columns WHERE segment NOT IN (SELECT id FROM segments))
         + (SELECT count(*) FROM segment_documents WHERE segment NOT IN (SELECT id FROM segments))
         + (SELECT count(*) FROM term_pages WHERE segment NOT IN (SELECT id FROM segments))
         + (SELECT count(*) FROM problems WHERE evidence NOT IN (SELECT id FROM evidence))
         + (SELECT count(*) FROM rejects WHERE evidence NOT IN (SELECT id FROM evidence)) AS n`,
      )
      .pluck()
      .get();
    return { check: db.pragma('integrity_check', { simple: true }), orphans };
  } finally {
    db.close();
  }
}

describe('after the removal', () => {
  let removal: unknown;

  beforeAll(async () => {
    // Asked before, so that everything is in the caches that must be dropped.
    expect(await total('')).toBe(70);
    expect(await total('host.name:GONE')).toBe(30);
    const { revision } = await bench.ask('case.info', {});
    removal = await bench.ask('evidence.remove', { evidence: second.evidence[0]!.id });
    expect((await bench.ask('case.info', {})).revision).toBeGreaterThan(revision);
  });

  test('it is said what went: events, rejects, and the run that had grouped them', () => {
    expect(removal).toEqual({ events: 30, rejects: 1, runs: [2] });
  });

  test('counts, search, histogram, facets, rejects and runs know nothing of it', async () => {
    expect(await total('')).toBe(40);
    expect(await total('host.name:GONE')).toBe(0);
    expect(await total('GONE')).toBe(0);
    const histogram = await bench.ask('timeline.histogram', { scope: {}, bins: 10 });
    expect(histogram.counts.reduce((sum, n) => sum + n, histogram.timeless)).toBe(40);
    const [facet] = await bench.ask('events.facets', { scope: {}, fields: ['host.name'] });
    expect(facet?.values).toEqual([{ value: 'KEPT', count: 40 }]);
    const { rejects, reasons } = await bench.ask('evidence.rejects', {});
    expect(rejects.map(({ path }) => path)).toEqual([keep]);
    expect(reasons).toEqual([{ reason: 'json-syntax', count: 1 }]);
    const info = await bench.ask('case.info', {});
    expect(info.evidence.map(({ path }) => path)).toEqual([keep]);
    expect(info.counts.byHost).toEqual({ KEPT: 40 });
    expect(info.runs.map(({ id }) => id)).toEqual([1]);
  });

  test('the file is whole, with nothing left behind, and the audit says it', () => {
    expect(integrity()).toEqual({ check: 'ok', orphans: 0 });
    const db = new Database(bench.caseFile, { readonly: true });
    const { action, detail } = db
      .prepare(`SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1`)
      .get() as { action: string; detail: string };
    db.close();
    expect(action).toBe('evidence removed');
    expect(JSON.parse(detail)).toMatchObject({ path: gone, events: 30, rejects: 1, runs: [2] });
  });

  test('given again it is read again, also in another way', async () => {
    const { job } = await bench.ask('import.start', {
      paths: [gone],
      options: { mapping: { only: true, columns: { 'user.name': 'Hostname' } } },
    });
    const again = (await bench.result(job)) as ImportResult;
    expect(again.totals).toEqual({ recordsSeen: 31, imported: 30, rejected: 1, duplicates: 0 });
    expect(await total('user.name:GONE')).toBe(30);
    expect(await total('host.name:GONE')).toBe(0);
    expect(integrity()).toEqual({ check: 'ok', orphans: 0 });
  });
});

test('a member of an archive that was taken out comes back with the archive, the others are known', async () => {
  const own = await new Workbench().create();
  try {
    const zip = evidenceFile(
      folder,
      'two.zip',
      zipOf({ name: 'a.jsonl', content: day('A', 5) }, { name: 'b.jsonl', content: day('B', 6) }),
    );
    const { evidence } = await own.import(zip);
    await own.ask('evidence.remove', { evidence: evidence[0]!.id });
    const again = await own.import(zip);
    expect(
      again.evidence.map(({ member, imported, duplicates }) => [member, imported, duplicates]),
    ).toEqual([
      ['a.jsonl', 5, 0],
      ['b.jsonl', 0, 7],
    ]);
  } finally {
    await own.close();
  }
});

test('what is not there is refused, and an import under way is not disturbed', async () => {
  await expect(bench.ask('evidence.remove', { evidence: 999 })).rejects.toMatchObject({
    code: 'bad-request',
  });
  const long = evidenceFile(folder, 'long.jsonl', day('LONG', 20_000));
  const { job } = await bench.ask('import.start', { paths: [long] });
  await expect(
    bench.ask('evidence.remove', { evidence: first.evidence[0]!.id }),
  ).rejects.toMatchObject({ code: 'not-available' });
  await bench.result(job);
});

test('an import of which a part failed says so when it is done', async () => {
  const empty = evidenceFile(folder, 'empty.csv', '');
  const small = evidenceFile(folder, 'small.jsonl', day('S', 2));
  const { job } = await bench.ask('import.start', { paths: [empty, small] });
  await bench.result(job);
  const told = (await bench.ask('jobs.list', {})).find(({ id }) => id === job);
  expect(told).toMatchObject({ state: 'done', trouble: '1 of 2 files could not be read' });
});

test('evidence says which format card it was read by', async () => {
  const { evidence } = await bench.ask('case.info', {});
  for (const { format, layout, layoutLabel } of evidence.filter(
    ({ status }) => status === 'complete',
  )) {
    expect(format).toBe('json-lines');
    expect(layout).not.toBe('');
    expect(layoutLabel.length).toBeGreaterThan(3);
  }
});
