/** The events grid: asking, sorting, walking by keyboard, reading one event, narrowing by a value. */
import { expect, type Locator } from '@playwright/test';
import { generateJsonLines } from '#test/bench/generate.ts';
import { demoLines } from '#workers/demo/demo-evidence.ts';
import { ask, cellOf, expectCount, gridOf, rowsOf, test } from './support/workbench-page.ts';

/** How many lines of the demo's log contain a text. */
const linesWith = (text: string): number =>
  demoLines().filter((line) => line.includes(text)).length;

test('a query narrows the grid; one that cannot be understood says why', async ({
  page,
  bench,
}) => {
  await bench.openDemo();
  const grid = gridOf(page, 'Events');
  await ask(page, 'svchots');
  await expectCount(page, String(linesWith('svchots')), '17,824');
  await expect(rowsOf(grid).first()).toContainText(/svchots|WINWORD|powershell/);
  // After Enter the hand is in the answer.
  await expect(grid).toBeFocused();

  const field = page.getByRole('combobox', { name: 'Query' });
  await field.fill('host.name:(WS01 or ');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.press('Enter');
  await expect(page.getByRole('alert')).toContainText(/[a-z]{3} .*[a-z]{3}/);
  await expect(field).toBeFocused();
  // The events of before stay.
  await expectCount(page, String(linesWith('svchots')), '17,824');

  await field.fill('event.code:4624 and user.name:adm.backup');
  await field.press('Enter');
  await expectCount(page, '2', '17,824');
  await page.getByRole('button', { name: 'Clear the query' }).click();
  await expectCount(page, '17,824', '17,824');
});

test('a heading sorts, a second click turns it round', async ({ page, bench }) => {
  await bench.openDemo();
  const grid = gridOf(page, 'Events');
  const time = grid.getByRole('columnheader', { name: 'Time (UTC)' });
  await expect(time).toHaveAttribute('aria-sort', 'ascending');
  await expect(rowsOf(grid).first()).toContainText('2026-03-10 06:00:04.395');
  await time.getByRole('button').click();
  await expect(time).toHaveAttribute('aria-sort', 'descending');
  await expect(rowsOf(grid).first()).toContainText('2026-03-11 02:15:13.818');
  const user = grid.getByRole('columnheader', { name: 'User', exact: true });
  await user.getByRole('button').click();
  await expect(user).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => cellOf(grid, rowsOf(grid).first(), 'User')).toBe('a.lindqvist');
  await user.getByRole('button').click();
  await expect.poll(() => cellOf(grid, rowsOf(grid).first(), 'User')).toBe('WS05$');
});

test('the keyboard alone walks the grid and opens an event', async ({ page, bench }) => {
  await bench.openDemo();
  const grid = gridOf(page, 'Events');
  await expect(grid).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(grid.getByRole('row', { selected: true })).toContainText('06:00:04.507');
  await page.keyboard.press('PageDown');
  await expect(grid.getByRole('row', { selected: true })).not.toContainText('06:00:04.507');
  await page.keyboard.press('End');
  const last = grid.getByRole('row', { selected: true });
  await expect(last).toHaveAttribute('aria-rowindex', String(17_824 + 1));
  await expect(last).toContainText('2026-03-11 02:15:13.818');
  await expect(last).toBeInViewport();
  await expectNoBlankRow(grid);
  await page.keyboard.press('Home');
  await expect(grid.getByRole('row', { selected: true })).toContainText('06:00:04.395');

  await page.keyboard.press('End');
  await expect(last).toContainText('2026-03-11 02:15:13.818');
  await page.keyboard.press('Enter');
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details).toContainText('203.0.113.45');
  await expect(details).toContainText('Common fields');
  await details.getByRole('tab', { name: 'Fields' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(details.getByRole('tab', { name: 'Raw' })).toHaveAttribute('aria-selected', 'true');
  await details.getByRole('button', { name: 'As kept', exact: true }).click();
  const raw = await details.getByLabel('Record', { exact: true }).innerText();
  expect(demoLines().at(-1)).toBe(raw);
  await details.getByRole('tab', { name: 'Provenance' }).click();
  await expect(details).toContainText('northwind-2026-03-10.jsonl.gz');
  await expect(details).toContainText('17824');
  await expect(details).toContainText(/[0-9a-f]{64}/);
});

test('a value at the left keeps its events, with Shift it leaves them out', async ({
  page,
  bench,
}) => {
  await bench.openDemo();
  await page.getByRole('button', { name: 'Show value facets' }).click();
  const facets = page.getByRole('complementary', { name: 'Values of the scope' });
  const dc = facets.getByRole('button', { name: /DC01/ });
  const all = linesWith('"Hostname":"DC01');
  await dc.click();
  await expectCount(page, all.toLocaleString('en'), '17,824');
  const chips = page.getByRole('list', { name: 'Filters' });
  await expect(chips).toContainText('host.name: DC01.northwind.example');
  await chips.getByRole('button', { name: /^Remove host.name: DC01/ }).click();
  await expectCount(page, '17,824', '17,824');
  await dc.click({ modifiers: ['Shift'] });
  await expectCount(page, (17_824 - all).toLocaleString('en'), '17,824');
  await expect(chips).toContainText('not host.name: DC01.northwind.example');
});

/** Every row on screen has a time. */
async function expectNoBlankRow(grid: Locator): Promise<void> {
  await expect
    .poll(
      async () => {
        const texts = await rowsOf(grid).allInnerTexts();
        return texts.length > 0 && texts.every((text) => /\d\d:\d\d:\d\d/.test(text));
      },
      // A short moment: twelve times what a row takes on an idle machine.
      { timeout: 3000, intervals: [20, 50, 100] },
    )
    .toBe(true);
}

test('sixty thousand events scroll from top to bottom with rows at every stop', async ({
  page,
  bench,
}) => {
  const log = bench.path('long.jsonl');
  generateJsonLines(log, { records: 60_000 });
  await bench.open(await bench.import('long.loupe', log));
  await expectCount(page, '60,000', '60,000');
  const grid = gridOf(page, 'Events');
  await expectNoBlankRow(grid);
  const STOPS = 12;
  for (let stop = 1; stop <= STOPS; stop++) {
    await grid.evaluate((element, share) => {
      element.scrollTop = (element.scrollHeight - element.clientHeight) * share;
    }, stop / STOPS);
    await expect
      .poll(async () => Number(await rowsOf(grid).last().getAttribute('aria-rowindex')))
      .toBeGreaterThan((60_000 * (stop - 0.5)) / STOPS);
    await expectNoBlankRow(grid);
  }
  const bottom = rowsOf(grid).last();
  await expect(bottom).toHaveAttribute('aria-rowindex', '60001');
  // The wheel is another way down, and up.
  await grid.hover();
  for (let turn = 0; turn < 10; turn++) await page.mouse.wheel(0, -700);
  await expect(bottom).not.toHaveAttribute('aria-rowindex', '60001');
  await expectNoBlankRow(grid);
});
