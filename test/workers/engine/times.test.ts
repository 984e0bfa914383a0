/**
 * Times through the door: the text they were read from, the rule by which, what is no time, and the
 * order of day and month, from evidence on disk to what the details say.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventTime, ImportOptions, ImportResult } from '#contract/api.ts';
import type { Evidence } from '#contract/evidence.ts';
import { isoTime } from '#contract/time.ts';
import { ChunkWriter, dataTemplate, event, evtxFile } from '#test/support/evtx-writer.ts';
import { Workbench } from '#test/support/workbench.ts';

let bench: Workbench;

beforeEach(async () => {
  bench = await new Workbench().create();
});
afterEach(async () => {
  await bench.close();
});

async function imported(
  name: string,
  content: string | Uint8Array,
  options: ImportOptions = {},
): Promise<Evidence> {
  const file = path.join(bench.folder, name);
  writeFileSync(file, content);
  const { job } = await bench.ask('import.start', { paths: [file], options });
  return ((await bench.result(job)) as ImportResult).evidence[0]!;
}

const codesOf = ({ problems }: Evidence): readonly string[] => problems.map(({ code }) => code);

async function times(sort = 'id'): Promise<readonly string[]> {
  const { block } = await bench.ask('events.page', {
    scope: { query: '', chips: [] },
    columns: ['@timestamp'],
    sort: { column: sort, descending: false },
    limit: 100_000,
  });
  const column = block.columns['@timestamp'];
  if (column?.kind !== 'time') return [];
  return Array.from(column.values, (us, row) =>
    Number.isNaN(us) ? '' : isoTime(us, column.digits[row], column.nanos[row]),
  );
}

async function timeOf(id: number): Promise<EventTime> {
  return (await bench.ask('events.detail', { id })).time;
}

test('an event of an EVTX keeps 100 ns and its own text; a sentinel leaves it without a time, counted', async () => {
  const chunk = new ChunkWriter();
  const data = { template: dataTemplate([]), values: [] };
  for (const [id, time] of [
    [1, '2004-06-01T07:08:09.1234567Z'],
    [2, '1601-01-01T00:00:00.0000000Z'],
    [3, '1970-01-01T00:00:00.0000000Z'],
    [4, '2242-03-16T16:56:31.9999999Z'],
  ] as const) {
    chunk.add(event(id, data, { time }));
  }
  const evidence = await imported('log.evtx', evtxFile([chunk.finish()]));
  expect(evidence).toMatchObject({ imported: 4, rejected: 0 });
  expect(evidence.problems).toContainEqual(
    expect.objectContaining({ code: 'time-sentinel', count: 2 }),
  );
  expect(await times()).toEqual([
    '2004-06-01T07:08:09.1234567Z',
    '',
    '',
    '2242-03-16T16:56:31.9999999Z',
  ]);
  expect(await timeOf(1)).toEqual({
    stored: '2004-06-01T07:08:09.1234567Z',
    text: '2004-06-01T07:08:09.1234567Z',
    field: 'winlog.time_created',
    zoneRule: 'UTC by the Z in the text',
    precision: '100 ns',
  });
  expect(await timeOf(2)).toEqual({
    stored: '',
    text: '',
    field: '',
    zoneRule: '',
    precision: '',
  });
});

const flat = (time: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ EventID: 4624, Hostname: 'WS01', SourceName: 'x', ...time });

test('JSON: the zone rule of each event in words, and the exact text, also of numbers', async () => {
  const lines = [
    flat({ EventTime: '2020-07-01 12:00:00' }),
    flat({ EventTime: '2020-07-01 12:00:00.123', '@timestamp': '2020-07-01T12:00:00.5+09:00' }),
    flat({ EventTime: '2020-10-25 02:30:00' }),
    flat({ EventTime: '2020-03-29 02:30:00' }),
    '{"EventID":4624,"Hostname":"WS01","SourceName":"x","EventTime":1593600000.250}',
    flat({ EventTime: 0 }),
    flat({ EventTime: '1970-01-01 00:00:00' }),
  ];
  const evidence = await imported('a.jsonl', lines.join('\n'), { timeZone: 'Europe/Berlin' });
  expect(evidence.zone).toEqual({ kind: 'assumed', zone: 'Europe/Berlin' });
  expect(evidence.problems.map(({ code, count }) => [code, count])).toEqual(
    expect.arrayContaining([
      ['time-ambiguous', 1],
      ['time-in-gap', 1],
      ['time-sentinel', 2],
    ]),
  );
  expect(await times()).toEqual([
    '2020-07-01T10:00:00Z',
    '2020-07-01T03:00:00.5Z',
    '2020-10-25T00:30:00Z',
    '2020-03-29T01:30:00Z',
    '2020-07-01T10:40:00.250Z',
    '',
    '',
  ]);
  expect(await timeOf(1)).toMatchObject({
    text: '2020-07-01 12:00:00',
    field: 'EventTime',
    zoneRule: 'no zone in the evidence; read as Europe/Berlin by your choice',
    precision: 'whole seconds',
  });
  expect(await timeOf(2)).toMatchObject({
    text: '2020-07-01T12:00:00.5+09:00',
    field: '@timestamp',
    zoneRule: 'offset +09:00 in the text',
    precision: '1 digit of a second',
  });
  expect((await timeOf(3)).zoneRule).toMatch(/showed it twice, the earlier/);
  expect((await timeOf(4)).zoneRule).toMatch(/jumped over it/);
  expect(await timeOf(5)).toMatchObject({
    text: '1593600000.250',
    zoneRule: 'a count from a beginning in UTC',
    precision: 'milliseconds',
  });
});

test('a zone that nobody chose is said to be nobody’s choice; one that does not exist is refused', async () => {
  await imported('a.jsonl', flat({ EventTime: '2020-07-01 12:00' }));
  expect(await timeOf(1)).toMatchObject({
    zoneRule: 'no zone in the evidence; read as UTC because none was given',
    precision: 'whole minutes',
  });
  await expect(imported('b.jsonl', '{}', { timeZone: 'Mars/Olympus' })).rejects.toMatchObject({
    message: expect.stringContaining('Mars/Olympus') as string,
  });
});

test('a table: date and clock from two columns, day first, in the order of the whole column', async () => {
  const rows = ['Date,Time,Host', '7/8/2019,16:08:00,A', '25/8/2019,16:09:00,A'];
  await imported('t.csv', rows.join('\n'), { timeZone: 'Asia/Kathmandu' });
  expect(await times()).toEqual(['2019-08-07T10:23:00Z', '2019-08-25T10:24:00Z']);
  expect(await timeOf(1)).toMatchObject({
    text: '7/8/2019 16:08:00',
    field: 'Date, Time',
    zoneRule: 'no zone in the evidence; read as Asia/Kathmandu by your choice',
  });
});

test('seconds from a beginning and days of a spreadsheet say their own text', async () => {
  await imported('s.csv', 'time,what\n1,a\n2,b\n900,c\n');
  expect(await timeOf(3)).toMatchObject({ text: '900', field: 'time' });
  await imported('x.csv', 'When,what\n43831.5,a\n43832.25,b\n43833.125,c\n');
  expect(await timeOf(4)).toMatchObject({
    stored: '2020-01-01T12:00:00Z',
    text: '43831.5',
    field: 'When',
  });
});

test('a row that became several events gives each its own text', async () => {
  const header =
    'EntryNumber,SequenceNumber,ParentEntryNumber,ParentPath,FileName,Created0x10,LastModified0x10,LastAccess0x10';
  const row =
    '5,1,5,.\\Users,a.txt,2020-01-01 10:00:00.1111111,2020-01-02 11:00:00,2020-01-03 12:00:00';
  await imported('mft.csv', `${header}\n${row}\n`);
  const found = [await timeOf(1), await timeOf(2), await timeOf(3)];
  expect(found.map(({ field, text }) => [field, text])).toEqual([
    ['Created0x10', '2020-01-01 10:00:00.1111111'],
    ['LastModified0x10', '2020-01-02 11:00:00'],
    ['LastAccess0x10', '2020-01-03 12:00:00'],
  ]);
});

test('a log without years says its text and the year that was taken', async () => {
  const lines = ['Mar  1 00:00:01 host sshd[1]: Accepted', 'Mar  1 00:00:02 host sshd[1]: closed'];
  await imported('auth.log', `${lines.join('\n')}\n`, { year: 2021, timeZone: 'Europe/Berlin' });
  expect(await timeOf(1)).toMatchObject({
    stored: '2021-02-28T23:00:01Z',
    text: 'Mar  1 00:00:01',
    zoneRule:
      'no zone in the evidence; read as Europe/Berlin by your choice; the text has no year, taken as 2021',
  });
});

test('text and rule of a time are columns for whoever asks, but no fields to search or sort by', async () => {
  await imported('a.jsonl', flat({ EventTime: '2020-07-01 12:00:00' }));
  const scope = { query: '', chips: [] };
  const columns = ['loupe.time_text', 'loupe.time_zone_rule'];
  const { block } = await bench.ask('events.page', { scope, columns });
  expect(block.columns['loupe.time_text']).toMatchObject({ values: ['2020-07-01 12:00:00'] });
  expect(block.columns['loupe.time_zone_rule']).toMatchObject({
    values: ['no zone in the evidence; read as UTC because none was given'],
  });
  const asked = { query: 'loupe.time_text:*', chips: [] };
  await expect(bench.ask('events.count', { scope: asked })).rejects.toMatchObject({
    code: 'bad-query',
  });
  const sort = { column: 'loupe.time_text', descending: false };
  await expect(bench.ask('events.page', { scope, columns, sort })).rejects.toMatchObject({
    code: 'bad-request',
  });
});

/** A table whose first rows, far more than a reader sees, are all of 1…12 August, and only its last says so. */
function august(last: string): string {
  const rows = ['Time,Text'];
  for (let i = 0; i < 12_000; i++) {
    rows.push(`${1 + (i % 12)}/8/2019 16:08,some words to fill the row ${i}`);
  }
  return [...rows, `${last},the last`, ''].join('\n');
}

