/** Times as evidence writes them, against the runtime's own calendar and against planted traps. */
import { expect, test } from 'vitest';
import { isoTime } from '#contract/time.ts';
import {
  epochNumberTime,
  fileTime,
  newParsedTime,
  parseEpochTime,
  parseSlashTime,
  parseTime,
} from '#workers/normalise/time-parser.ts';
import { isKnownZone, zoneOffset } from '#workers/normalise/zone-offset.ts';

const out = newParsedTime();

/** Reads a text and prints it back, '' when it is no time. */
function read(text: string, zone?: string): string {
  const offset = zone === undefined ? undefined : zoneOffset(zone);
  return parseTime(text, offset, out) ? isoTime(out.timeUs, out.digits, out.nanos) : '';
}

test.each([
  ['2019-01-15 05:15:02.980', '2019-01-15T05:15:02.980Z'],
  ['2020-04-18T04:50:30Z', '2020-04-18T04:50:30Z'],
  ['2020-04-09T17:01:29.9572143Z', '2020-04-09T17:01:29.9572143Z'],
  ['2013-10-24 01:16:13.843 +09:00', '2013-10-23T16:16:13.843Z'],
  ['2020-09-20T16:16:09+0530', '2020-09-20T10:46:09Z'],
  ['2020-09-20T16:16:09-07', '2020-09-20T23:16:09Z'],
  ['2020-09-20 16:16:09,123456789', '2020-09-20T16:16:09.123456789Z'],
  ['2020-09-20T16:16:09.1234567891234Z', '2020-09-20T16:16:09.123456789Z'],
  ['2020/09/20 16:16', '2020-09-20T16:16:00Z'],
  ['2020-09-20', '2020-09-20T00:00:00Z'],
  ['2020-02-29 24:00:00', '2020-03-01T00:00:00Z'],
  ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z'],
  ['2020-09-20 16:16:09 UTC', '2020-09-20T16:16:09Z'],
  ['2020-09-20 16:16:09 GMT+02:00', '2020-09-20T14:16:09Z'],
  ['  2020-09-20t16:16:09z ', '2020-09-20T16:16:09Z'],
  ['2/25/2025, 9:19:25.391 AM', '2025-02-25T09:19:25.391Z'],
  ['2/25/2025, 9:19:25.391\u202fPM', '2025-02-25T21:19:25.391Z'],
  ['12/31/2024 12:05:00 a.m.', '2024-12-31T00:05:00Z'],
  ['12/31/2024 12:05 PM', '2024-12-31T12:05:00Z'],
  ['7/8/2019 16:08', '2019-07-08T16:08:00Z'],
  ['25.02.2025 09:19:25', '2025-02-25T09:19:25Z'],
  ['Feb 25, 2025 @ 09:19:25.391', '2025-02-25T09:19:25.391Z'],
  ['25/Feb/2025:09:19:25 +0200', '2025-02-25T07:19:25Z'],
  ['Tue, 25 Feb 2025 09:19:25 GMT', '2025-02-25T09:19:25Z'],
  ['Tue Feb 25 09:19:25 2025', '2025-02-25T09:19:25Z'],
  ['Tue Feb 25 09:19:25 UTC 2025', '2025-02-25T09:19:25Z'],
  ['1521911721', '2018-03-24T17:15:21Z'],
  ['1521911721.255387', '2018-03-24T17:15:21.255387Z'],
  ['1521911721255', '2018-03-24T17:15:21.255Z'],
  ['1521911721255.387', '2018-03-24T17:15:21.255387Z'],
  ['1521911721255387', '2018-03-24T17:15:21.255387Z'],
  ['1521911721255387123', '2018-03-24T17:15:21.255387123Z'],
  ['131663853212553871', '2018-03-24T17:15:21.2553871Z'],
  ['/Date(1521911721255)/', '2018-03-24T17:15:21.255Z'],
  ['2242-03-16T16:56:31.999999Z', '2242-03-16T16:56:31.999999Z'],
  ['1999-12-31T23:59:59Z', '1999-12-31T23:59:59Z'],
])('%s is read as %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test.each([
  '',
  '-',
  '0000-00-00 00:00:00',
  '0001-01-01T00:00:00Z',
  '1601-01-01T00:00:00.0000000Z',
  '9999-12-31T23:59:59Z',
  '2019-02-29',
  '2019-13-01',
  '2020-09-20 25:00:00',
  '2020-09-20 16:60:00',
  '2020-09-20 16:16:09 XYZ',
  '2020-09-20 16:16:09.Z',
  '2020-09-20 16:16:09Zjunk',
  '13/25/2025 10:00',
  '12/31/2024 13:05 PM',
  '2020-09-20x16:16:09',
  '4688',
  '12345678',
  '192.168.1.10',
  '0x3e7',
  '15:04:05',
  'WORKSTATION5',
  '0',
])('%j is no time', (text) => {
  expect(read(text)).toBe('');
});

