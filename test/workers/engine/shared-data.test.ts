/** All the real data at once, as an analyst drags a folder in: the case's account equals the independent counts, file by file. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportResult } from '#contract/api.ts';
import type { Evidence } from '#contract/evidence.ts';
import { NO_SHARED, hasShared, shared } from '#test/support/shared-data.ts';
import { Workbench } from '#test/support/workbench.ts';

interface EvtxCounts {
  readonly records_by_structure: number;
  readonly libevtx_records: number;
  readonly python_evtx_records: number;
  readonly event_ids?: Readonly<Record<string, number>>;
}
interface Expected {
  readonly evtx: Readonly<Record<string, EvtxCounts>>;
  readonly mordor_json: Readonly<
    Record<string, { readonly records: number; readonly hosts: Readonly<Record<string, number>> }>
  >;
  readonly csv: Readonly<Record<string, { readonly rows: number }>>;
  readonly jsonl: Readonly<Record<string, { readonly lines: number }>>;
  readonly triage: Readonly<
    Record<string, { readonly evtx_members: number; readonly total_records: number }>
  >;
}

const FOLDERS = ['evtx', 'mordor-json', 'csv', 'jsonl', 'triage'];

describe('the real data beside the project', () => {
  let bench: Workbench;
  let result: ImportResult;
  let expected: Expected;

  beforeAll(async () => {
    if (!hasShared) return;
    expected = JSON.parse(readFileSync(shared('data', 'expected.json'), 'utf8')) as Expected;
    bench = await new Workbench().create();
    result = await bench.import(...FOLDERS.map((folder) => shared('data', folder)));
  }, 300_000);
  afterAll(async () => {
    if (hasShared) await bench.close();
  });

  const named = (name: string): Evidence[] =>
    result.evidence.filter((entry) => path.basename(entry.path) === name);
  const only = (name: string): Evidence => {
    const [entry] = named(name);
    if (entry === undefined) expect.fail(`${name} was not imported`);
    return entry;
  };

  test('of every file and in all, seen = imported + rejected + duplicates', ({ skip }) => {
    if (!hasShared) skip(NO_SHARED);
    for (const { recordsSeen, imported, rejected, duplicates } of [
      ...result.evidence,
      result.totals,
    ]) {
      expect(recordsSeen).toBe(imported + rejected + duplicates);
    }
  });

  test('every event log has the records that independent parsers count, event by event', async ({
    skip,
  }) => {
    if (!hasShared) skip(NO_SHARED);
    for (const [name, counts] of Object.entries(expected.evtx)) {
      const { recordsSeen, id } = only(name);
      expect(
        [counts.records_by_structure, counts.libevtx_records, counts.python_evtx_records],
        name,
      ).toContain(recordsSeen);
      if (counts.event_ids === undefined) continue;
      const [facet] = await bench.ask('events.facets', {
        scope: { query: `loupe.evidence:${id}` },
        fields: ['event.code'],
        limit: 1000,
      });
      const found = Object.fromEntries(
        (facet?.values ?? []).map(({ value, count }) => [value, count]),
      );
      expect(found, name).toEqual(counts.event_ids);
    }
  });

  test('the Security-Datasets lose nothing, and their hosts are told apart', async ({ skip }) => {
    if (!hasShared) skip(NO_SHARED);
    for (const [name, { records, hosts }] of Object.entries(expected.mordor_json)) {
      const { imported, rejected, id } = only(name);
      expect({ imported, rejected }, name).toEqual({ imported: records, rejected: 0 });
      const [facet] = await bench.ask('events.facets', {
        scope: { query: `loupe.evidence:${id}` },
        fields: ['host.name'],
        limit: 100,
      });
      const found = Object.fromEntries(
        (facet?.values ?? []).map(({ value, count }) => [value, count]),
      );
      expect(found, name).toEqual(hosts);
    }
  });

  test('tables and other JSON lines come in whole', ({ skip }) => {
    if (!hasShared) skip(NO_SHARED);
    for (const [name, { rows }] of Object.entries(expected.csv))
      expect(only(name), name).toMatchObject({ imported: rows, rejected: 0 });
    for (const [name, { lines }] of Object.entries(expected.jsonl))
      expect(only(name), name).toMatchObject({ imported: lines, rejected: 0 });
  });

  test('of a triage collection every log is read, and what is no log says so', ({ skip }) => {
    if (!hasShared) skip(NO_SHARED);
    for (const [name, { evtx_members, total_records }] of Object.entries(expected.triage)) {
      const logs = named(name).filter(({ format }) => format === 'evtx');
      expect(logs).toHaveLength(evtx_members);
      expect(logs.reduce((sum, { imported }) => sum + imported, 0)).toBe(total_records);
      const failed = named(name).filter(({ status }) => status === 'failed');
      for (const { problems } of failed) expect(problems.length).toBeGreaterThan(0);
    }
  });

  test.for([
    [
      'a copied SAM',
      'process.executable:*\\esentutl.exe and process.command_line:*SAM* and event.code:4688',
    ],
    ['a dump of LSASS', 'process.command_line:*comsvcs.dll*MiniDump* and event.code:1'],
    ['a ticket by Rubeus', 'process.command_line:*asktgt* and process.command_line:*pgustavo*'],
    ['a log that was cleared', 'event.code:1102 and host.name:PC01*'],
    ['a service of psexec', 'KgXItsbKgTJzdzwl'],
    ['mail read with a forged token', 'MailItemsAccessed or "IMPLANT.EXE" or implant.exe'],
  ] as const)('%s is found', async ([, query], { skip }) => {
    if (!hasShared) skip(NO_SHARED);
    const { total } = await bench.ask('events.count', { scope: { query } });
    expect(total).toBeGreaterThan(0);
  });
});
