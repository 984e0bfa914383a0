/** Time: the histogram's brush narrows every view, steps can be undone, lanes show who was when. */
import { expect, type Locator, type Page } from '@playwright/test';
import { demoLines } from '#workers/demo/demo-evidence.ts';
import { expectCount, goTo, rowsOf, gridOf, test } from './support/workbench-page.ts';

/** Events of the night, apart from the working day by eight hours of silence. */
const night = demoLines().filter((line) => line.includes('"@timestamp":"2026-03-11T02:'));
const nightCount = String(night.length);

const histogramOf = (page: Page): Locator => page.getByRole('group', { name: /^Events over time/ });

/** Drags across a part of an element, at half its height. */
async function brush(page: Page, element: Locator, from01: number, to01: number): Promise<void> {
  const box = (await element.boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from01, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * ((from01 + to01) / 2), y, { steps: 4 });
  await page.mouse.move(box.x + box.width * to01, y, { steps: 4 });
  await page.mouse.up();
}

test('a stretch marked on the histogram narrows every view until its chip goes', async ({
  page,
  bench,
}) => {
  await bench.openDemo();
  expect(night.length).toBeGreaterThan(20);
  await brush(page, histogramOf(page), 0.75, 0.999);
  await expectCount(page, nightCount, '17,824');
  const chips = page.getByRole('list', { name: 'Filters' });
  await expect(chips.getByRole('listitem')).toHaveText(/2026-03-10 2\d:\d\d:\d\d – 2026-03-11 02:/);
  await expect(rowsOf(gridOf(page, 'Events')).first()).toContainText('2026-03-11 02:');
  for (const view of ['Evidence', 'Timeline', 'Process-event clusters', 'Logon clusters']) {
    await goTo(page, view);
    await expect(chips.getByRole('listitem')).toContainText('2026-03-11 02:');
    await expectCount(page, nightCount, '17,824');
  }

  await page.keyboard.press('Control+z');
  await expectCount(page, '17,824', '17,824');
  await page.keyboard.press('Control+Shift+z');
  await expectCount(page, nightCount, '17,824');
  await chips.getByRole('button', { name: /^Remove 2026/ }).click();
  await expectCount(page, '17,824', '17,824');
  await expect(chips).toContainText('No filters');
});

test('the histogram can be marked without a mouse', async ({ page, bench }) => {
  await bench.openDemo();
  const histogram = histogramOf(page);
  await histogram.focus();
  // The last bin of all, and the one before.
  await page.keyboard.press('ArrowLeft');
  await expect(histogram).toContainText(/UTC · \d+ events/);
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Enter');
  await expectCount(page, nightCount, '17,824');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expectCount(page, '17,824', '17,824');
});

test('lanes by any field, as a drawing and as a table; a lane keeps its events', async ({
  page,
  bench,
}) => {
  await bench.openDemo();
  await goTo(page, 'Timeline');
  const lanes = page.getByRole('list', { name: 'Lanes' });
  await expect(lanes.getByRole('button')).toHaveCount(7);
  const drawing = page.getByRole('img', { name: /^Events in lanes over time/ });
  // The night is a few pixels at the right edge, and can be pointed at all the same.
  const box = (await drawing.boundingBox())!;
  await page.mouse.click(box.x + box.width - 2, box.y + 14);
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('2026-03-11 02:1');
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details).toContainText('2026-03-11T02:1');
  await page.getByRole('combobox', { name: 'Lanes by' }).selectOption({ label: 'User' });
  const admin = lanes.getByRole('button', { name: /adm\.backup/ });
  await expect(admin).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'As a table' }).click();
  const table = gridOf(page, 'Events by User');
  await expect(rowsOf(table).filter({ hasText: 'adm.backup' })).toContainText(
    /3.*3.*2026-03-11 02:1/,
  );
  await page.getByRole('button', { name: 'As a drawing' }).click();
  await drawing.hover();
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText(/\d+ events?/);
  await admin.click();
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('user.name: adm.backup');
  await expectCount(page, '3', '17,824');
});
