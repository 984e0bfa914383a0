/** Checking a query tells mistakes with their place, and warns of what probably means something else. */
import { afterEach, expect, test } from 'vitest';
import { CaseBuilder, findTestReader, type PlainEvent } from '#test/support/case-builder.ts';
import { createQueries, type Queries } from '#workers/query/queries.ts';

let built = new CaseBuilder();
afterEach(() => {
  built.close();
  built = new CaseBuilder();
});

const open = (): Queries => createQueries(built.reader(), { findReader: findTestReader });
const anEvent = (user: string): PlainEvent => ({
  timeUs: 1_600_000_000_000_000,
  columns: { 'user.name': user },
  record: { User: user },
});

test.each([
  ['host.name:WS*', true, '', -1],
  ['host.name:(', false, 'condition is missing', 11],
  ['process.pid:abc', false, 'process.pid holds numbers', 12],
  ['@timestamp > yesterday', false, 'is not a time', 13],
  ['a and !!', false, 'no letter or digit', 6],
  ['loupe.locator:x', false, 'cannot be searched', 14],
  ['loupe.evidence > 3', false, 'no order', 17],
  ['user.nam:bob', true, 'Did you mean user.name?', 9],
  ['Usr:bob', true, 'Did you mean User?', 4],
  ['quite.other:bob', true, 'No field "quite.other" was seen', 12],
  ['User:bob', true, '', -1],
  ['process.command_line:"* -enc *"', true, 'Inside quotes', 21],
  ['process.command_line:*" -enc "*', true, '', -1],
] as const)('checking %s', (query, ok, message, at) => {
  const evidence = built.evidence({ path: '/a.json' });
  built.events(evidence, [anEvent('bob')]);
  const check = open()['query.check']({ query });
  expect(check).toMatchObject({ ok, at });
  expect(check.message).toContain(message);
});
