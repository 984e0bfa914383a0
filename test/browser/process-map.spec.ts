/** The map of processes: painted, explained under the pointer, marked with a lasso, put away by Esc. */
import { expect, type Locator, type Page } from '@playwright/test';
import { lasso, paintedSpots } from './support/map-page.ts';
import { expectCount, goTo, gridOf, rowsOf, test } from './support/workbench-page.ts';

/** Runs the room with few rounds: the layout is not what is tested here. */
async function runMap(page: Page): Promise<Locator> {
  await goTo(page, 'Process map');
  await page.getByLabel('Epochs').fill('60');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const map = page.getByRole('application', { name: /^Map of processes/ });
  await expect(map).toBeVisible({ timeout: 60_000 });
  return map;
}

test('the map is painted, says what lies under the pointer, and answers a lasso', async ({
  page,
  bench,
}) => {
  await bench.openDemo();
  const map = await runMap(page);
  await expect.poll(async () => (await paintedSpots(map, 60)).length).toBeGreaterThan(50);
  const spots = await paintedSpots(map, 60);
  const box = (await map.boundingBox())!;

  await page.mouse.move(box.x + spots[0]!.x, box.y + spots[0]!.y);
  await expect(map).toContainText(/\d+ tokens · vector \d+/);

  // Round the left half of what is painted.
  const xs = spots.map(({ x }) => x).sort((a, b) => a - b);
  const right = box.x + xs[Math.floor(xs.length / 2)]!;
  const [left, top, bottom] = [box.x + 3, box.y + 3, box.y + box.height - 3];
  await lasso(page, [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ]);
  const chips = page.getByRole('list', { name: 'Filters' });
  await expect(chips).toContainText(/lasso [\d,]+ processes/);
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details).toContainText('More frequent here');
  await expect(details).toContainText('elsewhere');
  const lassoed = Number(
    /lasso ([\d,]+)/.exec(await chips.innerText())?.[1]?.replaceAll(',', '') ?? NaN,
  );
  expect(lassoed).toBeGreaterThan(100);
  await expect(page.getByTitle('17,824 of 17,824 events')).toHaveCount(0);

  // What was lassoed is what the other views show.
  await goTo(page, 'Events');
  await expect(rowsOf(gridOf(page, 'Events')).first()).toContainText('2026-03-10');
  await goTo(page, 'Process map');
  await expect(map).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(chips).toContainText('No filters');
  await expectCount(page, '17,824', '17,824');
});

test('the legend picks a program; the table has the same in rows', async ({ page, bench }) => {
  await bench.openDemo();
  await runMap(page);
  const legend = page.getByRole('complementary', { name: 'Colours' });
  await legend.getByRole('button', { name: 'svchots.exe' }).click();
  const chips = page.getByRole('list', { name: 'Filters' });
  await expect(chips).toContainText('svchots.exe');
  await expectCount(page, '60', '17,824');
  // What it did that others did not: it called home.
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details.getByRole('row').nth(1)).toContainText('203.0.113.45');
  await page.keyboard.press('Control+z');
  await expect(chips).toContainText('No filters');

  await page.getByRole('button', { name: 'As a table' }).click();
  const table = gridOf(page, 'Processes');
  await rowsOf(table).filter({ hasText: 'svchots.exe' }).dblclick();
  await expect(chips).toContainText('process svchots.exe');
  await expectCount(page, '60', '17,824');
});