test.each([
  ['a plain file', (text: string) => text],
  ['a gzip', (text: string) => gzipSync(text)],
])('what the head of %s leaves open is decided by its last row', async (_name, pack) => {
  const text = august('25/8/2019 16:09');
  expect(text.length).toBeGreaterThan(300_000);
  const evidence = await imported('t.csv', pack(text));
  expect(codesOf(evidence)).toEqual(['time-zone-assumed']);
  const found = await times();
  expect(found[0]).toBe('2019-08-01T16:08:00Z');
  expect(found[11]).toBe('2019-08-12T16:08:00Z');
  expect(found.at(-1)).toBe('2019-08-25T16:09:00Z');
});

test('JSON with such dates is decided by its whole length, too', async () => {
  const record = (time: string): string => JSON.stringify({ When: 'x', timestamp: time, Text: '' });
  const lines = Array.from({ length: 6000 }, (_, i) => record(`${1 + (i % 12)}/8/2019 16:08:00`));
  const text = [...lines, record('25/8/2019 16:09:00')].join('\n');
  expect(text.length).toBeGreaterThan(300_000);
  const evidence = await imported('t.jsonl', text);
  expect(codesOf(evidence)).not.toContain('date-order-in-doubt');
  expect((await times())[0]).toBe('2019-08-01T16:08:00Z');
});

