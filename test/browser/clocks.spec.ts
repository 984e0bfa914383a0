/** Clocks of hosts corrected in the window: seen on the grid, told with each event, taken back. */
import { expect } from '@playwright/test';
import { gridOf, rowsOf, test } from './support/workbench-page.ts';

test('a correction moves the times of its host, is marked, explained and taken back', async ({
  page,
  bench,
}) => {
  const logon = (host: string, time: string): string =>
    JSON.stringify({ EventID: 4624, Hostname: host, SourceName: 'x', EventTime: time });
  const log = bench.write('a.jsonl', [
    logon('WS01', '2020-07-01 12:00:00.250'),
    logon('DC01', '2020-07-01 12:01:00'),
  ]);
  await bench.open(await bench.import('a.loupe', log, '--time-zone', 'Europe/Berlin'));
  const grid = gridOf(page, 'Events');
  await expect(grid.getByRole('columnheader', { name: 'Time (UTC)' })).toBeVisible();
  await expect(rowsOf(grid).first()).toContainText('2020-07-01 10:00:00.250');

  await page.getByRole('button', { name: 'UTC', exact: true }).click();
  await page.getByRole('button', { name: 'Correct clocks of hosts…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Clocks' });
  await expect(dialog).toContainText('No clock is corrected');
  await dialog.getByLabel('Host').fill('ws01');
  await dialog.getByLabel('Add to its times').fill('3 minutes');
  await expect(dialog).toContainText('such as +00:03:20');
  await expect(dialog.getByRole('button', { name: 'Set the correction' })).toBeDisabled();
  await dialog.getByLabel('Add to its times').fill('+00:03:20');
  await expect(dialog).toContainText('12:00:00 is shown as 12:03:20');
  await dialog.getByLabel('Reason').fill('offset in the NTP log');
  await dialog.getByLabel('Reason').press('Enter');
  await expect(dialog.getByRole('row', { name: /ws01/ })).toContainText('+00:03:20');
  await page.keyboard.press('Escape');

  // Its time stands behind the other host's now, and says that it was moved.
  const corrected = rowsOf(grid).nth(1);
  await expect(corrected).toContainText('2020-07-01 10:03:20.250');
  await expect(corrected.locator('.corrected-time')).toHaveCount(1);
  await expect(rowsOf(grid).first().locator('.corrected-time')).toHaveCount(0);
  await corrected.click();
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details).toContainText('2020-07-01 12:00:00.250');
  await expect(details).toContainText('EventTime');
  await expect(details).toContainText(
    'no zone in the evidence; read as Europe/Berlin by your choice',
  );
  await expect(details).toContainText('milliseconds');
  await expect(details).toContainText('2020-07-01T10:00:00.250Z');
  await expect(details).toContainText('+00:03:20 for ws01: offset in the NTP log');

  await page.getByRole('button', { name: '1 clock corrected' }).click();
  await dialog.getByRole('button', { name: 'Change the correction of ws01' }).click();
  await expect(dialog.getByLabel('Add to its times')).toHaveValue('+00:03:20');
  await dialog.getByRole('button', { name: 'Take the correction of ws01 away' }).click();
  await expect(dialog).toContainText('No clock is corrected');
  await dialog.getByRole('button', { name: 'Undo the last change' }).click();
  await expect(dialog.getByRole('row', { name: /ws01/ })).toContainText('+00:03:20');
  await dialog.getByRole('button', { name: 'Undo the last change' }).click();
  await expect(dialog).toContainText('No clock is corrected');
  await expect(dialog.getByRole('button', { name: 'Undo the last change' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(rowsOf(grid).first()).toContainText('2020-07-01 10:00:00.250');
  await expect(page.getByRole('button', { name: '1 clock corrected' })).toHaveCount(0);
});
