/** What is no time although it looks like one, and what is one although it looks odd. */
import { expect, test } from 'vitest';
import { isoTime } from '#contract/time.ts';
import {
  epochNumberTime,
  fileTime,
  newParsedTime,
  parseTime,
} from '#workers/normalise/time-parser.ts';
import { timeTrouble } from '#workers/normalise/time-sentinels.ts';
import { zoneOffset } from '#workers/normalise/zone-offset.ts';

const out = newParsedTime();

/** Code of the problem, or the time. */
function verdict(text: string, zone?: string): string {
  const offsets = zone === undefined ? undefined : zoneOffset(zone);
  if (!parseTime(text, offsets, out)) return timeTrouble(out).code;
  return isoTime(out.timeUs, out.digits, out.nanos);
}

test.each([
  '0000-00-00',
  '0000-00-00 00:00:00',
  '0001-01-01T00:00:00',
  '1/1/0001 12:00:00 AM',
  '1601-01-01T00:00:00.0000000Z',
  '1601-01-01 01:00:00',
  '1600-12-31T19:00:00-05:00',
  '1/1/1601',
  '1899-12-30',
  '12/30/1899 09:15:00',
  '1900-01-00 09:15:00',
  '1/0/1900',
  '1970-01-01',
  '1970-01-01T00:00:00Z',
  '1970-01-01 00:00:00.000000',
  '1970-01-01T01:00:00+01:00',
  '01/01/1970 00:00:00',
  'Jan 1, 1970 @ 00:00:00.000',
  '9999-12-31T23:59:59.9999999Z',
  '31/12/9999',
  '30828-09-14T02:48:05.4775807Z',
  '0',
  '0.000000',
  '0x0',
  '0x7fffffffffffffff',
  '9223372036854775807',
  '116444736000000000',
  '2650467743990000000',
  '-62135596800',
  '/Date(0)/',
  '/Date(-62135596800000)/',
])('%s means that there is no time', (text) => {
  expect(verdict(text)).toBe('time-sentinel');
});

test('the zero of Unix is no time on the clock of any zone', () => {
  expect(verdict('1970-01-01 00:00:00', 'Asia/Tokyo')).toBe('time-sentinel');
  expect(verdict('1970-01-01 09:00:00', 'Asia/Tokyo')).toBe('time-sentinel');
  expect(verdict('1970-01-01 08:00:00', 'Asia/Tokyo')).toBe('1969-12-31T23:00:00Z');
});

test.each([
  ['1970-01-01T00:00:00.0000001Z', '1970-01-01T00:00:00.0000001Z'],
  ['1970-01-01T00:00:01Z', '1970-01-01T00:00:01Z'],
  ['1980-01-01 00:00:00', '1980-01-01T00:00:00Z'],
  ['1999-12-31T23:59:59Z', '1999-12-31T23:59:59Z'],
  ['2006-06-06 06:06:06.123', '2006-06-06T06:06:06.123Z'],
  ['2242-03-16T16:56:31.999999Z', '2242-03-16T16:56:31.999999Z'],
])('%s is a time', (text, expected) => {
  expect(verdict(text)).toBe(expected);
});

test.each(['soon', '2019-02-30', '13/13/2019', '1500-01-01', '', '4688', 'Error 1601'])(
  '%j cannot be read, which is another thing',
  (text) => {
    expect(verdict(text)).toBe('bad-time');
  },
);

test('one answer never leaks into the next', () => {
  expect(verdict('1601-01-01')).toBe('time-sentinel');
  expect(verdict('soon')).toBe('bad-time');
  expect(epochNumberTime(0, out)).toBe(false);
  expect(timeTrouble(out).code).toBe('time-sentinel');
  expect(epochNumberTime(17, out)).toBe(false);
  expect(timeTrouble(out).code).toBe('bad-time');
  expect(epochNumberTime(9223372036854775807, out)).toBe(false);
  expect(timeTrouble(out).code).toBe('time-sentinel');
});

test.each([
  ['zero', 0n, true],
  ['an hour after zero, as local time leaves it', 36_000_000_000n, true],
  ['1970 exactly', 116_444_736_000_000_000n, true],
  ['the largest', 0x7fff_ffff_ffff_ffffn, true],
  ['the end of the calendar', 2_650_467_743_990_000_000n, true],
  ['a tick after 1970', 116_444_736_000_000_001n, false],
  ['an evening in 2004', 127_437_408_000_000_000n, false],
])('the FILETIME %s is judged', (_name, ticks, isSentinel) => {
  const halves = [Number(ticks >> 32n), Number(ticks & 0xffff_ffffn)] as const;
  expect(fileTime(...halves, out)).toBe(!isSentinel);
  expect(out.sentinel).toBe(isSentinel);
});
