/** JSON made to hurt: nothing throws, nothing is lost, everything that is no event is counted. */
import { expect, test } from 'vitest';
import { eventsOf } from '#test/support/events-of.ts';
import { readBytes } from '#test/support/read-evidence.ts';
import { jsonLinesReader } from '#workers/readers/json/json-lines.ts';

const good = (n: number): string =>
  JSON.stringify({ EventID: n, Hostname: 'A', '@timestamp': '2020-01-01T00:00:00Z' });

/** The lines between good ones, as a file. */
const among = (...lines: readonly string[]): string => [good(1), ...lines, good(2)].join('\n');

test('broken lines are rejected with their position, the others are read', async () => {
  const lines = [
    '{"a":1,}',
    '{"a" 1}',
    '{"a":01}',
    "{'a':1}",
    '{"a":"\t"}',
    '{"a":"\\x"}',
    '{"a":tru}',
    '{"a":[1,2}',
    '{"a":1',
    '{"a":1}}',
  ];
  const member = await readBytes(among(...lines));
  expect(member).toMatchObject({ format: 'json-lines', imported: 2, recordsSeen: 12 });
  expect(member.rejects.map(({ reason }) => reason)).toEqual(lines.map(() => 'json-syntax'));
  expect(member.rejects.map(({ raw }) => raw)).toEqual(lines);
  expect(member.rejects.map(({ line }) => line)).toEqual(lines.map((_, at) => at + 2));
  expect(member.rejects.map(({ message }) => message)).toEqual([
    'The record is damaged at character 8: expected a name in quotes.',
    'The record is damaged at character 6: expected a colon.',
    'The record is damaged at character 7: expected a comma or the end of the list.',
    'The record is damaged at character 2: expected a name in quotes or }.',
    'The record is damaged at character 7: expected control characters to be escaped.',
    'The record is damaged at character 7: expected a known escape after the backslash.',
    'The record is damaged at character 6: expected a value.',
    'The record is damaged at character 10: expected a comma or the end of the list.',
    'The record breaks off at character 7: expected a comma or the end of the list.',
    'The record is damaged at character 8: expected the end of the record.',
  ]);
});

test('numbers, lists and texts are no records', async () => {
  const member = await readBytes(among('1', '[{"EventID":1}]', '"text"', 'null', 'true'));
  expect(member.imported).toBe(2);
  expect(member.rejects.map(({ reason, message }) => `${reason}: ${message}`)).toEqual([
    'json-not-an-object: The record is a number.',
    'json-not-an-object: The record is a list.',
    'json-not-an-object: The record is a string.',
    'json-not-an-object: The record is null.',
    'json-not-an-object: The record is a boolean.',
  ]);
});

test('blank lines are no records, and line numbers stay true', async () => {
  const member = await readBytes(`\n${good(1)}\r\n \t\r\n\r\n${good(2)}\n\n`);
  expect(member.recordsSeen).toBe(2);
  expect(eventsOf(member.batches).map(({ line }) => line)).toEqual([2, 5]);
});

