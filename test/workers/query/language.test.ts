/** The query language: what responders type means what they expect, and mistakes are told where they are. */
import { expect, test } from 'vitest';
import { valueQuery } from '#renderer/query/quoting.ts';
import { SeededRandom } from '#workers/base/random.ts';
import { literalOf, type Pattern, type QueryNode } from '#workers/query/language/ast.ts';
import { parseQuery } from '#workers/query/language/parser.ts';
import { QueryError } from '#workers/query/language/query-error.ts';
import { timeSpanOf } from '#workers/query/language/values.ts';

/** Patterns as they would be typed: quoted text in «», wildcards as they are. */
function shown(pattern: Pattern): string {
  return pattern
    .map((piece) => {
      if (piece.kind === 'any') return '*';
      if (piece.kind === 'one') return '?';
      return piece.quoted ? `«${piece.text}»` : piece.text;
    })
    .join('');
}

/** A query's meaning, fully parenthesised. */
function meaning(node: QueryNode): string {
  switch (node.kind) {
    case 'all':
      return 'all';
    case 'and':
    case 'or':
      return `(${node.nodes.map(meaning).join(` ${node.kind} `)})`;
    case 'not':
      return `not ${meaning(node.node)}`;
    case 'text':
      return `text ${shown(node.pattern)}`;
    case 'match':
      return `${node.field} is ${shown(node.pattern)}`;
    case 'compare':
      return `${node.field} ${node.comparison} ${node.value}`;
  }
}

const means: readonly (readonly [query: string, meaning: string])[] = [
  ['', 'all'],
  ['   ', 'all'],
  ['mimikatz', 'text mimikatz'],
  ['"lateral movement"', 'text «lateral movement»'],
  ['host.name:WS* and event.code:4688', '(host.name is WS* and event.code is 4688)'],
  ['host.name:WS* event.code:4688', '(host.name is WS* and event.code is 4688)'],
  ['a or b and c', '(text a or (text b and text c))'],
  ['a b or c', '((text a and text b) or text c)'],
  ['(a or b) c', '((text a or text b) and text c)'],
  ['not a b', '(not text a and text b)'],
  ['not (a or b)', 'not (text a or text b)'],
  ['not not a', 'not not text a'],
  ['-a -b:c', '(not text a and not b is c)'],
  ['A AND b Or NOT c', '((text A and text b) or not text c)'],
  ['"and" "or"', '(text «and» and text «or»)'],
  ['android orange nothing', '(text android and text orange and text nothing)'],
  ['field:value', 'field is value'],
  ['field : value', 'field is value'],
  ['field:"a b"', 'field is «a b»'],
  ['field=value', 'field is value'],
  ['field == value', 'field is value'],
  ['field != value', 'not field is value'],
  ['field:(a or b or "c d")', '(field is a or field is b or field is «c d»)'],
  ['field:(a* not *b)', '(field is a* and not field is *b)'],
  ['field!=(a or b)', 'not (field is a or field is b)'],
  ['field:*', 'field is *'],
  ['field:**', 'field is *'],
  ['field:a?c*', 'field is a?c*'],
  ['field:-enc*', 'field is -enc*'],
  ['process.pid > 100', 'process.pid > 100'],
  ['process.pid>=0x1a2c', 'process.pid >= 0x1a2c'],
  ['process.pid:<=5', 'process.pid <= 5'],
  ['@timestamp >= "2020-10-19T12:28"', '@timestamp >= 2020-10-19T12:28'],
  ['@timestamp >= 2020-10-19T12:28', '@timestamp >= 2020-10-19T12:28'],
  ['"Date (UTC)":2020', 'Date (UTC) is 2020'],
  ['"a b" > 5', 'a b > 5'],
  // Paths and other text with colons.
  [
    'process.executable:C:\\Windows\\System32\\cmd.exe',
    'process.executable is C:\\Windows\\System32\\cmd.exe',
  ],
  [
    'process.executable:"C:\\Program Files\\x.exe"',
    'process.executable is «C:\\Program Files\\x.exe»',
  ],
  ['process.executable:*\\\\cmd.exe', 'process.executable is *\\\\cmd.exe'],
  ['process.executable:C:\\Windows\\*', 'process.executable is C:\\Windows\\*'],
  ['C:\\Windows\\System32', 'text C:\\Windows\\System32'],
  ['http://example.com/x', 'text http://example.com/x'],
  ['fe80::1', 'text fe80::1'],
  ['12:28:05', 'text 12:28:05'],
  ['file.path:"C:\\Temp\\"', 'file.path is «C:\\Temp\\»'],
  ['file.path:"C:\\Temp\\\\"', 'file.path is «C:\\Temp\\»'],
  ['file.path:"C:\\Temp\\" and x', '(file.path is «C:\\Temp\\» and text x)'],
  [
    'file.path:"C:\\a\\" or file.path:"C:\\b\\"',
    '(file.path is «C:\\a\\» or file.path is «C:\\b\\»)',
  ],
  ['(file.path:"C:\\a\\")', 'file.path is «C:\\a\\»'],
  ['a:"\\\\server\\share"', 'a is «\\\\server\\share»'],
  // Quotes inside, and parts that touch.
  ['a:"say \\"hi\\" now"', 'a is «say "hi" now»'],
  ['a:"say ""hi"" now"', 'a is «say "hi" now»'],
  ['a:"""C:\\x y.exe"" -k"', 'a is «"C:\\x y.exe" -k»'],
  ['a:""', 'a is «»'],
  ['a:*" -enc "*', 'a is *« -enc »*'],
  ['a:"x*y"', 'a is «x*y»'],
  ['a:Update(1).exe', 'a is Update(1).exe'],
  ['(a:Update(1).exe)', 'a is Update(1).exe'],
  ['a:größe', 'a is größe'],
  ['größe:1', 'größe is 1'],
  ['a:😀?', 'a is 😀?'],
];

