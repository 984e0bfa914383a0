import { expect, test } from 'vitest';
import { isoTime } from '#contract/time.ts';
import { instantUs } from '#main/cli/instant.ts';

const read = (text: string): string => isoTime(instantUs(text, '--from', 'events'), 6);

test.each([
  ['2026-03-01', '2026-03-01T00:00:00.000000Z'],
  ['2026-03-01T08:15', '2026-03-01T08:15:00.000000Z'],
  ['2026-03-01 08:15:30', '2026-03-01T08:15:30.000000Z'],
  ['2026-03-01T08:15:30.1234567Z', '2026-03-01T08:15:30.123456Z'],
  ['2026-03-01T09:15:30+01:00', '2026-03-01T08:15:30.000000Z'],
  ['2026-03-01T03:45:30-0430', '2026-03-01T08:15:30.000000Z'],
  ['1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999999Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000000Z'],
])('%s is %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test.each([
  'yesterday',
  '',
  '2026-02-29',
  '2026-13-01',
  '2026-03-01T25:00',
  '2026-03-01T08',
  '01.03.2026',
])('%j is wrong usage', (text) => {
  expect(() => read(text)).toThrow(/--from takes a time/);
});
