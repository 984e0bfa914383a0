/** Evidence that has to be looked at: a table nobody knows, a damaged file, and taking one out again. */
import { expect, type Locator, type Page } from '@playwright/test';
import { processRecord } from '#test/src-main/cli/run-loupe.ts';
import { cellOf, expectCount, goTo, gridOf, rowsOf, test } from './support/workbench-page.ts';

/** A firewall's export: nobody's header, doubtful dates, no zone, hostile text in it. */
function oddTable(): string[] {
  const header = 'When;Src;Dst Port;Who;Vorgang;Bemerkung\u202e';
  const rows = Array.from({ length: 40 }, (_, n) =>
    [
      n === 3
        ? 'gestern'
        : `${(n % 9) + 1}/${(n % 7) + 1}/2019 10:${String(n).padStart(2, '0')}:00`,
      `10.0.0.${n}`,
      `${443 + (n % 3)}`,
      `FIRMA\\user${n % 4}`,
      n % 2 === 0 ? 'erlaubt' : 'verworfen',
      n === 0 ? '<img src=x onerror=alert(1)>' : '',
    ].join(';'),
  );
  return [header, ...rows];
}

async function begin(page: Page, caseFile: string): Promise<void> {
  await page.getByRole('button', { name: 'Create a case' }).click();
  const creating = page.getByRole('dialog', { name: 'Create a case' });
  await creating.getByLabel('Path').fill(caseFile);
  await creating.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'No evidence yet' })).toBeVisible();
}

async function add(page: Page, ...paths: readonly string[]): Promise<Locator> {
  await page.getByRole('button', { name: 'Add evidence' }).last().click();
  const dialog = page.getByRole('dialog', { name: 'Add evidence' });
  await dialog.getByLabel('Files and folders').fill(paths.join('\n'));
  return dialog;
}

test('a table that nobody knows is mapped: proposal, zone, date order, preview, kept by name', async ({
  page,
  bench,
}) => {
  const odd = bench.write('fw-export', oddTable());
  const known = bench.write(
    'day',
    Array.from({ length: 5 }, (_, n) => processRecord(n)),
  );
  await bench.open();
  await begin(page, bench.path('odd.loupe'));
  const dialog = await add(page, odd, known);
  await dialog.getByRole('button', { name: 'Import' }).click();

  const check = page.getByRole('dialog', { name: '1 kind of content to check before the import' });
  await expect(check).toBeVisible();
  const preview = gridOf(page, 'First records as events');
  await expect(rowsOf(preview).first()).toBeVisible();
  // What is proposed, and why.
  await expect(check.getByLabel('Time', { exact: true })).toHaveValue('When');
  await expect(check.getByLabel('Field for Source address')).toHaveValue('Src');
  await expect(check.getByLabel('Field for User', { exact: true })).toHaveValue('Who');
  await expect(check).toContainText('name is “Src” and 40 of 40 values are IP addresses');
  // Hostile names are spelled out, and nothing in the evidence became markup.
  await expect(check.getByTitle('U+202E, right-to-left override').first()).toBeVisible();
  await expect(page.locator('img')).toHaveCount(0);

  // What cannot be read is told beside its row.
  await expect(rowsOf(preview).nth(3)).toContainText('cannot be read');
  await expect(rowsOf(preview).nth(3).getByRole('gridcell').first()).toHaveText('line 5');

  // The two questions: the zone, and what 1/1 … 9/7 mean.
  const first = rowsOf(preview).nth(1);
  expect(await cellOf(preview, first, 'Time (UTC)')).toBe('2019-02-02 10:01:00');
  const third = rowsOf(preview).nth(8);
  expect(await cellOf(preview, third, 'Time (UTC)')).toBe('2019-09-02 10:08:00');
  await expect(check.getByRole('group', { name: /^What is/ })).toContainText('8 January 2019');
  await check.getByRole('radio', { name: /^Day first/ }).check();
  await expect.poll(() => cellOf(preview, third, 'Time (UTC)')).toBe('2019-02-09 10:08:00');
  const zone = check.getByLabel('These times carry no zone. Which one are they in?');
  await expect(check).toContainText('Nothing said: they will be read as UTC.');
  await zone.fill('Europe/Ber');
  await expect(check).toContainText('No zone is called that.');
  await expect(check.getByRole('button', { name: 'Import' })).toBeDisabled();
  await zone.fill('Europe/Berlin');
  await expect.poll(() => cellOf(preview, third, 'Time (UTC)')).toBe('2019-02-09 09:08:00');

  // A column more, and one less.
  await check.getByLabel('Add a column').selectOption('rule.name');
  await check.getByLabel('Field for Rule').selectOption('Vorgang');
  await expect.poll(() => cellOf(preview, first, 'Rule')).toBe('verworfen');
  await check.getByRole('button', { name: 'Do not map Destination port' }).click();
  await expect(preview.getByRole('columnheader', { name: 'Destination port' })).toHaveCount(0);

  // Kept under a name for the next time.
  await check.getByRole('button', { name: 'Keep this mapping under a name' }).click();
  await check.getByLabel('Name of the mapping').fill('Firewall export');
  await check.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(check.getByLabel('Mapping', { exact: true })).toHaveValue('Firewall export');

  // It says the zone and the order of dates too; without it the program's own proposal is back.
  await check.getByLabel('Mapping', { exact: true }).selectOption('');
  await expect(check.getByLabel('Field for Rule')).toHaveCount(0);
  await zone.fill('');
  await check.getByRole('radio', { name: /^Month first/ }).check();
  await check.getByLabel('Mapping', { exact: true }).selectOption('Firewall export');
  await expect(zone).toHaveValue('Europe/Berlin');
  await expect.poll(() => cellOf(preview, third, 'Time (UTC)')).toBe('2019-02-09 09:08:00');

  await check.getByRole('button', { name: 'Import' }).click();
  await expectCount(page, '45', '45');
  const grid = gridOf(page, 'Evidence files');
  const row = rowsOf(grid).filter({ has: page.getByTitle('fw-export') });
  expect(await cellOf(grid, row, 'Imported')).toBe('40');
  expect(await cellOf(grid, row, 'Times read as')).toBe('Europe/Berlin, assumed');
  expect(await cellOf(grid, row, 'Format')).toBe('CSV with any columns');
});

