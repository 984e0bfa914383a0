/** Corrections of hosts' clocks, through the door: seen everywhere, stored nowhere, undone. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { InputOf } from '#contract/api.ts';
import type { Scope } from '#contract/scope.ts';
import { isoTime } from '#contract/time.ts';
import { auditHash } from '#workers/case-file/audit-repository.ts';
import { Workbench } from '#test/support/workbench.ts';

let bench: Workbench;

beforeEach(async () => {
  bench = await new Workbench().create();
});
afterEach(async () => {
  await bench.close();
});

const MINUTE_US = 60_000_000;
const NOON_US = Date.UTC(2020, 0, 1, 12) * 1000;
const all: Scope = { query: '', chips: [] };

/** Logons of two hosts, one a minute, in turns, from noon on; the host of odd ones is written in two ways. */
function logons(name: string, count = 40): string {
  const file = path.join(bench.folder, name);
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({
      EventID: 4624,
      SourceName: 'Microsoft-Windows-Security-Auditing',
      Channel: 'Security',
      Hostname: i % 2 === 0 ? 'DC01' : i % 4 === 1 ? 'WS01' : 'ws01',
      '@timestamp': isoTime(NOON_US + i * MINUTE_US, 6),
      TargetUserName: `user${i % 3}`,
      TargetDomainName: 'CORP',
      LogonType: 3,
      IpAddress: '10.0.0.1',
    }),
  );
  writeFileSync(file, lines.join('\n'));
  return file;
}

async function timesOf(query: string): Promise<readonly string[]> {
  const { block } = await bench.ask('events.page', {
    scope: { query, chips: [] },
    columns: ['@timestamp'],
    limit: 1000,
  });
  const time = block.columns['@timestamp'];
  if (time?.kind !== 'time') return [];
  return Array.from(time.values, (us, row) => isoTime(us, time.digits[row], time.nanos[row]));
}

const set = (rule: InputOf<'clocks.set'>) => bench.ask('clocks.set', rule);

/** Everything of the case that holds evidence or what was made of it. */
function storedHash(): string {
  const db = new Database(bench.caseFile, { readonly: true });
  const hash = createHash('sha256');
  for (const table of ['segments', 'segment_columns', 'segment_documents', 'evidence', 'texts']) {
    for (const row of db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).raw().iterate()) {
      for (const value of row as unknown[]) {
        hash.update(value instanceof Buffer ? value : JSON.stringify(value) + '\n');
      }
    }
  }
  db.close();
  return hash.digest('hex');
}

test('a rule moves all times of its host, whatever the case of its name, and no other', async () => {
  await bench.import(logons('a.jsonl', 4));
  await set({ host: 'WS01', offsetUs: 200_500_000, reason: 'NTP log' });
  expect(await timesOf('host.name:DC01')).toEqual([
    '2020-01-01T12:00:00.000000Z',
    '2020-01-01T12:02:00.000000Z',
  ]);
  expect(await timesOf('host.name:WS01')).toEqual([
    '2020-01-01T12:04:20.500000Z',
    '2020-01-01T12:06:20.500000Z',
  ]);
});

test('what is stored does not change by a rule, nor by taking it away', async () => {
  await bench.import(logons('a.jsonl'));
  await bench.ask('clocks.list', {});
  const before = storedHash();
  const times = await timesOf('');
  await set({ host: 'ws01', offsetUs: -MINUTE_US * 600 });
  expect(await timesOf('')).not.toEqual(times);
  expect(storedHash()).toBe(before);
  await set({ host: 'WS01' });
  expect(await timesOf('')).toEqual(times);
  expect(storedHash()).toBe(before);
});

