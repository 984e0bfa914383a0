/** Rows by the page: what is in view comes first, what is far is forgotten, failures are told. */
import { expect, test } from 'vitest';
import { PageCache, pagesFor, type PageOf } from '#renderer/grid/page-cache.ts';

const TOTAL = 100_000;

function pages(options: { readonly fails?: () => boolean } = {}) {
  const asked: number[] = [];
  const fetch = async (offset: number, limit: number): Promise<PageOf<number>> => {
    asked.push(offset);
    await Promise.resolve();
    if (options.fails?.() === true) throw new Error('gone');
    const rows = Array.from({ length: Math.min(limit, TOTAL - offset) }, (_, at) => offset + at);
    return { total: TOTAL, rows };
  };
  return { asked, fetch };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

test('rows come after they were wished for', async () => {
  const { fetch } = pages();
  const cache = new PageCache(fetch, { pageRows: 100 });
  expect(cache.total).toBeUndefined();
  cache.want(0, 30);
  await settle();
  expect(cache.total).toBe(TOTAL);
  expect(cache.row(30)).toBe(30);
});

test('the page that comes next the way we go is fetched ahead, then the one behind', async () => {
  const { fetch, asked } = pages();
  const cache = new PageCache(fetch, { pageRows: 100 });
  cache.want(0, 30);
  await settle();
  cache.want(500, 530);
  await settle();
  expect(asked).toEqual([0, 500, 600, 400]);
});

test('a scroll across the table asks for where it ends, not for the way', async () => {
  const { fetch, asked } = pages();
  const cache = new PageCache(fetch, { pageRows: 100, atOnce: 1 });
  cache.want(0, 30);
  await settle();
  asked.length = 0;
  for (let row = 1000; row <= 90_000; row += 1000) cache.want(row, row + 30);
  await settle();
  // The first wish was already flying when the others came.
  expect(asked.slice(0, 3)).toEqual([1000, 90_000, 90_100]);
  expect(cache.row(90_010)).toBe(90_010);
});

test('only so many pages are kept, and those used last', async () => {
  const { fetch, asked } = pages();
  const cache = new PageCache(fetch, { pageRows: 100, maxPages: 4 });
  cache.want(0, 30);
  await settle();
  for (const row of [10_000, 20_000, 30_000]) {
    cache.want(row, row + 30);
    await settle();
  }
  expect(cache.row(0)).toBeUndefined();
  expect(cache.row(30_000)).toBe(30_000);
  asked.length = 0;
  cache.want(0, 30);
  await settle();
  expect(asked[0]).toBe(0);
});

test('a failure stops asking until it is tried again', async () => {
  let fails = true;
  const { fetch, asked } = pages({ fails: () => fails });
  const cache = new PageCache(fetch, { pageRows: 100 });
  cache.want(0, 30);
  await settle();
  expect(cache.failure).toBeInstanceOf(Error);
  cache.want(0, 30);
  await settle();
  expect(asked).toEqual([0]);
  fails = false;
  cache.retry();
  cache.want(0, 30);
  await settle();
  expect(cache.failure).toBeUndefined();
  expect(cache.row(0)).toBe(0);
});

test('listeners hear of every answer', async () => {
  const { fetch } = pages();
  const cache = new PageCache(fetch, { pageRows: 100 });
  const before = cache.version();
  let heard = 0;
  const stop = cache.subscribe(() => heard++);
  cache.want(0, 30);
  await settle();
  stop();
  cache.want(5000, 5030);
  await settle();
  expect(heard).toBe(1);
  expect(cache.version()).toBeGreaterThan(before + 1);
});

test('pages in view come first and none lies outside the table', () => {
  const wish = { first: 150, last: 260, pageRows: 100, total: 1000 };
  expect(pagesFor({ ...wish, down: true })).toEqual([1, 2, 3, 0]);
  expect(pagesFor({ ...wish, down: false })).toEqual([1, 2, 0, 3]);
  expect(pagesFor({ ...wish, first: 950, last: 999, down: true })).toEqual([9, 8]);
  expect(pagesFor({ ...wish, first: 0, last: 0, total: undefined, down: true })).toEqual([0]);
  expect(pagesFor({ ...wish, first: 0, last: -1, total: 0, down: true })).toEqual([0]);
});
