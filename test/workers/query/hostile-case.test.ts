/** A case may come from a stranger: questions to a broken or lying one end in an answer or in words. */
import { afterEach, expect, test } from 'vitest';
import type { Scope } from '#contract/scope.ts';
import { CaseBuilder, findTestReader, type PlainEvent } from '#test/support/case-builder.ts';
import { createQueries, type Queries } from '#workers/query/queries.ts';

let built = new CaseBuilder();
afterEach(() => {
  built.close();
  built = new CaseBuilder();
});

const open = (): Queries => createQueries(built.reader(), { findReader: findTestReader });
const scopeOf = (query: string): Scope => ({ query, chips: [] });
const anEvent = (user: string, more: Partial<PlainEvent> = {}): PlainEvent => ({
  timeUs: 1_600_000_000_000_000,
  columns: { 'user.name': user },
  record: { User: user },
  ...more,
});

test.each([
  [
    'a page of the text index that is cut short',
    `UPDATE term_pages SET data = substr(data, 1, length(data) / 2)`,
  ],
  ['a page of the text index that is noise', `UPDATE term_pages SET data = randomblob(300)`],
  ['documents that are noise', `UPDATE segment_documents SET data = randomblob(300)`],
  ['lengths of documents that are wrong', `UPDATE segment_documents SET lengths = zeroblob(4)`],
  ['documents that are missing', `DELETE FROM segment_documents`],
  ['columns that are noise', `UPDATE segment_columns SET data = x'0901020304'`],
  ['columns that are cut short', `UPDATE segment_columns SET data = substr(data, 1, 20)`],
  ['segments that overlap', `UPDATE segments SET first_event = 1`],
  ['segments of absurd size', `UPDATE segments SET rows = 1 << 40`],
  ['places that are missing', `DELETE FROM segment_columns WHERE name LIKE 'loupe.%'`],
  ['texts that are no UTF-8', `UPDATE texts SET value = cast(x'ff41ff' AS TEXT)`],
  ['texts that are missing', `DELETE FROM texts`],
] as const)(
  'a case with %s is refused or answered, never followed into the woods',
  (_name, sql) => {
    const evidence = built.evidence({ path: '/a.json' });
    for (let i = 0; i < 3; i++)
      built.events(evidence, [anEvent('bob'), anEvent('eve', { timeUs: i })]);
    built.tamper(sql);
    const queries = open();
    const scope = scopeOf('');
    const sort = { column: 'user.name', descending: false };
    const questions: (() => unknown)[] = [
      ...[
        'bob',
        'b*',
        '*b',
        '"bob eve"',
        'User:bob',
        'user.name:b*',
        'user.name > a',
        '@timestamp:*',
      ].map((query) => () => queries['events.count']({ scope: scopeOf(query) })),
      () =>
        queries['events.page']({
          scope,
          columns: ['@timestamp', 'user.name', 'User'],
          sort,
          offset: 0,
          limit: 9,
        }),
      () => queries['events.detail']({ id: 3 }),
      () => queries['events.facets']({ scope, fields: ['user.name', 'User'], limit: 9 }),
      () => queries['timeline.histogram']({ scope, bins: 5 }),
      () => queries['events.fields']({}),
      () => queries['case.info']({}),
      () => queries.selectEvents({ scope, baseQuery: '' }),
    ];
    for (const question of questions) {
      try {
        question();
      } catch (error) {
        expect(error).toMatchObject({
          code: expect.stringMatching(/^(case-corrupt|no-such-event)$/),
        });
      }
    }
  },
);
