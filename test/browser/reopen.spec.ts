/** One file is the whole case: closed, copied, opened elsewhere, everything is there. */
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { ask, expectCount, goTo, gridOf, rowsOf, test } from './support/workbench-page.ts';

async function receiptText(page: Page): Promise<string> {
  return page.getByRole('button', { name: /^receipt [0-9a-f]{8}$/ }).innerText();
}

test('a case that was copied elsewhere opens with its events and its runs', async ({
  page,
  bench,
}) => {
  const first = await bench.openDemo();
  await goTo(page, 'Logon clusters');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('button', { name: 'run 1', exact: true })).toBeVisible({
    timeout: 60_000,
  });
  const receipt = await receiptText(page);
  await ask(page, 'svchots');
  await expectCount(page, '61', '17,824');
  await bench.stop();

  const second = path.join(bench.folder, 'another desk', 'moved.loupe');
  mkdirSync(path.dirname(second));
  copyFileSync(first, second);
  await bench.open();
  await page.getByRole('button', { name: 'Open a case' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open a case' });
  await dialog.getByLabel('Path').fill(path.join(bench.folder, 'nowhere.loupe'));
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('nowhere.loupe');
  await dialog.getByLabel('Path').fill(second);
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();

  // Queries and chips are of the moment, not of the case.
  await expectCount(page, '17,824', '17,824');
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('No filters');
  await expect(rowsOf(gridOf(page, 'Events')).first()).toContainText('2026-03-10 06:00:04.395');
  await goTo(page, 'Logon clusters');
  await expect(page.getByRole('button', { name: 'run 1', exact: true })).toBeVisible();
  expect(await receiptText(page)).toBe(receipt);
  await expect(page.getByText('adm.backup').first()).toBeVisible();
});

test('what was opened last is offered first', async ({ page, bench }) => {
  const day = bench.write('day', ['{"@timestamp":"2026-03-01T08:00:00Z","EventID":1}']);
  const file = await bench.import('small.loupe', day);
  await bench.open(file);
  await expectCount(page, '1', '1');
  await page.getByRole('button', { name: 'small.loupe' }).click();
  await page.getByRole('menuitem', { name: 'Close the case' }).click();
  await page.getByRole('button', { name: /^small\.loupe/ }).click();
  await expectCount(page, '1', '1');
});
