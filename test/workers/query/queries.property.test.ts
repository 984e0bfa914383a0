/** Random queries over random events give what a slow, obvious evaluation gives. */
import { afterAll, expect, test } from 'vitest';
import { CaseBuilder, findTestReader } from '#test/support/case-builder.ts';
import { parseQuery } from '#workers/query/language/parser.ts';
import { createQueries } from '#workers/query/queries.ts';
import { RandomEvents } from './random-events.ts';
import { satisfies, type SlowEvent } from './slow-evaluator.ts';

const random = new RandomEvents(20_201_019);
const built = new CaseBuilder();
const events: SlowEvent[] = [];

for (const [file, format] of [
  ['a.json', 'json-lines'],
  ['b.json', 'json-lines'],
  ['c.txt', 'plain'],
] as const) {
  const path = `/evidence/${file}`;
  const evidence = built.evidence({ path, format });
  for (const size of [70, 1, 33]) addBatch(evidence, path, format === 'plain', size);
}

function addBatch(evidence: number, path: string, isText: boolean, size: number): void {
  const batch = Array.from({ length: size }, () => random.event());
  const first = built.events(evidence, batch);
  batch.forEach((event, at) => {
    events.push({ ...event, id: first + at, evidence: { id: evidence, path }, isText });
  });
}

const queries = createQueries(built.reader(), { findReader: findTestReader });
afterAll(() => {
  built.close();
});

function found(query: string): number[] {
  return [...queries.selectEvents({ scope: { query, chips: [] }, baseQuery: '' }).ids];
}

function expected(query: string): number[] {
  const node = parseQuery(query);
  return events.filter((event) => satisfies(event, node)).map(({ id }) => id);
}

test('1500 random queries find exactly the events that satisfy them', () => {
  let notEmpty = 0;
  for (let round = 0; round < 1500; round++) {
    const query = random.query();
    const want = expected(query);
    if (want.length > 0 && want.length < events.length) notEmpty++;
    expect(found(query), query).toEqual(want);
  }
  expect(notEmpty).toBeGreaterThan(750);
});

test('answers stay right while the case grows', () => {
  const asked = Array.from({ length: 40 }, () => random.query(2));
  for (let round = 0; round < 5; round++) {
    for (const query of asked) expect(found(query), query).toEqual(expected(query));
    addBatch(1, '/evidence/a.json', false, 1 + random.below(60));
  }
});
