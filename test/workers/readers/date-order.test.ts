/** What dates of a column say together about the order of day and month. */
import { expect, test } from 'vitest';
import { csvState } from '#workers/readers/csv/state.ts';
import { csvReader } from '#workers/readers/csv/reader.ts';
import { DateVotes } from '#workers/readers/date-order.ts';
import { eventsOf } from '#test/support/events-of.ts';
import { readBytes } from '#test/support/read-evidence.ts';

function votes(...texts: readonly string[]): DateVotes {
  const out = new DateVotes();
  for (const text of texts) out.add(text);
  return out;
}

test.each([
  [['7/8/2019', '25/8/2019'], 'day-first', false],
  [['7/8/2019', '8/25/2019'], 'month-first', false],
  [['13-8-19 10:00', '7-8-19 10:00'], 'day-first', false],
  [['25/8/2019', '26/8/2019', '8/25/2019'], 'day-first', false],
  [['7/8/2019', '1/2/2019'], 'month-first', true],
  // The same day either way: there is nothing to ask.
  [['7/7/2019', '8/8/2019'], 'month-first', false],
  // A dot means day first, always; these are no dates at all.
  [['7.8.2019', '2019-08-07', 'soon', '', '45/45/2019'], 'month-first', false],
])('%j: %s, in doubt: %s', (texts, order, inDoubt) => {
  const found = votes(...texts);
  expect([found.order, found.inDoubt]).toEqual([order, inDoubt]);
});

test('the question shows one date both ways and how far was looked', () => {
  const question = votes('7/7/19', '7/8/19 16:08').question('When', ' in its first 128 MiB');
  expect(question).toMatchObject({ code: 'date-order-in-doubt' });
  expect(question.message).toContain('Nothing in When in its first 128 MiB tells');
  expect(question.message).toContain('7/8/19 is 2019-07-08, not 2019-08-07');
});

test('all rows of the head count, not only the first', async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => `${1 + (i % 12)}/8/2019 16:08,${i}`);
  const text = ['Time,n', ...rows, '25/8/2019 16:09,x'].join('\n');
  expect(text.length).toBeLessThan(262_144);
  const { batches, problems } = await readBytes(text);
  expect(problems.map(({ code }) => code)).toEqual(['time-zone-assumed']);
  expect(eventsOf(batches)[0]!.time).toBe('2019-08-01T16:08:00Z');
});

test('a study looks on until a chunk decides, and keeps the question when none does', () => {
  const text = 'Time,n\n7/8/2019 16:08,1\n';
  const bytes = Buffer.from(text);
  const head = { bytes, whole: false, text, name: 'x', mtimeMs: NaN };
  const options = { timeZone: 'UTC', recover: false, mapping: undefined };
  const prepared = csvReader.prepare(head, options);
  const chunk = (rows: string) => ({ bytes: Buffer.from(rows), offset: 0, firstLine: 2 });
  const study = csvReader.study!(prepared)!;
  expect(study.look(chunk('7/8/2019 1:00,1\n'))).toBe(false);
  expect(study.conclude(' so far').problems).toMatchObject([{ code: 'date-order-in-doubt' }]);
  expect(study.look(chunk('25/8/2019 1:00,1\n'))).toBe(true);
  const decided = study.conclude('');
  expect(decided.problems).toEqual([]);
  expect(csvState(decided.state).time?.order).toBe('day-first');
  expect(csvReader.study!(decided)).toBeUndefined();
});

test('a column of times is one also where most of them say that there is none', async () => {
  const rows = ['name,Last', 'a,1601-01-01T00:00:00Z', 'b,1601-01-01T00:00:00Z', 'c,2020-01-01'];
  const { batches } = await readBytes([...rows, 'd,1601-01-01T00:00:00Z', ''].join('\n'));
  expect(eventsOf(batches).map(({ time }) => time)).toEqual(['', '', '2020-01-01T00:00:00Z', '']);
});