test('order, filters, histogram and lanes see the corrected times', async () => {
  await bench.import(logons('a.jsonl'));
  // An hour forward: all of WS01 now lies behind all of DC01.
  const lastUs = NOON_US + 38 * MINUTE_US;
  const behind: Scope = { query: `@timestamp > "${isoTime(lastUs, 6)}"`, chips: [] };
  const before = await bench.ask('events.count', { scope: behind });
  expect(before.total).toBe(1);
  await set({ host: 'WS01', offsetUs: 60 * MINUTE_US });
  expect((await bench.ask('events.count', { scope: behind })).total).toBe(20);
  const { block } = await bench.ask('events.page', { scope: all, columns: ['host.name'] });
  const hosts = block.columns['host.name'];
  const names =
    hosts?.kind === 'text' ? Array.from(hosts.ids, (id) => hosts.values[id]?.toUpperCase()) : [];
  expect(names).toEqual([
    ...new Array<string>(20).fill('DC01'),
    ...new Array<string>(20).fill('WS01'),
  ]);
  const chip: Scope = {
    query: '',
    chips: [
      {
        filter: { kind: 'time', fromUs: NOON_US + 61 * MINUTE_US, toUs: Number.MAX_SAFE_INTEGER },
        label: '',
      },
    ],
  };
  expect((await bench.ask('events.count', { scope: chip })).total).toBe(20);
  const histogram = await bench.ask('timeline.histogram', { scope: all, bins: 2 });
  expect([...histogram.counts]).toEqual([20, 20]);
  expect(histogram.fromUs).toBe(NOON_US);
  const lanes = await bench.ask('timeline.lanes', { scope: all, field: 'host.name', bins: 2 });
  expect(lanes.lanes.map(({ value }) => value.toUpperCase())).toEqual(['DC01', 'WS01']);
  expect([...lanes.counts]).toEqual([20, 0, 0, 20]);
});

test('a rule that comes while the case grows holds for what comes later, too', async () => {
  await bench.import(logons('a.jsonl', 4));
  await timesOf('');
  await set({ host: 'WS01', offsetUs: MINUTE_US });
  await timesOf('');
  await bench.import(logons('b.jsonl', 8));
  const scope: Scope = { query: 'host.name:ws01 and @timestamp < "2020-01-01T12:03"', chips: [] };
  // 12:01 became 12:02, once in each file.
  expect((await bench.ask('events.count', { scope })).total).toBe(2);
});

test('an event says what was written, what is stored and what corrects it', async () => {
  await bench.import(logons('a.jsonl', 4));
  await set({ host: 'WS01', offsetUs: 200_000_000, reason: 'NTP log' });
  const { time, fields } = await bench.ask('events.detail', { id: 2 });
  expect(time).toEqual({
    stored: '2020-01-01T12:01:00.000000Z',
    text: '2020-01-01T12:01:00.000000Z',
    field: '@timestamp',
    zoneRule: 'UTC by the Z in the text',
    precision: 'microseconds',
    correction: { host: 'WS01', offsetUs: 200_000_000, reason: 'NTP log' },
  });
  expect(fields[0]).toMatchObject({ name: '@timestamp', value: '2020-01-01T12:04:20.000000Z' });
  const { time: other } = await bench.ask('events.detail', { id: 1 });
  expect(other).not.toHaveProperty('correction');
  const { block } = await bench.ask('events.page', {
    scope: all,
    columns: ['loupe.clock_offset'],
    sort: { column: 'id', descending: false },
  });
  expect(block.columns['loupe.clock_offset']).toEqual({
    kind: 'number',
    values: Float64Array.of(NaN, 200, NaN, 200),
  });
});

test('changes are listed, kept in the audit, and taken back one by one, also after the case was closed', async () => {
  await bench.import(logons('a.jsonl', 4));
  const first = { host: 'WS01', offsetUs: 1_000_000, reason: 'a guess' };
  const second = { host: 'ws01', offsetUs: 2_000_000, reason: 'better' };
  const { revision } = await bench.ask('case.info', {});
  expect(await set(first)).toEqual({ rules: [first], canUndo: true });
  expect((await bench.ask('case.info', {})).revision).toBe(revision + 1);
  // Another spelling of the host is the same host.
  expect(await set(second)).toEqual({ rules: [second], canUndo: true });
  expect(await set(second)).toEqual({ rules: [second], canUndo: true });
  await set({ host: 'WS01', reason: 'wrong after all' });
  await bench.close(true);
  bench = new Workbench(bench.folder);
  const info = await bench.ask('case.open', { path: bench.caseFile });
  expect(info.clockRules).toEqual([]);
  expect(await bench.ask('clocks.undo', {})).toEqual({ rules: [second], canUndo: true });
  expect(await bench.ask('clocks.undo', {})).toEqual({ rules: [first], canUndo: true });
  expect(await bench.ask('clocks.undo', {})).toEqual({ rules: [], canUndo: false });
  await expect(bench.ask('clocks.undo', {})).rejects.toMatchObject({ code: 'bad-request' });
  await bench.engine.close();
  const db = new Database(bench.caseFile, { readonly: true });
  const entries = db.prepare(`SELECT at, action, detail, hash FROM audit ORDER BY id`).all() as {
    at: string;
    action: string;
    detail: string;
    hash: string;
  }[];
  db.close();
  expect(entries.filter(({ action }) => action === 'clock rule')).toHaveLength(3);
  expect(entries.filter(({ action }) => action === 'clock rule undone')).toHaveLength(3);
  let hash = '';
  for (const { at, action, detail, hash: kept } of entries) {
    hash = auditHash(hash, at, action, detail);
    expect(kept).toBe(hash);
  }
});

