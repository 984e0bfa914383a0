/** What views write into queries is what the engine reads out of them; completion replaces what was meant. */
import { expect, test } from 'vitest';
import {
  fieldSuggestions,
  spotAt,
  valueSuggestions,
  withSuggestion,
} from '#renderer/query/completion.ts';
import { fieldName, quoted, valueQuery } from '#renderer/query/quoting.ts';
import { parseQuery } from '#workers/query/language/parser.ts';

const nasty = [
  'WS01',
  '4688',
  '0x1a2c',
  'Jane Doe',
  'C:\\Windows\\System32\\cmd.exe',
  'C:\\Temp\\',
  '\\\\server\\share\\',
  'say "hi"',
  'ends with backslash-quote \\"',
  '\\\\"',
  '"',
  '*',
  'a?b*c',
  'and',
  'NOT',
  '(x)',
  'a:b',
  '>10',
  '-x',
  'tab\there',
  'line\nbreak',
  '%%1936',
  '{94F748D5-5A65-5966-0000-00101BFF0000}',
  'ünïcödé 日本 😀',
  '\u202egpj.exe',
];

test.each(nasty)('the filter for %j finds exactly that', (value) => {
  const node = parseQuery(valueQuery('user.name', value));
  expect(node).toMatchObject({ kind: 'match', field: 'user.name' });
  const pieces = (node as { pattern: readonly { kind: string; text: string }[] }).pattern;
  expect(pieces.every(({ kind }) => kind === 'text')).toBe(true);
  expect(pieces.map(({ text }) => text).join('')).toBe(value);
});

test('a missing value is asked for as such', () => {
  expect(parseQuery(valueQuery('user.name', ''))).toMatchObject({ kind: 'not' });
});

test.each(['Date (UTC)', 'a b', 'x"y', 'Application ID ', '#attributes', 'EventData.Data'])(
  'a field called %j can be asked for',
  (name) => {
    expect(parseQuery(valueQuery(name, 'x'))).toMatchObject({ kind: 'match', field: name });
    expect(fieldName(name)).toMatch(/^[^"]+$|^".*"$/);
  },
);

test('random values survive quoting', () => {
  const alphabet = ['\\', '"', ' ', 'a', '*', '(', ')', ':'];
  let seed = 7;
  const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 2000; round++) {
    const value = Array.from({ length: 1 + next(8) }, () => alphabet[next(alphabet.length)]).join(
      '',
    );
    const node = parseQuery(`f:${quoted(value)}`) as unknown as {
      pattern: readonly { text: string }[];
    };
    expect(node.pattern.map(({ text }) => text).join(''), JSON.stringify(value)).toBe(value);
  }
});

const fields = [
  { name: 'host.name', label: 'Host', kind: 'column' },
  { name: 'event.code', label: 'Event code', kind: 'column' },
  { name: 'HostApplication', label: 'HostApplication', kind: 'record' },
] as const;

test('at the beginning of a word fields are suggested, those that begin so first', () => {
  expect(spotAt('ho', 2)).toEqual({ kind: 'field', typed: 'ho', from: 0, to: 2 });
  expect(spotAt('event.code:1 and ho', 19)).toMatchObject({ kind: 'field', typed: 'ho', from: 17 });
  expect(spotAt('not (ho', 7)).toMatchObject({ kind: 'field', typed: 'ho', from: 5 });
  expect(fieldSuggestions(fields, 'ho').map(({ shown }) => shown)).toEqual([
    'host.name',
    'HostApplication',
  ]);
  expect(fieldSuggestions(fields, 'code').map(({ text }) => text)).toEqual(['event.code:']);
});

test('after a colon values are suggested, also inside quotes', () => {
  expect(spotAt('host.name:WS', 12)).toEqual({
    kind: 'value',
    field: 'host.name',
    typed: 'WS',
    from: 0,
    to: 12,
  });
  expect(spotAt('x and user.name:"Jane D', 23)).toMatchObject({
    kind: 'value',
    field: 'user.name',
    typed: 'Jane D',
    from: 6,
  });
  const values = [
    { value: 'WS01', count: 3 },
    { value: 'DC 1', count: 2 },
  ];
  expect(valueSuggestions('host.name', values, 'd')[0]).toMatchObject({
    text: 'host.name:"DC 1" ',
  });
});

test('inside a quoted text nothing is suggested', () => {
  expect(spotAt('"lateral mo', 11).kind).toBe('none');
});

test('a suggestion replaces what was typed and leaves the rest alone', () => {
  const query = 'ho and event.code:1';
  const spot = spotAt(query, 2);
  const [suggestion] = fieldSuggestions(fields, 'ho');
  const next = withSuggestion(query, spot, suggestion!);
  expect(next).toEqual({ query: 'host.name:and event.code:1', caret: 10 });
});