test.each(means)('%s', (query, expected) => {
  expect(meaning(parseQuery(query))).toBe(expected);
});

const mistakes: readonly (readonly [query: string, at: number, message: RegExp])[] = [
  ['a and', 5, /condition is missing/],
  ['and a', 0, /missing before "and"/],
  ['a or or b', 5, /missing before "or"/],
  ['not', 3, /condition is missing/],
  ['(a or b', 0, /opening parenthesis/],
  ['a) b', 1, /closing parenthesis/],
  ['()', 1, /condition is missing/],
  ['a:(b', 2, /opening parenthesis/],
  ['a:', 2, /value is missing after "a"/],
  ['a: ', 3, /value is missing after "a"/],
  ['x a:)', 4, /value is missing after "a"/],
  ['"abc', 0, /does not end/],
  ['a:"abc', 2, /does not end/],
  ['"abc"def', 0, /does not end/],
  ['process.pid > 1*', 14, /needs a number/],
  ['process.pid >', 13, /value is missing/],
];

test.each(mistakes)('%s is a mistake at %i', (query, at, message) => {
  const error = caught(() => parseQuery(query));
  expect(error).toBeInstanceOf(QueryError);
  expect(error).toMatchObject({ code: 'bad-query', at, message: expect.stringMatching(message) });
  expect((error as QueryError).hint).not.toBe('');
  expect((error as QueryError).place).toBe(`character ${at + 1} of the query`);
});

test('parentheses and nots beyond any sense are refused, not followed', () => {
  for (const query of [
    '('.repeat(5000),
    'not '.repeat(2400) + 'a',
    '-'.repeat(9000) + 'a',
    'a:' + '('.repeat(5000),
  ]) {
    expect(caught(() => parseQuery(query))).toMatchObject({ code: 'bad-query' });
  }
});

test('no text of any kind makes the parser fail in another way', () => {
  const letters = 'a b : " \\ * ? ( ) < > = ! - \n @ . 1 and_ or_ not_ 😀 é'
    .split(' ')
    .map((x) => x.replace('_', ' '));
  let state = 12345;
  const next = (limit: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % limit;
  };
  for (let round = 0; round < 20_000; round++) {
    const query = Array.from({ length: next(24) }, () => letters[next(letters.length)]).join('');
    const error = caught(() => parseQuery(query));
    if (error !== undefined) expect(error, query).toBeInstanceOf(QueryError);
  }
});

test('whatever a value holds, the query that views write for it asks for just that value', () => {
  const letters = ['a', 'B', '"', '\\', ' ', '*', '?', '(', ')', ':', 'or', '\n', '-', '😀'];
  const random = new SeededRandom(5);
  for (let round = 0; round < 20_000; round++) {
    const value = Array.from(
      { length: 1 + random.below(8) },
      () => letters[random.below(letters.length)]!,
    ).join('');
    const query = `x and (${valueQuery('Date (UTC)', value)}) or ${valueQuery('a', value)}`;
    const parsed = parseQuery(query);
    const expected = { kind: 'match', field: 'a' };
    expect(parsed, query).toMatchObject({
      kind: 'or',
      nodes: [{ nodes: [{}, { field: 'Date (UTC)' }] }, expected],
    });
    const found = parsed.kind === 'or' ? parsed.nodes[1] : undefined;
    expect(found?.kind === 'match' ? literalOf(found.pattern) : undefined, query).toBe(value);
  }
});

const us = (iso: string): number => Date.parse(iso) * 1000;

test.each([
  ['2020', us('2020-01-01T00:00:00Z'), us('2021-01-01T00:00:00Z')],
  ['2020-02', us('2020-02-01T00:00:00Z'), us('2020-03-01T00:00:00Z')],
  ['2020-12', us('2020-12-01T00:00:00Z'), us('2021-01-01T00:00:00Z')],
  ['2020-10-19', us('2020-10-19T00:00:00Z'), us('2020-10-20T00:00:00Z')],
  ['2020-10-19T12', us('2020-10-19T12:00:00Z'), us('2020-10-19T13:00:00Z')],
  ['2020-10-19 12:28', us('2020-10-19T12:28:00Z'), us('2020-10-19T12:29:00Z')],
  ['2020-10-19T12:28:05', us('2020-10-19T12:28:05Z'), us('2020-10-19T12:28:06Z')],
  ['2020-10-19T12:28:05Z', us('2020-10-19T12:28:05Z'), us('2020-10-19T12:28:06Z')],
  ['2020-10-19T12:28+02:00', us('2020-10-19T10:28:00Z'), us('2020-10-19T10:29:00Z')],
  ['2020-10-19T12:28-0530', us('2020-10-19T17:58:00Z'), us('2020-10-19T17:59:00Z')],
  ['2020-10-19T12:28:05.12', us('2020-10-19T12:28:05.120Z'), us('2020-10-19T12:28:05.130Z')],
  [
    '2020-10-19T12:28:05.1234567Z',
    us('2020-10-19T12:28:05.123Z') + 456,
    us('2020-10-19T12:28:05.123Z') + 457,
  ],
])('%s is a span of time', (text, fromUs, toUs) => {
  expect(timeSpanOf(text)).toEqual({ fromUs, toUs });
});

test.each([
  '',
  'yesterday',
  '2020-13',
  '2020-02-30',
  '2020-10-19T24:00',
  '2020-10-19T12:60',
  '19.10.2020',
  '20201019',
])('"%s" is no time', (text) => {
  expect(timeSpanOf(text)).toBeUndefined();
});

function caught(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}