test('when nothing decides it, month first is taken, with one date both ways; the option answers it', async () => {
  const text = august('12/8/2019 16:09');
  const doubtful = await imported('t.csv', text);
  const question = doubtful.problems.find(({ code }) => code === 'date-order-in-doubt');
  expect(question?.message).toMatch(/1\/8\/2019 is 2019-01-08, not 2019-08-01/);
  expect(question?.message).toContain('--date-order');
  expect((await times())[0]).toBe('2019-01-08T16:08:00Z');
  await bench.close();
  bench = await new Workbench().create();
  const told = await imported('t.csv', text, { dateOrder: 'day-first' });
  expect(codesOf(told)).toEqual(['time-zone-assumed']);
  expect((await times())[0]).toBe('2019-08-01T16:08:00Z');
});

test('a date that contradicts the order is read in the only way it can be, and told with its place', async () => {
  const rows = ['Time,n', '7/8/2019 16:08,1', '8/25/2019 16:08,2', '8/26/2019 16:08,3'];
  const evidence = await imported('t.csv', [...rows, '25/12/2019 1:02,4', ''].join('\n'));
  expect(await times()).toEqual([
    '2019-07-08T16:08:00Z',
    '2019-08-25T16:08:00Z',
    '2019-08-26T16:08:00Z',
    '2019-12-25T01:02:00Z',
  ]);
  expect(evidence.problems).toContainEqual(
    expect.objectContaining({
      code: 'date-order-contradicted',
      count: 1,
      firstLocator: 'line 5',
    }),
  );
});

test('what a wrong answer of the analyst cannot fit is told in the same way', async () => {
  const rows = 'Time,n\n7/8/2019 16:08,1\n8/25/2019 16:08,2\n';
  const evidence = await imported('t.csv', rows, { dateOrder: 'day-first' });
  expect(await times()).toEqual(['2019-08-07T16:08:00Z', '2019-08-25T16:08:00Z']);
  expect(codesOf(evidence)).toContain('date-order-contradicted');
});
