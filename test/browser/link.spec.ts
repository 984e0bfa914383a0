/** The link that works once. */
import { expect } from '@playwright/test';
import { expectCount, test } from './support/workbench-page.ts';

test('a second browser is refused with a used link, and told what to do', async ({
  page,
  bench,
  browser,
}) => {
  const day = bench.write('day', ['{"@timestamp":"2026-03-01T08:00:00Z","EventID":1}']);
  const link = await bench.serve(await bench.import('small.loupe', day));
  await page.goto(link);
  await expectCount(page, '1', '1');
  // The token is gone from the address, so that no screenshot or history carries it.
  expect(page.url()).not.toContain('token');
  const other = await browser.newContext();
  const stranger = await other.newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole('alert')).toContainText('This link was used already');
  await expect(stranger.getByRole('alert')).toContainText('fresh link');
  await expect(stranger.getByRole('grid')).toHaveCount(0);
  await other.close();
  // The first one is not disturbed, also after a reload.
  await page.reload();
  await expectCount(page, '1', '1');
});
