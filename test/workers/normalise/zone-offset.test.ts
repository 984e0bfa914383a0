/** Local times against tables of real changes of clocks, and against the runtime's own calendar. */
import { expect, test } from 'vitest';
import { isoTime } from '#contract/time.ts';
import { SeededRandom } from '#workers/base/random.ts';
import { newParsedTime, parseTime } from '#workers/normalise/time-parser.ts';
import { zoneOffset } from '#workers/normalise/zone-offset.ts';

const out = newParsedTime();

test.each([
  // Berlin, spring 2020: 02:00 → 03:00; autumn: 03:00 → 02:00.
  ['Europe/Berlin', '2020-03-29 01:59:59.999999', '2020-03-29T00:59:59.999999Z', 'once'],
  ['Europe/Berlin', '2020-03-29 02:00:00', '2020-03-29T01:00:00Z', 'skipped'],
  ['Europe/Berlin', '2020-03-29 02:59:59', '2020-03-29T01:59:59Z', 'skipped'],
  ['Europe/Berlin', '2020-03-29 03:00:00', '2020-03-29T01:00:00Z', 'once'],
  ['Europe/Berlin', '2020-10-25 01:59:59', '2020-10-24T23:59:59Z', 'once'],
  ['Europe/Berlin', '2020-10-25 02:00:00', '2020-10-25T00:00:00Z', 'twice'],
  ['Europe/Berlin', '2020-10-25 02:59:59', '2020-10-25T00:59:59Z', 'twice'],
  ['Europe/Berlin', '2020-10-25 03:00:00', '2020-10-25T02:00:00Z', 'once'],
  // Double summer time of 1947, and local mean time until April 1893: 53 min 28 s.
  ['Europe/Berlin', '1947-06-01 12:00:00', '1947-06-01T09:00:00Z', 'once'],
  ['Europe/Berlin', '1893-03-31 12:00:00', '1893-03-31T11:06:32Z', 'once'],
  ['Europe/Berlin', '1893-04-01 00:00:00', '1893-03-31T23:06:32Z', 'skipped'],
  // Lord Howe moves by half an hour.
  ['Australia/Lord_Howe', '2021-04-04 01:29:59', '2021-04-03T14:29:59Z', 'once'],
  ['Australia/Lord_Howe', '2021-04-04 01:30:00', '2021-04-03T14:30:00Z', 'twice'],
  ['Australia/Lord_Howe', '2021-04-04 02:00:00', '2021-04-03T15:30:00Z', 'once'],
  ['Australia/Lord_Howe', '2021-10-03 02:00:00', '2021-10-02T15:30:00Z', 'skipped'],
  ['Australia/Lord_Howe', '2021-10-03 02:30:00', '2021-10-02T15:30:00Z', 'once'],
  // Kathmandu has a quarter; it jumped from 5:30 on the first day of 1986.
  ['Asia/Kathmandu', '2020-07-01 12:00:00', '2020-07-01T06:15:00Z', 'once'],
  ['Asia/Kathmandu', '1985-12-31 23:59:59', '1985-12-31T18:29:59Z', 'once'],
  ['Asia/Kathmandu', '1986-01-01 00:10:00', '1985-12-31T18:40:00Z', 'skipped'],
  ['Asia/Kathmandu', '1986-01-01 00:15:00', '1985-12-31T18:30:00Z', 'once'],
  // São Paulo moved at midnight until 2019, and has stayed since.
  ['America/Sao_Paulo', '2018-11-04 00:30:00', '2018-11-04T03:30:00Z', 'skipped'],
  ['America/Sao_Paulo', '2018-11-04 01:00:00', '2018-11-04T03:00:00Z', 'once'],
  ['America/Sao_Paulo', '2019-02-16 23:30:00', '2019-02-17T01:30:00Z', 'twice'],
  ['America/Sao_Paulo', '2019-02-17 00:00:00', '2019-02-17T03:00:00Z', 'once'],
  ['America/Sao_Paulo', '2019-12-01 12:00:00', '2019-12-01T15:00:00Z', 'once'],
  // Samoa left out a day; Kwajalein, too.
  ['Pacific/Apia', '2011-12-30 12:00:00', '2011-12-30T22:00:00Z', 'skipped'],
  ['Pacific/Apia', '2011-12-31 00:00:00', '2011-12-30T10:00:00Z', 'once'],
])('on the clock of %s %s was %s, %s', (zone, text, expected, reading) => {
  expect(parseTime(text, zoneOffset(zone), out)).toBe(true);
  expect([isoTime(out.timeUs, out.digits, out.nanos), out.reading]).toEqual([expected, reading]);
});

test('any instant, written on the clock of any zone, is read back; where the clock showed it twice, the earlier one', () => {
  const random = new SeededRandom(11);
  const zones = Intl.supportedValuesOf('timeZone');
  const first = Date.UTC(1930, 0, 1);
  const last = Date.UTC(2037, 0, 1);
  const counts = { once: 0, twice: 0 };
  for (let i = 0; i < 400; i++) {
    const zone = zones[random.below(zones.length)]!;
    const offsets = zoneOffset(zone);
    const format = clockOf(zone);
    for (let j = 0; j < 6; j++) {
      const ms = Math.floor(first + random.unit() * (last - first));
      const written = reading(format, ms);
      expect(parseTime(written, offsets, out), `${zone} ${written}`).toBe(true);
      const back = out.timeUs / 1000;
      // The runtime's own clock must show the same at the instant that was read.
      expect(reading(format, back), zone).toBe(written);
      if (out.reading === 'once') expect(back, `${zone} ${written}`).toBe(ms);
      else {
        expect(out.reading).toBe('twice');
        expect(back, `${zone} ${written}`).toBeLessThanOrEqual(ms);
      }
      counts[out.reading === 'once' ? 'once' : 'twice']++;
    }
  }
  expect(counts.once).toBeGreaterThan(2000);
});

test('every second of a night on which the clock is put back or forward has one instant, in order', () => {
  for (const [zone, from] of [
    ['Europe/Berlin', Date.UTC(2020, 9, 24, 22)],
    ['Europe/Berlin', Date.UTC(2020, 2, 28, 22)],
    ['Australia/Lord_Howe', Date.UTC(2021, 3, 3, 12)],
  ] as const) {
    const offsets = zoneOffset(zone);
    const format = clockOf(zone);
    for (let ms = from; ms < from + 6 * 3_600_000; ms += 97_000) {
      const written = reading(format, ms);
      expect(parseTime(written, offsets, out)).toBe(true);
      expect(reading(format, out.timeUs / 1000)).toBe(written);
      expect(out.timeUs / 1000).toBeLessThanOrEqual(ms);
    }
  }
});

test('a name that is no zone is refused in words', () => {
  expect(() => zoneOffset('Europe/Atlantis')).toThrow(/no time zone named Europe\/Atlantis/);
});

function clockOf(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  });
}

/** `2020-10-25 02:30:00,123`, as Swedes write it. */
function reading(format: Intl.DateTimeFormat, ms: number): string {
  return format.format(ms);
}
