/** The two rooms of clusters over the demo: what repeats folds away, the intrusion stands alone. */
import { expect, type Locator, type Page } from '@playwright/test';
import { expectCount, goTo, gridOf, rowsOf, test } from './support/workbench-page.ts';

async function run(page: Page, room: string): Promise<void> {
  await goTo(page, room);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('button', { name: /^receipt [0-9a-f]{8}$/ })).toBeVisible({
    timeout: 60_000,
  });
}

/** The row that has a cell which says just this; others may mention it. */
function rowNamed(table: Locator, name: string): Locator {
  const cell = table.page().getByRole('gridcell', { name, exact: true });
  return rowsOf(table).filter({ has: cell });
}

test('2,459 process creations fold into 18 rows, and a row becomes a filter', async ({
  page,
  bench,
}) => {
  await bench.openDemo();
  await run(page, 'Process-event clusters');
  const table = gridOf(page, 'Clusters of process creations');
  // The row of headings counts as well.
  await expect(table).toHaveAttribute('aria-rowcount', '19');
  await expect(page.getByRole('heading', { name: /^18 rows stand for 2,459/ })).toBeVisible();
  await page.getByRole('button', { name: 'Noise 11' }).click();
  await expect(rowsOf(table)).toHaveCount(11);
  for (const name of ['whoami.exe', 'nltest.exe', 'rundll32.exe', 'qhzvkr.exe']) {
    await expect(rowNamed(table, name)).toHaveCount(1);
  }

  await rowNamed(table, 'svchots.exe').click();
  // The look-alike is named as one.
  await expect(page.getByRole('tabpanel', { name: 'Why' })).toContainText('svchost.exe');
  await page.keyboard.press('Enter');
  const chips = page.getByRole('list', { name: 'Filters' });
  await expect(chips).toContainText('noise: svchots.exe');
  await expectCount(page, '1', '17,824');
  await goTo(page, 'Events');
  await expect(rowsOf(gridOf(page, 'Events'))).toHaveCount(1);
  await expect(rowsOf(gridOf(page, 'Events'))).toContainText('Temp\\svchots.exe');

  await page.keyboard.press('Control+z');
  await expectCount(page, '17,824', '17,824');
  await goTo(page, 'Process-event clusters');
  await page.getByRole('button', { name: 'Clusters 7' }).click();
  await expect(rowsOf(table)).toHaveCount(7);
  await rowNamed(table, 'taskhostw.exe').click();
  await page.keyboard.press('Enter');
  await expectCount(page, '420', '17,824');
});

test('the one logon of adm.backup by NTLM stands alone, with all that is asked of a logon', async ({
  page,
  bench,
}) => {
  await bench.openDemo();
  await run(page, 'Logon clusters');
  const table = gridOf(page, 'Clusters of logons');
  await expect(table).toHaveAttribute('aria-rowcount', '11');
  const admin = rowsOf(table).filter({ hasText: 'adm.backup' });
  await expect(admin).toHaveCount(2);
  await admin.filter({ hasText: 'Network' }).click();
  const card = page.getByRole('article').filter({ hasText: 'adm.backup' });
  await expect(card).toHaveCount(1);
  await expect(card).toContainText('3 Network');
  await expect(card).toContainText('NTLM');
  await expect(card).toContainText('WS03');
  await expect(card).toContainText('FILE01.northwind.example');
  await expect(card).toContainText('2026-03-11 02:13:00');
  await card.getByRole('button').click();
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('4624');

  await page.getByRole('tab', { name: 'Accounts and types' }).click();
  const counts = page.getByRole('table', { name: 'Logons by account and type' });
  const types = (await counts.getByRole('columnheader').allInnerTexts()).map((text) => text.trim());
  expect(types).toContain('3 Network');
  expect(types).toContain('10 RemoteInteractive');
  const row = counts.getByRole('row').filter({ hasText: 'adm.backup' });
  const cells = await row.getByRole('cell').allInnerTexts();
  expect(cells.map(Number).filter((count) => count > 0)).toEqual([1, 1, 2]);
  await page.getByRole('tab', { name: 'Hours' }).click();
  await page.getByRole('button', { name: /^02:00–03:00: 2 logons, 1 of the chosen/ }).click();
  await expectCount(page, '2', '17,824');
});

test('a run shows its receipt', async ({ page, bench }) => {
  await bench.openDemo();
  await run(page, 'Process-event clusters');
  await page.getByRole('button', { name: /^receipt/ }).click();
  const receipt = page.getByRole('dialog', { name: 'Receipt of this run' });
  await expect(receipt).toContainText('events in2,459');
  await expect(receipt).toContainText(/input sha256[0-9a-f]{64}/);
  await expect(receipt).toContainText(/output sha256[0-9a-f]{64}/);
  await expect(receipt).toContainText('eps0.0001');
  await page.keyboard.press('Escape');
  await expect(receipt).toBeHidden();
});
