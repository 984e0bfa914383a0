/** Verifying a case in the window. */
import Database from 'better-sqlite3';
import { expect } from '@playwright/test';
import { expectCount, test } from './support/workbench-page.ts';

test('a case is verified, also against its evidence, and one that was changed says what does not hold', async ({
  page,
  bench,
}) => {
  const day = bench.write('day', [
    '{"@timestamp":"2026-03-01T08:00:00Z","EventID":1}',
    '{"@timestamp":"2026-03-01T08:00:01Z","EventID":2}',
  ]);
  const file = await bench.import('small.loupe', day);
  const db = new Database(file);
  db.exec(`UPDATE evidence SET duplicates = 3`);
  db.close();
  await bench.open(file);
  await expectCount(page, '2', '2');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByPlaceholder('What do you want to do?').fill('verify');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Verify the case' });
  await dialog.getByLabel('Folder with the evidence').fill(bench.folder);
  await dialog.getByRole('button', { name: 'Verify' }).click();
  await expect(dialog.getByText('Not everything holds.')).toBeVisible();
  const checks = dialog.getByRole('list', { name: 'Checks' }).getByRole('listitem');
  await expect(checks).toHaveCount(11);
  const failed = checks.filter({ has: page.getByLabel('does not hold') });
  await expect(failed).toHaveCount(1);
  await expect(failed).toContainText('counts');
  await expect(failed).toContainText('2 seen is not 2 + 0 + 3');
  await expect(checks.filter({ hasText: 'evidence events' })).toContainText('2 events read again');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
