/** Times in CSV: which column, which zone, which order of day and month, and what is said about it. */
import { expect, test } from 'vitest';
import { csvState } from '#workers/readers/csv/state.ts';
import { eventsOf } from '#test/support/events-of.ts';
import { readBytes } from '#test/support/read-evidence.ts';
import type { ReadAllOptions } from '#test/support/read-evidence.ts';

async function times(column: string, values: readonly string[], options: ReadAllOptions = {}) {
  const text = [`n,${column}`, ...values.map((value, i) => `${i},"${value}"`)].join('\n');
  const { batches, problems, prepared, error } = await readBytes(text, options);
  return {
    times: eventsOf(batches).map(({ time }) => time),
    problems: problems.map(({ code, count }) => [code, count]),
    zone: prepared?.zone,
    error,
  };
}

test('times with an offset need no zone', async () => {
  const found = await times('Timestamp', [
    '2013-10-24 01:16:13.843 +09:00',
    '2025-01-01T00:00:00Z',
  ]);
  expect(found).toMatchObject({
    times: ['2013-10-23T16:16:13.843Z', '2025-01-01T00:00:00Z'],
    problems: [],
    zone: { kind: 'explicit' },
  });
});

test('times without a zone are UTC, and that is said', async () => {
  const found = await times('TimeGenerated', ['2019-01-15 05:15:02.980']);
  expect(found).toMatchObject({
    times: ['2019-01-15T05:15:02.980Z'],
    problems: [['time-zone-assumed', 1]],
    zone: { kind: 'assumed', zone: 'UTC' },
  });
});

test('the zone of the analyst is used for times without one, and only for those', async () => {
  const values = ['2025-07-01 12:00:00', '2025-07-01T12:00:00Z'];
  const found = await times('EventTime', values, { timeZone: 'Europe/Berlin' });
  expect(found).toMatchObject({
    times: ['2025-07-01T10:00:00Z', '2025-07-01T12:00:00Z'],
    problems: [],
    zone: { kind: 'assumed', zone: 'Europe/Berlin' },
  });
});

test('a zone that does not exist is refused before anything is read', async () => {
  const { error } = await times('Time', ['2025-01-01'], { timeZone: 'Mars/Olympus' });
  expect(error).toMatchObject({ code: 'bad-parameter' });
});

test.each(['TimeGenerated [UTC]', 'StartTimeUtc', 'Date (UTC)'])(
  'a column called %s is UTC by its name, whatever the analyst says',
  async (column) => {
    const found = await times(column, ['2025-07-01 12:00:00'], { timeZone: 'Europe/Berlin' });
    expect(found).toMatchObject({
      times: ['2025-07-01T12:00:00Z'],
      problems: [],
      zone: { kind: 'utc' },
    });
  },
);

test('a row without a zone among rows that have one is counted', async () => {
  const zoned = Array.from(
    { length: 300 },
    (_, i) => `2025-01-01T00:00:${String(i % 60).padStart(2, '0')}Z`,
  );
  const found = await times('Time', [...zoned, '2025-01-01T00:00:00', '2025-01-02T00:00:00']);
  expect(found.problems).toEqual([['time-zone-assumed', 2]]);
  expect(found.times.at(-1)).toBe('2025-01-02T00:00:00Z');
});

test('a day above twelve anywhere decides the order of day and month', async () => {
  const dayFirst = await times('Time', ['7/8/2019 16:08', '25/8/2019 16:09']);
  expect(dayFirst.times).toEqual(['2019-08-07T16:08:00Z', '2019-08-25T16:09:00Z']);
  expect(dayFirst.problems).toEqual([['time-zone-assumed', 1]]);
  const monthFirst = await times('Time', ['7/8/2019 16:08', '8/25/2019 16:09']);
  expect(monthFirst.times).toEqual(['2019-07-08T16:08:00Z', '2019-08-25T16:09:00Z']);
  expect(monthFirst.problems).toEqual([['time-zone-assumed', 1]]);
});

test('when nothing decides the order, month first is taken and the question asked', async () => {
  const { times: found, problems } = await times('Time', ['7/8/2019 16:08', '1/2/2019 3:04']);
  expect(found).toEqual(['2019-07-08T16:08:00Z', '2019-01-02T03:04:00Z']);
  expect(problems).toEqual([
    ['time-zone-assumed', 1],
    ['date-order-in-doubt', 1],
  ]);
});