test('64 levels of nesting are read, 65 and 100,000 are rejected', async () => {
  const nested = (levels: number): string =>
    `{"EventID":1,"Hostname":"A","x":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
  const member = await readBytes(among(nested(64), nested(65), nested(100_000)));
  expect(member.imported).toBe(3);
  expect(member.rejects.map(({ reason }) => reason)).toEqual(['json-too-deep', 'json-too-deep']);
  expect(member.rejects[1]!.raw).toHaveLength(65_536);
});

test('__proto__, constructor and duplicate keys change nothing but their own record', async () => {
  const line =
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"EventID":4688,' +
    '"Hostname":"A","Hostname":"B","toString":"x","hasOwnProperty":1,"Channel":"Security"}';
  const member = await readBytes(among(line));
  expect(member).toMatchObject({ imported: 3, rejects: [] });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  const event = eventsOf(member.batches)[1]!;
  expect(event.values['host.name']).toBe('B');
  expect(event.document).toBe(line);
  const fields = jsonLinesReader.fields(line, member.prepared!.state);
  expect(fields).toContainEqual({ name: '__proto__.polluted', value: '1' });
  expect(fields).toContainEqual({ name: 'toString', value: 'x' });
});

test('names of Object’s own members are no layouts, actions or columns', async () => {
  const lines = ['constructor', '__proto__', 'toString', 'hasOwnProperty'].flatMap((name) => [
    JSON.stringify({ actorID: 'x', object: name, action: name, hostname: 'A', timestamp: 1 }),
    JSON.stringify({ EventID: name, Hostname: name, Channel: name, SourceName: name }),
    JSON.stringify({ ActionType: name, DeviceId: '1', DeviceName: name }),
  ]);
  const member = await readBytes(among(...lines));
  expect(member).toMatchObject({ imported: 14, rejects: [] });
});

test('NUL, lone surrogates and characters beyond the first plane survive', async () => {
  const line = `{"EventID":1,"Hostname":"a\\u0000b","Channel":"\\ud800","Message":"😀 \\ud83d\\ude00 ü"}`;
  const member = await readBytes(among(line));
  expect(member).toMatchObject({ imported: 3, rejects: [] });
  const event = eventsOf(member.batches)[1]!;
  expect(event.values['host.name']).toBe('a\0b');
  // What cannot be written as UTF-8 is replaced where it is kept as text; the document has it.
  expect(event.values['winlog.channel']).toBe('\ufffd');
  expect(event.document).toBe(line);
});

test('bytes that are not UTF-8 are counted and replaced, the record is kept as it is', async () => {
  // Damage at the beginning would have the whole file taken for another encoding.
  const before = `${good(1)}\n`.repeat(5000);
  const line = Buffer.from('{"EventID":1,"Hostname":"caf\u00e9!"}', 'latin1');
  const member = await readBytes(Buffer.concat([Buffer.from(before), line]));
  expect(member).toMatchObject({ format: 'json-lines', imported: 5001, rejects: [] });
  expect(eventsOf(member.batches).at(-1)!.values['host.name']).toBe('caf\ufffd!');
  expect(member.problems).toContainEqual(
    expect.objectContaining({ code: 'invalid-utf8', count: 1, firstLocator: 'line 5001' }),
  );
});

test('numbers beyond 2^53 keep their digits in the document and its fields', () => {
  const document =
    '{"a":12345678901234567890,"b":[9007199254740993,1.10],"c":1e400,"d":-0.0,"e":1.50,"f":7}';
  expect(jsonLinesReader.fields(document, undefined)).toEqual([
    { name: 'a', value: '12345678901234567890' },
    { name: 'b', value: '[9007199254740993,1.10]' },
    { name: 'c', value: '1e400' },
    { name: 'd', value: '-0.0' },
    { name: 'e', value: '1.50' },
    { name: 'f', value: '7' },
  ]);
});

test('fields are flat, in order, lists as JSON, with the evidence’s own names', () => {
  const document = JSON.stringify({
    EventID: 1,
    nested: { a: { 'b.c': true }, empty: {} },
    list: [1, { x: [] }],
    nothing: null,
    '': 'no name',
  });
  expect(jsonLinesReader.fields(document, undefined)).toEqual([
    { name: 'EventID', value: '1' },
    { name: 'nested.a.b.c', value: 'true' },
    { name: 'nested.empty', value: '{}' },
    { name: 'list', value: '[1,{"x":[]}]' },
    { name: 'nothing', value: '' },
    { name: '', value: 'no name' },
  ]);
  expect(jsonLinesReader.fields('not json', undefined)).toEqual([
    { name: 'raw', value: 'not json' },
  ]);
});

test('UTF-16 with a mark is read as any other text', async () => {
  const bytes = Buffer.from(`\ufeff${among()}\r\n`, 'utf16le');
  const member = await readBytes(bytes, { name: 'unknown' });
  expect(member).toMatchObject({ format: 'json-lines', imported: 2, rejects: [] });
});

test('a mark at the beginning is no part of the first record', async () => {
  const member = await readBytes(`\ufeff${among()}`);
  expect(member).toMatchObject({ format: 'json-lines', imported: 2, rejects: [] });
  expect(eventsOf(member.batches)[0]).toMatchObject({ offset: 3, line: 1, document: good(1) });
});

test('times that cannot be read are counted and the record is kept', async () => {
  const member = await readBytes(
    among('{"EventID":1,"Hostname":"A","@timestamp":"yesterday"}', '{"EventID":1,"Hostname":"A"}'),
  );
  expect(member.imported).toBe(4);
  expect(eventsOf(member.batches).map(({ time }) => time === '')).toEqual([
    false,
    true,
    true,
    false,
  ]);
  const codes = member.problems.map(({ code, firstLocator }) => `${code} ${firstLocator}`);
  expect(codes).toEqual(['bad-time line 2', 'no-time line 3']);
});

test('a line beyond the limit is rejected with its length and its beginning', async () => {
  const long = `{"EventID":1,"Hostname":"${'x'.repeat(17 * 1024 * 1024)}"}`;
  const member = await readBytes(among(long));
  expect(member).toMatchObject({ imported: 2, recordsSeen: 3 });
  expect(member.rejects[0]).toMatchObject({
    reason: 'record-too-long',
    line: 2,
    length: expect.closeTo(long.length, -1),
  });
  expect(member.rejects[0]!.raw.slice(0, 20)).toBe(long.slice(0, 20));
});