test('a time that says its offset is marked so, whatever zone was given', () => {
  const berlin = zoneOffset('Europe/Berlin');
  expect(parseTime('2020-07-01 12:00:00 +09:00', berlin, out)).toBe(true);
  expect(out.zoned).toBe(true);
  expect(isoTime(out.timeUs, 0)).toBe('2020-07-01T03:00:00Z');
  expect(parseTime('2020-07-01 12:00:00', berlin, out)).toBe(true);
  expect(out.zoned).toBe(false);
});

test.each([
  ['Europe/Berlin', '2020-07-01 12:00:00', '2020-07-01T10:00:00Z'],
  ['Europe/Berlin', '2020-01-01 12:00:00', '2020-01-01T11:00:00Z'],
  ['America/New_York', '2019-09-23 11:23:29', '2019-09-23T15:23:29Z'],
  ['Asia/Kolkata', '2020-01-01 00:00:00', '2019-12-31T18:30:00Z'],
  ['Australia/Lord_Howe', '2020-01-01 12:00:00', '2020-01-01T01:00:00Z'],
  ['UTC', '2020-01-01 12:00:00', '2020-01-01T12:00:00Z'],
  ['+02:00', '2020-01-01 12:00:00', '2020-01-01T10:00:00Z'],
])('in %s %s is %s', (zone, text, expected) => {
  expect(read(text, zone)).toBe(expected);
});

test('a clock reading that occurs twice is the earlier instant', () => {
  expect(read('2020-10-25 02:30:00', 'Europe/Berlin')).toBe('2020-10-25T00:30:00Z');
  expect(read('2020-10-25 03:00:00', 'Europe/Berlin')).toBe('2020-10-25T02:00:00Z');
});

test('a clock reading that was jumped over goes on as if the clock had not jumped', () => {
  expect(read('2020-03-29 02:30:00', 'Europe/Berlin')).toBe('2020-03-29T01:30:00Z');
  expect(read('2020-03-29 01:59:59', 'Europe/Berlin')).toBe('2020-03-29T00:59:59Z');
  expect(read('2020-03-29 03:00:00', 'Europe/Berlin')).toBe('2020-03-29T01:00:00Z');
});

test('an unknown zone is refused with a hint', () => {
  expect(isKnownZone('Mars/Olympus')).toBe(false);
  expect(() => zoneOffset('Mars/Olympus')).toThrow(/no time zone named/);
});

test('day and month are taken in the order asked for', () => {
  expect(parseSlashTime('7/8/2019 16:08', 'day-first', undefined, out)).toBe(true);
  expect(isoTime(out.timeUs, 0)).toBe('2019-08-07T16:08:00Z');
  expect(parseSlashTime('25/2/2019 16:08', 'month-first', undefined, out)).toBe(false);
  expect(parseSlashTime('25/2/19 16:08', 'day-first', undefined, out)).toBe(true);
  expect(isoTime(out.timeUs, 0)).toBe('2019-02-25T16:08:00Z');
});

test('every day from 1685 to 2254 agrees with the runtime calendar', () => {
  const day = 86_400_000;
  for (let ms = Date.UTC(1685, 0, 1); ms < Date.UTC(2255, 0, 1); ms += day * 7 + 3_723_004) {
    const text = new Date(ms).toISOString();
    const isZeroYear = text.startsWith('1899') || text.startsWith('1900');
    expect(parseTime(text, undefined, out)).toBe(!isZeroYear);
    if (!isZeroYear) expect(out.timeUs).toBe(ms * 1000);
  }
});

test('the halves of a FILETIME agree with big integers', () => {
  for (let i = 1; i < 2000; i++) {
    const ticks = 116_444_736_000_000_000n + BigInt(i) * 7_919_999_999_993n + BigInt(i % 10);
    const high = Number(ticks >> 32n);
    const low = Number(ticks & 0xffffffffn);
    const since = ticks - 116_444_736_000_000_000n;
    expect(fileTime(high, low, out)).toBe(true);
    expect(out.timeUs).toBe(Number(since / 10n));
    expect(out.nanos).toBe(Number(since % 10n) * 100);
    if (parseEpochTime(String(ticks), out)) expect(out.timeUs).toBe(Number(since / 10n));
  }
  expect(fileTime(0, 0, out)).toBe(false);
});

test('epoch numbers keep their microseconds', () => {
  expect(epochNumberTime(1521911721.255387, out)).toBe(true);
  expect(isoTime(out.timeUs, out.digits)).toBe('2018-03-24T17:15:21.255387Z');
  expect(epochNumberTime(1521911721255, out)).toBe(true);
  expect(isoTime(out.timeUs, out.digits)).toBe('2018-03-24T17:15:21.255Z');
  expect(epochNumberTime(1521911721, out)).toBe(true);
  expect(isoTime(out.timeUs, out.digits)).toBe('2018-03-24T17:15:21Z');
  expect(epochNumberTime(4688, out)).toBe(false);
  expect(epochNumberTime(NaN, out)).toBe(false);
});
