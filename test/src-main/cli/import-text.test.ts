/** Formats of other systems on the command line: a year for logs without one, Parquet through the program as it runs. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parquetFile } from '#test/support/parquet-writer.ts';
import { loupe, testFolder } from './run-loupe.ts';

const { folder, remove } = testFolder();

beforeAll(() => {
  const line = 'sshd[1]: Accepted password for ann from 10.0.0.1 port 22 ssh2';
  writeFileSync(
    path.join(folder, 'auth'),
    `Dec 31 23:59:00 web1 ${line}\nJan  1 00:01:00 web1 ${line}\n`,
  );
  const times = ['2024-01-01T00:00:00Z', '2024-01-02T00:00:00Z'];
  const columns = [
    { name: 'TimeGenerated', type: 'text', values: times },
    { name: 'Computer', type: 'text', values: ['PC1', 'PC1'] },
    { name: 'EventID', type: 'int32', values: [4624, 4625] },
  ] as const;
  writeFileSync(path.join(folder, 'table'), parquetFile([columns], 'gzip'));
});
afterAll(remove);

test('--year dates a log whose times have none', async () => {
  const { status } = await loupe(
    folder,
    'import',
    'a.loupe',
    'auth',
    '--year',
    '2010',
    '--time-zone',
    'UTC',
  );
  expect(status).toBe(0);
  const { stdout } = await loupe(
    folder,
    '--json',
    'events',
    'a.loupe',
    '--fields',
    '@timestamp,user.name',
  );
  expect(JSON.parse(stdout)).toEqual([
    { '@timestamp': '2010-12-31T23:59:00Z', 'user.name': 'ann' },
    { '@timestamp': '2011-01-01T00:01:00Z', 'user.name': 'ann' },
  ]);
  const wrong = await loupe(folder, 'import', 'a.loupe', 'auth', '--year', 'last');
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain('--year takes a whole number');
}, 60_000);

test('a Parquet file is imported and its events are those of its source', async () => {
  expect((await loupe(folder, 'import', 'b.loupe', 'table')).status).toBe(0);
  const { stdout } = await loupe(
    folder,
    '--json',
    'events',
    'b.loupe',
    '--fields',
    'event.action,host.name',
  );
  expect(JSON.parse(stdout)).toEqual([
    { 'event.action': 'logged-in', 'host.name': 'PC1' },
    { 'event.action': 'logon-failed', 'host.name': 'PC1' },
  ]);
}, 60_000);