test('an offset of nothing, or of a century, is refused at the door', async () => {
  await expect(set({ host: 'WS01', offsetUs: 0 })).rejects.toThrow();
  await expect(set({ host: 'WS01', offsetUs: 4e15 })).rejects.toThrow();
  await expect(set({ host: '', offsetUs: 1 })).rejects.toThrow();
});

test('a case from a stranger has no rules that could not be, and nothing false to take back', async () => {
  await bench.import(logons('a.jsonl', 4));
  await set({ host: 'WS01', offsetUs: 1_000_000 });
  await bench.close(true);
  const db = new Database(bench.caseFile);
  db.exec(`INSERT INTO clock_rules VALUES ('DC01', 9223372036854775807, ''), ('X', 0, '')`);
  db.exec(`UPDATE audit SET detail = '{"before":{"host":7},"after":[' WHERE action = 'clock rule'`);
  db.close();
  bench = new Workbench(bench.folder);
  await bench.ask('case.open', { path: bench.caseFile });
  const { rules, canUndo } = await bench.ask('clocks.list', {});
  expect(rules.map(({ host }) => host)).toEqual(['WS01']);
  expect(canUndo).toBe(false);
  expect((await timesOf('host.name:DC01'))[0]).toBe('2020-01-01T12:00:00.000000Z');
});

test('a case that is open for reading only shows its rules and refuses others', async () => {
  await bench.import(logons('a.jsonl', 4));
  await set({ host: 'WS01', offsetUs: 1_000_000 });
  await bench.ask('case.open', { path: bench.caseFile, readOnly: true });
  expect((await bench.ask('clocks.list', {})).rules).toHaveLength(1);
  await expect(set({ host: 'WS01' })).rejects.toMatchObject({ code: 'case-read-only' });
});

test('analyses see corrected times, and their receipts say by which rules', async () => {
  await bench.import(logons('a.jsonl'));
  const plain = await bench.run('logon-clusters');
  expect(plain).not.toHaveProperty('clockRules');
  // Of a host without events: nothing of the input is moved by it.
  await set({ host: 'ELSEWHERE', offsetUs: 5 });
  const same = await bench.run('logon-clusters');
  expect(same.input).toEqual(plain.input);
  expect(same.outputSha256).toBe(plain.outputSha256);
  await set({ host: 'WS01', offsetUs: 6 * 60 * MINUTE_US, reason: 'NTP log' });
  const moved = await bench.run('logon-clusters');
  expect(moved.clockRules).toEqual([
    { host: 'WS01', offsetUs: 6 * 60 * MINUTE_US, reason: 'NTP log' },
  ]);
  expect(moved.input.sha256).not.toBe(plain.input.sha256);
  expect(moved.outputSha256).not.toBe(plain.outputSha256);
  await bench.ask('clocks.undo', {});
  await bench.ask('clocks.undo', {});
  const again = await bench.run('logon-clusters');
  expect([again.input, again.outputSha256]).toEqual([plain.input, plain.outputSha256]);
});

test('accounts of evidence keep the times of the evidence', async () => {
  await bench.import(logons('a.jsonl', 4));
  const before = await bench.ask('case.info', {});
  await set({ host: 'WS01', offsetUs: 6 * 60 * MINUTE_US });
  const after = await bench.ask('case.info', {});
  expect(after.evidence).toEqual(before.evidence);
  expect([after.firstTime, after.lastTime]).toEqual([before.firstTime, before.lastTime]);
});
