/** Answers by question: asked once, never stale, failures kept apart. */
import { expect, test } from 'vitest';
import type { Call } from '#contract/api.ts';
import { createAskCache } from '#renderer/app/ask-cache.ts';
import { askKey } from '#renderer/app/ask-key.ts';

interface Waiting {
  readonly name: string;
  readonly answer: (value: unknown) => void;
  readonly fail: (thrown: unknown) => void;
}

function asking() {
  const waiting: Waiting[] = [];
  const call = ((name: string) =>
    new Promise((answer, fail) => {
      waiting.push({ name, answer, fail });
    })) as unknown as Call;
  return { waiting, cache: createAskCache(call) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

test('the same question is one request', async () => {
  const { cache, waiting } = asking();
  cache.ask('k', 'jobs.list', {});
  cache.ask('k', 'jobs.list', {});
  expect(waiting).toHaveLength(1);
  expect(cache.peek('k')).toEqual({ state: 'loading' });
  waiting[0]?.answer([]);
  await settle();
  expect(cache.peek('k')).toEqual({ state: 'ready', value: [] });
});

test('an answer to a question that was forgotten meanwhile is dropped', async () => {
  const { cache, waiting } = asking();
  cache.ask('k', 'jobs.list', {});
  cache.forget();
  cache.ask('k', 'jobs.list', {});
  waiting[1]?.answer(['new']);
  waiting[0]?.answer(['old']);
  await settle();
  expect(cache.peek('k')).toEqual({ state: 'ready', value: ['new'] });
});

test('a failure says what the engine said and can be tried again', async () => {
  const { cache, waiting } = asking();
  cache.ask('k', 'jobs.list', {});
  waiting[0]?.fail({ code: 'bad-query', message: 'No.', hint: 'Yes.' });
  await settle();
  expect(cache.peek('k')).toMatchObject({ state: 'failed', error: { code: 'bad-query' } });
  cache.forget('k');
  cache.ask('k', 'jobs.list', {});
  expect(waiting).toHaveLength(2);
});

test('what was not looked at for long is forgotten, what is looked at stays', async () => {
  const { cache, waiting } = asking();
  for (let at = 0; at < 300; at++) {
    cache.ask(`k${at}`, 'jobs.list', {});
    waiting[at]?.answer([]);
    await settle();
    cache.peek('k0');
  }
  expect(cache.peek('k0')).toBeDefined();
  expect(cache.peek('k1')).toBeUndefined();
  expect(cache.peek('k299')).toBeDefined();
});

test('keys tell inputs apart, long lists by what is in them', () => {
  const ids = Array.from({ length: 1000 }, (_, at) => at);
  expect(askKey('a', { ids: [1, 2] })).toBe(askKey('a', { ids: [1, 2] }));
  expect(askKey('a', { ids: [1, 2] })).not.toBe(askKey('a', { ids: [1, 3] }));
  expect(askKey('a', { ids })).toBe(askKey('a', { ids }));
  // A copy made at every drawing must not be another question every time.
  expect(askKey('a', { ids })).toBe(askKey('a', { ids: [...ids] }));
  expect(askKey('a', { ids })).not.toBe(askKey('a', { ids: ids.with(500, -1) }));
  expect(askKey('a', { ids })).not.toBe(askKey('a', { ids: ids.with(500, 501).with(501, 500) }));
  expect(askKey('a', { ids }).length).toBeLessThan(40);
});