test.each([
  ['ts', '1521911721.255387', '2018-03-24T17:15:21.255387Z'],
  ['timestamp', '1521911721255', '2018-03-24T17:15:21.255Z'],
  ['timestamp', '1521911721255387', '2018-03-24T17:15:21.255387Z'],
])('epoch times in a column called %s: %s', async (column, value, expected) => {
  const found = await times(column, [value]);
  expect(found).toMatchObject({ times: [expected], problems: [] });
});

test('sentinels and garbage are events without a time, and counted', async () => {
  const good = Array.from({ length: 8 }, () => '2025-01-01T00:00:00Z');
  const bad = ['1601-01-01T00:00:00Z', '0000-00-00 00:00:00', 'soon'];
  const { times: found, problems } = await times('Time', [...good, ...bad, '']);
  expect(found.slice(8)).toEqual(['', '', '', '']);
  expect(problems).toEqual([
    ['time-sentinel', 2],
    ['bad-time', 1],
    ['no-time', 1],
  ]);
});

test('a time column without a telling name is found by its values', async () => {
  const { batches, prepared } = await readBytes(
    'id,when,what\n1500000001,2025-01-01T00:00:00Z,a\n1500000002,2025-01-02T00:00:00Z,b\n',
  );
  expect(csvState(prepared!.state).time).toMatchObject({ at: [1] });
  expect(eventsOf(batches)[1]!.time).toBe('2025-01-02T00:00:00Z');
});

test('date and clock in two columns are one time', async () => {
  const { batches } = await readBytes(
    'date,time,host\n02/25/2025,09:19:25,A\n02/26/2025,09:19:26,B\n',
  );
  expect(eventsOf(batches).map(({ time }) => time)).toEqual([
    '2025-02-25T09:19:25Z',
    '2025-02-26T09:19:26Z',
  ]);
});

test('the best of several time columns is taken', async () => {
  const { prepared } = await readBytes(
    'StartTime,LastRun,TimeGenerated,user\n2025-01-01T00:00:00Z,2025-01-01T00:00:00Z,2025-01-03T00:00:00Z,a\n',
  );
  expect(csvState(prepared!.state).time).toMatchObject({ at: [2] });
});

test('a table without times says so', async () => {
  const { batches, problems } = await readBytes('host,user\na,b\nc,d\n');
  expect(eventsOf(batches).map(({ time }) => time)).toEqual(['', '']);
  expect(problems).toMatchObject([{ code: 'no-time-column' }]);
});

test('a spreadsheet’s day numbers are times in no zone, true to a second, and that is said', async () => {
  const values = ['45713.38848380', '45713', '45713.388495370373', '45713.5000000058'];
  const found = await times('Time Created', values);
  expect(found.times).toEqual([
    '2025-02-25T09:19:25Z',
    '2025-02-25T00:00:00Z',
    '2025-02-25T09:19:26Z',
    '2025-02-25T12:00:00Z',
  ]);
  expect(found.problems).toEqual([
    ['excel-time', 1],
    ['time-zone-assumed', 1],
  ]);
  const local = await times('Time Created', values, { timeZone: 'Europe/Berlin' });
  expect(local.times[0]).toBe('2025-02-25T08:19:25Z');
  expect(local.problems).toEqual([['excel-time', 1]]);
});

test('milliseconds of a day number are kept where its digits carry them', async () => {
  const found = await times('Date', ['45713.388488321757', '45713.25']);
  expect(found.times).toEqual(['2025-02-25T09:19:25.391Z', '2025-02-25T06:00:00Z']);
});

test('numbers like that under another name are no times', async () => {
  const found = await times('Amount', ['45713.38', '45714.1', '45715']);
  expect(found.times).toEqual(['', '', '']);
  expect(found.problems).toEqual([['no-time-column', 1]]);
});

test('German Excel writes a comma between semicolons', async () => {
  const { batches, problems } = await readBytes(
    'Zeit;Datum;Rechner\r\n1;45713,5;WS01\r\n2;45714,5;WS02\r\n',
  );
  expect(eventsOf(batches).map(({ time }) => time)).toEqual(['', '']);
  expect(problems.map(({ code }) => code)).toEqual(['no-time-column']);
  const named = await readBytes('n;Date;Host\r\n1;45713,5;WS01\r\n2;45714,5;WS02\r\n');
  expect(eventsOf(named.batches).map(({ time }) => time)).toEqual([
    '2025-02-25T12:00:00Z',
    '2025-02-26T12:00:00Z',
  ]);
});