test('rejects of a damaged file are browsed by reason; the file goes out and comes back', async ({
  page,
  bench,
}) => {
  const lines = Array.from({ length: 30 }, (_, n) => processRecord(n));
  lines[4] = '{"EventID": 4688, ';
  lines[9] = '[1, 2]';
  lines[14] = '{"EventID": 4688, "Channel": \u0007 }';
  const damaged = bench.write('damaged.jsonl', lines);
  const whole = bench.write('whole.jsonl', [processRecord(100)]);
  await bench.open();
  await begin(page, bench.path('rejects.loupe'));
  await (await add(page, damaged, whole)).getByRole('button', { name: 'Import' }).click();
  await expectCount(page, '28', '28');
  const grid = gridOf(page, 'Evidence files');
  const row = rowsOf(grid).filter({ has: page.getByTitle('damaged') });
  await expect(row.getByRole('img', { name: 'adds up' })).toBeVisible();

  // Only what needs a look.
  await page.getByRole('button', { name: 'Rejects 1' }).click();
  await expect(rowsOf(grid)).toHaveCount(1);
  await row.click();
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details.getByLabel('What became of its records')).toContainText('adds up');
  const rejects = gridOf(page, 'Rejected records');
  await expect(rowsOf(rejects)).toHaveCount(3);
  await page.getByLabel('Reason').selectOption('json-not-an-object');
  await expect(rowsOf(rejects)).toHaveCount(1);
  await rowsOf(rejects).first().click();
  await expect(page.getByLabel('Raw text of the record')).toHaveText('[1, 2]');
  expect(await cellOf(rejects, rowsOf(rejects).first(), 'Place')).toMatch(/^line 10, offset \d/);
  // Put away, and back by the count.
  await page.getByRole('region', { name: 'Rejected records' }).getByLabel('Close').click();
  await expect(rejects).toHaveCount(0);
  await details.getByRole('button', { name: 'see them' }).click();
  await expect(rejects).toBeVisible();

  await details.getByRole('button', { name: 'Remove from case…' }).click();
  const asking = page.getByRole('dialog', { name: 'Remove from the case' });
  await expect(asking).toContainText('27 events with all they say');
  await expect(asking).toContainText('3 rejected records');
  await asking.getByRole('button', { name: 'Remove 27 events' }).click();
  await expectCount(page, '1', '1');
  await page.getByRole('button', { name: 'All 1' }).click();
  await expect(rowsOf(grid)).toHaveCount(1);
  await goTo(page, 'Events');
  await expect(page.getByText('tool4.exe')).toHaveCount(0);

  await goTo(page, 'Evidence');
  await (await add(page, damaged)).getByRole('button', { name: 'Import' }).click();
  await expectCount(page, '28', '28');
});

test('a part that could not be read is told when the import is done, and no longer than it holds', async ({
  page,
  bench,
}) => {
  const day = bench.write('day', [processRecord(1)]);
  const noise = bench.write('noise', ['\u0000\u0001\u0002 nothing that anybody knows']);
  await bench.open();
  await begin(page, bench.path('part.loupe'));
  await (await add(page, day, noise)).getByRole('button', { name: 'Import' }).click();
  await expect(page.getByText('1 of 2 files could not be read')).toBeVisible();
  const grid = gridOf(page, 'Evidence files');
  const failed = rowsOf(grid).filter({ has: page.getByTitle('noise') });
  await expect(failed).toContainText('failed');
  await expect(failed).toContainText('No reader recognises the content');
  await (
    await add(page, bench.write('more', [processRecord(2)]))
  )
    .getByRole('button', { name: 'Import' })
    .click();
  await expectCount(page, '2', '2');
  await expect(page.getByText('1 of 2 files could not be read')).toHaveCount(0);
});
