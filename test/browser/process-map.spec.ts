/** The map of processes: painted, explained under the pointer, marked with a lasso, put away by Esc. */
import { expect, type Locator, type Page } from '@playwright/test';
import { expectCount, goTo, gridOf, rowsOf, test } from './support/workbench-page.ts';

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Runs the room with few rounds: the layout is not what is tested here. */
async function runMap(page: Page): Promise<Locator> {
  await goTo(page, 'Process map');
  await page.getByLabel('Epochs').fill('60');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const map = page.getByRole('application', { name: /^Map of processes/ });
  await expect(map).toBeVisible({ timeout: 60_000 });
  return map;
}

/**
 * Painted pixels of a canvas that stand out from its background, in pixels of the element: some of
 * them, spread over the whole drawing.
 */
async function paintedSpots(map: Locator): Promise<readonly Spot[]> {
  return map.locator('canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext('2d')!;
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    const at = (pixel: number, part: number): number => data[pixel * 4 + part] ?? 0;
    const spots: { x: number; y: number }[] = [];
    for (let pixel = 0; pixel < width * height; pixel += 3) {
      const far = [0, 1, 2].some((part) => Math.abs(at(pixel, part) - at(0, part)) > 60);
      if (!far) continue;
      const ratio = width / canvas.clientWidth;
      spots.push({ x: (pixel % width) / ratio, y: Math.floor(pixel / width) / ratio });
    }
    return spots.filter((_, nth) => nth % Math.ceil(spots.length / 200) === 0);
  });
}

/** Draws round a box with Shift held, as one draws round an island. */
async function lasso(page: Page, corners: readonly Spot[]): Promise<void> {
  const [first, ...others] = corners;
  await page.keyboard.down('Shift');
  await page.mouse.move(first!.x, first!.y);
  await page.mouse.down();
  for (const corner of others) await page.mouse.move(corner.x, corner.y, { steps: 8 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
}

test('the map is painted, says what lies under the pointer, and answers a lasso', async ({
  page,
  bench,
}) => {
  await bench.openDemo();
  const map = await runMap(page);
  await expect.poll(async () => (await paintedSpots(map)).length).toBeGreaterThan(50);
  const spots = await paintedSpots(map);
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
    { x: left, y: top },
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

test('the legend picks a label; the table is the same in rows', async ({ page, bench }) => {
  await bench.openDemo();
  await runMap(page);
  const legend = page.getByRole('complementary', { name: 'Labels and their colours' });
  await legend.getByRole('button').first().click();
  const chips = page.getByRole('list', { name: 'Filters' });
  await expect(chips).toContainText(/\d+ processes/);
  await page.keyboard.press('Control+z');
  await expect(chips).toContainText('No filters');
  await page.getByRole('button', { name: 'As a table' }).click();
  const table = gridOf(page, 'Processes');
  // Among the processes with most tokens is the one that called home all day.
  await rowsOf(table).filter({ hasText: 'svchots.exe' }).dblclick();
  await expect(chips).toContainText('process svchots.exe');
  await expectCount(page, '60', '17,824');
});
