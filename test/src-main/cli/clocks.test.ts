/** Clocks and zones on the command line: what is corrected, what zone a time is in, what an export says of both. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clockOffsetText, clockOffsetUs } from '#contract/clocks.ts';
import { readCsv } from './read-csv.ts';
import { loupe, testFolder } from './run-loupe.ts';

const { folder, remove } = testFolder();
const run = (...words: string[]) => loupe(folder, ...words);

async function json(status: number, ...words: string[]): Promise<unknown> {
  const ended = await run('--json', ...words);
  expect(ended.status, ended.stderr).toBe(status);
  return JSON.parse(ended.stdout);
}

beforeAll(async () => {
  const logon = (host: string, time: string): string =>
    JSON.stringify({
      EventID: 4624,
      SourceName: 'Microsoft-Windows-Security-Auditing',
      Channel: 'Security',
      Hostname: host,
      EventTime: time,
      TargetUserName: 'kim',
      TargetDomainName: 'CORP',
      LogonType: 3,
    });
  const lines = [logon('WS01', '2020-07-01 12:00:00'), logon('DC01', '2020-12-01 12:00:00.5')];
  writeFileSync(path.join(folder, 'a.jsonl'), lines.join('\n'));
  await json(0, 'import', 'case.loupe', 'a.jsonl', '--time-zone', 'Europe/Berlin');
});
afterAll(remove);

test('corrections are listed, set, taken away and taken back', async () => {
  expect(await json(0, 'clocks', 'case.loupe')).toEqual({ rules: [], canUndo: false });
  const rule = { host: 'WS01', offsetUs: 200_000_000, reason: 'NTP log' };
  const set = ['--set', 'WS01=+00:03:20', '--reason', 'NTP log'];
  expect(await json(0, 'clocks', 'case.loupe', ...set)).toEqual({ rules: [rule], canUndo: true });
  const shown = await run('clocks', 'case.loupe');
  expect(shown.stdout).toMatch(/WS01 +\+00:03:20 +NTP log/);
  const info = await run('info', 'case.loupe');
  expect(info.stdout).toContain('clocks corrected: WS01 +00:03:20');
  expect(info.stdout).toContain('times without a zone are read as Europe/Berlin');
  expect(await json(0, 'clocks', 'case.loupe', '--remove', 'ws01')).toMatchObject({ rules: [] });
  expect(await json(0, 'clocks', 'case.loupe', '--undo')).toMatchObject({ rules: [rule] });
});

test('an export says zone and corrections: on standard error, in each row, and with the file', async () => {
  const ended = await run('--json', 'events', 'case.loupe');
  expect(ended.stderr).toContain('times in UTC; corrected by WS01 +00:03:20');
  expect(JSON.parse(ended.stdout)).toMatchObject([
    { '@timestamp': '2020-07-01T10:03:20Z', 'loupe.clock_offset': 200, 'host.name': 'WS01' },
    { '@timestamp': '2020-12-01T11:00:00.5Z', 'host.name': 'DC01' },
  ]);
  const file = await json(0, 'events', 'case.loupe', '--output', 'out.csv');
  expect(file).toMatchObject({
    format: 'csv',
    events: 2,
    timeZone: 'UTC',
    clockRules: [{ host: 'WS01', offsetUs: 200_000_000, reason: 'NTP log' }],
  });
  const [heading, first] = readCsv(readFileSync(path.join(folder, 'out.csv'), 'utf8'));
  const at = heading!.indexOf('loupe.clock_offset');
  expect([first![heading!.indexOf('@timestamp')], first![at]]).toEqual([
    '2020-07-01T10:03:20Z',
    '200',
  ]);
});

test('a display zone names itself in the heading, carries offsets, and is refused for JSON', async () => {
  const zone = ['--display-zone', 'America/New_York'];
  const fields = ['--fields', 'id,@timestamp,loupe.time_text'];
  const { stdout } = await run('events', 'case.loupe', ...zone, ...fields, '--format', 'csv');
  expect(readCsv(stdout)).toEqual([
    ['id', 'timestamp (America/New_York)', 'loupe.time_text'],
    ['1', '2020-07-01T06:03:20-04:00', '2020-07-01 12:00:00'],
    ['2', '2020-12-01T06:00:00.5-05:00', '2020-12-01 12:00:00.5'],
  ]);
  const table = await run('events', 'case.loupe', ...zone);
  expect(table.stdout).toContain('timestamp (America/New_York)');
  expect(table.stdout).toContain('2020-07-01T06:03:20-04:00');
  expect((await run('--json', 'events', 'case.loupe', ...zone)).status).toBe(2);
  const wrong = await run('events', 'case.loupe', '--display-zone', 'Mars/Olympus');
  expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('Mars/Olympus')]);
});

test('showing times in another zone leaves every byte of the case as it was', async () => {
  const hash = (): string =>
    createHash('sha256')
      .update(readFileSync(path.join(folder, 'case.loupe')))
      .digest('hex');
  const before = hash();
  for (const zone of ['Asia/Tokyo', 'America/New_York', 'UTC']) {
    expect((await run('events', 'case.loupe', '--display-zone', zone)).status).toBe(0);
  }
  expect(hash()).toBe(before);
});

test('a rule for a host without events is kept, and told', async () => {
  const ended = await run('clocks', 'case.loupe', '--set', 'NOWHERE=1s');
  expect(ended.stderr).toContain('No event of this case has the host NOWHERE.');
  expect((await run('clocks', 'case.loupe', '--undo')).status).toBe(0);
});

test('a run on corrected times says so in its receipt, and its replay after a change says why it differs', async () => {
  await json(0, 'clocks', 'case.loupe', '--set', 'WS01=+00:03:20');
  const receipt = await json(0, 'run', 'case.loupe', 'logon-clusters');
  expect(receipt).toMatchObject({ clockRules: [{ host: 'WS01' }] });
  expect(await json(0, 'replay', 'case.loupe', 'logon-clusters')).toMatchObject({
    identical: true,
    sameInput: true,
  });
  const table = await run('result', 'case.loupe', 'logon-clusters', '--format', 'csv');
  expect(table.stderr).toContain('times corrected by WS01 +00:03:20');
  await json(0, 'clocks', 'case.loupe', '--set', 'WS01=+09:00');
  const again = await run('replay', 'case.loupe', 'logon-clusters');
  expect(again.status).toBe(1);
  expect(again.stdout).toContain(
    'Clock corrections differ: WS01 +00:03:20 then, WS01 +09:00:00 now',
  );
});

test.each([
  ['--set', 'WS01'],
  ['--set', 'WS01=soon'],
  ['--set', 'WS01=0s'],
  ['--set', '=+1:00'],
  ['--reason', 'alone'],
  ['--undo', '--remove', 'WS01'],
])('clocks %s %s is wrong usage', async (...words) => {
  expect((await run('clocks', 'case.loupe', ...words)).status).toBe(2);
});

test('an order of day and month is one of two', async () => {
  const ended = await run('import', 'x.loupe', 'a.jsonl', '--date-order', 'year-first');
  expect([ended.status, ended.stderr]).toEqual([2, expect.stringContaining('--date-order')]);
});

test.each([
  ['+00:03:20', 200_000_000],
  ['-1:00', -3_600_000_000],
  ['200s', 200_000_000],
  ['-0.25s', -250_000],
  ['+2d 04:00:00.5', 187_200_500_000],
  ['00:00:00', 0],
])('%s is an offset, and its text is read back', (text, offsetUs) => {
  expect(clockOffsetUs(text)).toBe(offsetUs);
  expect(clockOffsetUs(clockOffsetText(offsetUs))).toBe(offsetUs);
});

test.each(['', 'x', '1:60', '+1:00:60', '9999d 00:00', '1h', '1:2', '--1:00'])(
  '%j is no offset',
  (text) => {
    expect(clockOffsetUs(text)).toBeUndefined();
  },
);
