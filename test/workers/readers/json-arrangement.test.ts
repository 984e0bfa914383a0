/** Lists, wrapping objects, pretty-printed records in a row: every arrangement gives the same records with true places. */
import { expect, test } from 'vitest';
import { eventsOf } from '#test/support/events-of.ts';
import { readBytes } from '#test/support/read-evidence.ts';

const records = Array.from({ length: 40 }, (_, at) => ({
  EventID: 4688,
  Hostname: `PC${at % 3}`,
  Channel: 'Security',
  TimeCreated: `2023-08-15T09:53:${String(at).padStart(2, '0')}.757Z`,
  Message: `Line {one}\n"two" [three], ]}${at} ä`,
  Nested: { list: [1, { a: 'b' }], empty: {} },
}));

const compact = records.map((record) => JSON.stringify(record));
const pretty = records.map((record) => JSON.stringify(record, undefined, 2));

const arrangements: Readonly<Record<string, string>> = {
  'a list on one line': `[${compact.join(',')}]`,
  'a list with a record a line': `[\n${compact.join(',\n')}\n]\n`,
  'a pretty-printed list': JSON.stringify(records, undefined, '\t'),
  'pretty-printed objects in a row': pretty.join('\n'),
  'objects in a row on one line': compact.join(' '),
  'a wrapping object': `{"Records": ${JSON.stringify(records)}}`,
  'a wrapping object with other members': JSON.stringify(
    { '@odata.context': 'https://x/$metadata', count: 40, value: records, next: 'https://[{' },
    undefined,
    2,
  ),
  'records with marks between them': pretty
    .map((text, at) => `Record ${at + 1}\n${text}\n`)
    .join(''),
};

for (const [name, text] of Object.entries(arrangements)) {
  for (const chunkBytes of [1 << 20, 700]) {
    test(`${name} gives all records, cut at ${chunkBytes} bytes`, async () => {
      const member = await readBytes(text, { name: 'unknown', chunkBytes });
      expect(member).toMatchObject({ format: 'json', rejects: [], error: undefined });
      expect(member.prepared!.state).toMatchObject({ layout: 'mordor' });
      const events = eventsOf(member.batches);
      expect(events.map(({ document }) => JSON.parse(document) as unknown)).toEqual(records);
      expect(events.map(({ time }) => time)).toEqual(records.map((record) => record.TimeCreated));
      const bytes = Buffer.from(text);
      for (const { offset, length, document, line } of events) {
        expect(bytes.toString('utf8', offset, offset + length)).toBe(document);
        expect(bytes.toString('utf8', 0, offset).split('\n')).toHaveLength(line);
      }
    });
  }
}

test('elements that are no objects are rejected, the others are read', async () => {
  const member = await readBytes(
    '[{"EventID":1,"Hostname":"A"}, 17, "x", null, [1, [{}]], {"EventID":2,"Hostname":"A"}]',
  );
  expect(member).toMatchObject({ format: 'json', imported: 2 });
  expect(member.rejects.map(({ reason, message, raw }) => [reason, message, raw])).toEqual([
    ['json-not-an-object', 'The record is a number.', '17'],
    ['json-not-an-object', 'The record is a string.', '"x"'],
    ['json-not-an-object', 'The record is null.', 'null'],
    ['json-not-an-object', 'The record is a list.', '[1, [{}]]'],
  ]);
});

test('lists of anything but objects are not taken for logs', async () => {
  const member = await readBytes('[1,2,3]');
  expect(member.error).toMatchObject({ code: 'unknown-format' });
});

test('the same records one a line are JSON lines, whatever they hold', async () => {
  const member = await readBytes(compact.join('\r\n'), { name: 'unknown', chunkBytes: 700 });
  expect(member).toMatchObject({ format: 'json-lines', rejects: [] });
  const events = eventsOf(member.batches);
  expect(events.map(({ document }) => document)).toEqual(compact);
  expect(events.map(({ line }) => line)).toEqual(records.map((_, at) => at + 1));
});
