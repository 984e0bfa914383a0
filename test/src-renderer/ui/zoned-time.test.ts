/** Times in the chosen zone; checked against the platform's own formatting. */
import { expect, test } from 'vitest';
import {
  parseIsoUs,
  windowText,
  zonedText,
  zoneLabel,
  zoneOffsetUs,
} from '#renderer/ui/zoned-time.ts';

const NOON = Date.UTC(2020, 6, 1, 12) * 1000;

test('stored digits are shown, none more', () => {
  expect(zonedText(NOON + 123_456, 'UTC', 7, 700)).toBe('2020-07-01 12:00:00.1234567');
  expect(zonedText(NOON + 123_456, 'UTC', 3)).toBe('2020-07-01 12:00:00.123');
  expect(zonedText(NOON, 'UTC')).toBe('2020-07-01 12:00:00');
  expect(zonedText(NaN, 'UTC')).toBe('–');
});

test('another zone moves what is shown', () => {
  expect(zonedText(NOON, 'Europe/Berlin')).toBe('2020-07-01 14:00:00');
  expect(zonedText(NOON, 'Asia/Kathmandu')).toBe('2020-07-01 17:45:00');
  expect(zoneLabel('America/St_Johns', NOON)).toBe('America/St_Johns (−02:30)');
});

test('clocks are put forward and back where the zone says so', () => {
  const change = Date.UTC(2020, 2, 29, 1) * 1000;
  expect(zonedText(change - 1_000_000, 'Europe/Berlin')).toBe('2020-03-29 01:59:59');
  expect(zonedText(change, 'Europe/Berlin')).toBe('2020-03-29 03:00:00');
});

test('offsets agree with the platform over two centuries and many zones', () => {
  const zones = ['Europe/Dublin', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Africa/Monrovia'];
  for (const zone of zones) {
    for (let year = 1905; year < 2100; year += 7) {
      const ms = Date.UTC(year, 5, 17, 3, 25, 41);
      const format = new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'medium',
      });
      expect(zonedText(ms * 1000, zone)).toBe(format.format(ms));
    }
  }
});

test('a time before 1970 with a fraction is shown right', () => {
  expect(zonedText(-1, 'UTC', 6)).toBe('1969-12-31 23:59:59.999999');
  expect(zoneOffsetUs(-1, 'UTC')).toBe(0);
});

test('windows say the day once, and fractions when they are short', () => {
  expect(windowText(NOON, NOON + 60_000_000, 'UTC')).toBe('2020-07-01 12:00:00 – 12:01:00');
  expect(windowText(NOON, NOON + 86_400_000_000, 'UTC')).toBe(
    '2020-07-01 12:00:00 – 2020-07-02 12:00:00',
  );
  expect(windowText(NOON, NOON + 1_500, 'UTC')).toBe('2020-07-01 12:00:00.000 – 12:00:00.001');
});

test('ISO texts are read to the microsecond', () => {
  expect(parseIsoUs('2020-07-01T12:00:00.1234567Z')).toBe(NOON + 123_456);
  expect(parseIsoUs('2020-07-01T14:00:00+02:00')).toBe(NOON);
  expect(parseIsoUs('')).toBeNaN();
});
