/** Beginning: the demo case, a case of one's own, evidence in three formats and what was wrong with it. */
import { expect, type Page } from '@playwright/test';
import { hasShared, NO_SHARED, shared } from '#test/support/shared-data.ts';
import { processRecord } from '#test/src-main/cli/run-loupe.ts';
import { cellOf, expectCount, goTo, gridOf, rowsOf, test } from './support/workbench-page.ts';

test('the demo case is one click away, and its numbers add up', async ({ page, bench }) => {
  await bench.open();
  await expect(page.getByRole('heading', { name: 'Loupe' })).toBeVisible();
  await page.getByRole('button', { name: 'Open the demo case' }).click();
  await expect(page.getByRole('button', { name: 'Making the demo case' })).toBeDisabled();
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await expectCount(page, '17,824', '17,824');
  await goTo(page, 'Evidence');
  const grid = gridOf(page, 'Evidence files');
  const row = rowsOf(grid).first();
  await expect(row).toContainText('northwind-2026-03-10.jsonl.gz');
  await expect(row).toContainText('complete');
  const numbers = ['Seen', 'Imported', 'Rejected', 'Duplicates'].map((heading) =>
    cellOf(grid, row, heading).then((text) => Number(text.replaceAll(',', ''))),
  );
  const [seen = NaN, imported = NaN, rejected = NaN, duplicates = NaN] = await Promise.all(numbers);
  expect(seen).toBe(17_824);
  expect(imported + rejected + duplicates).toBe(seen);
});

/** Creates a case by its path and adds evidence, as a browser does it. */
async function createAndImport(page: Page, caseFile: string, paths: readonly string[]) {
  await page.getByRole('button', { name: 'Create a case' }).click();
  const creating = page.getByRole('dialog', { name: 'Create a case' });
  await creating.getByLabel('Path').fill(caseFile);
  await creating.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'No evidence yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Add evidence' }).last().click();
  const adding = page.getByRole('dialog', { name: 'Add evidence' });
  await adding.getByLabel('Files and folders').fill(paths.join('\n'));
  await adding.getByRole('button', { name: 'Import' }).click();
}

const BROKEN = '{"EventID": 4688, "Channel": ';
const PROSE = 'and here somebody wrote a note';

function dayWithTwoBrokenLines(): string[] {
  const lines = Array.from({ length: 50 }, (_, n) => processRecord(n));
  lines[10] = BROKEN;
  lines[20] = PROSE;
  return lines;
}

function logonTable(): string[] {
  const header = 'TimeGenerated,Computer,EventID,Account,Activity';
  const rows = Array.from(
    { length: 7 },
    (_, n) => `2026-03-01T09:00:0${n}Z,DC01,4624,NORTHWIND\\alice,"4624 - An account logged on."`,
  );
  return [header, ...rows];
}

test('a new case takes JSON lines and CSV, and keeps what was broken with its reason', async ({
  page,
  bench,
}) => {
  const day = bench.write('day', dayWithTwoBrokenLines());
  const table = bench.write('table', logonTable());
  await bench.open();
  await createAndImport(page, bench.path('new.loupe'), [day, table]);
  const grid = gridOf(page, 'Evidence files');
  await expect(rowsOf(grid)).toHaveCount(2);
  await expectCount(page, '55', '55');
  const [first, second] = [rowsOf(grid).nth(0), rowsOf(grid).nth(1)];
  await expect(first).toContainText('complete');
  await expect(second).toContainText('complete');
  expect(await cellOf(grid, first, 'Format')).toContain('Windows events, flat');
  expect(await cellOf(grid, first, 'Rejected')).toBe('2');
  expect(await cellOf(grid, second, 'Format')).toMatch(/Sentinel|Log Analytics|CSV/);
  expect(await cellOf(grid, second, 'Imported')).toBe('7');
  await expect(
    page.getByText('57 records seen = 55 imported + 2 rejected + 0 duplicates'),
  ).toBeVisible();

  await first.click();
  await expect(page.getByRole('heading', { name: '2 rejected records' })).toBeVisible();
  const rejects = gridOf(page, 'Rejected records');
  await expect(rowsOf(rejects)).toHaveCount(2);
  const broken = rowsOf(rejects).first();
  expect(await cellOf(rejects, broken, 'Reason')).toBe('json-syntax');
  expect(await cellOf(rejects, broken, 'Place')).toMatch(/^line 11, offset \d/);
  expect(await cellOf(rejects, broken, 'What was wrong')).toContain('breaks off');
  await broken.click();
  await expect(page.getByLabel('Raw text of the record')).toHaveText(BROKEN);
  await rejects.press('ArrowDown');
  await expect(page.getByLabel('Raw text of the record')).toHaveText(PROSE);
});

test('a Windows event log is recognised under any name', async ({ page, bench }) => {
  test.skip(!hasShared, NO_SHARED);
  await bench.open();
  const damaged = shared('data/evtx/damaged_bad_chunk_magic.evtx');
  const whole = shared('data/evtx/babyshark_mimikatz_powershell.evtx');
  await createAndImport(page, bench.path('logs.loupe'), [damaged, whole]);
  const grid = gridOf(page, 'Evidence files');
  const rowOf = (name: string) => rowsOf(grid).filter({ has: page.getByTitle(name) });
  await expect(rowOf('babyshark')).toContainText('33');
  const row = rowOf('bad_chunk_magic');
  await expect(row).toContainText('Windows event log (EVTX)');
  await row.click();
  await expect(gridOf(page, 'Rejected records')).toBeVisible();
  // What is odd about the file is said in words beside it.
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText(
    'A chunk does not begin as one.',
  );
});
