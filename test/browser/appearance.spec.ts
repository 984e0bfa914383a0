/** How it looks in the large: dark, light, and small. */
import { expect, type Page } from '@playwright/test';
import { goTo, test } from './support/workbench-page.ts';

/** Brightness of the page's background, 0 to 255. */
async function brightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const colour = getComputedStyle(document.body).backgroundColor;
    const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
    return (red + green + blue) / 3;
  });
}

test('dark and light are one button away, and stay', async ({ page, bench }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await bench.openDemo();
  expect(await brightness(page)).toBeLessThan(60);
  await page.getByRole('button', { name: 'Theme: as the system' }).click();
  await page.getByRole('button', { name: 'Theme: dark' }).click();
  await expect(page.getByRole('button', { name: 'Theme: light' })).toBeVisible();
  await expect.poll(() => brightness(page)).toBeGreaterThan(200);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Theme: light' })).toBeVisible();
  expect(await brightness(page)).toBeGreaterThan(200);
});

test('a window of 1100 by 700 holds every view without sideways scrolling', async ({
  page,
  bench,
}) => {
  await page.setViewportSize({ width: 1100, height: 700 });
  await bench.openDemo();
  const rail = page.getByRole('navigation', { name: 'Views' }).getByRole('button');
  const views = await rail.evaluateAll((buttons) =>
    buttons.map((button) => button.getAttribute('aria-label') ?? ''),
  );
  expect(views.length).toBeGreaterThanOrEqual(6);
  for (const view of views) {
    await goTo(page, view);
    const size = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { scrollWidth, scrollHeight };
    });
    expect(size, view).toEqual({ scrollWidth: 1100, scrollHeight: 700 });
    // Nothing of the bar on top is pushed out.
    await expect(page.getByRole('button', { name: /^(Hide|Show) details$/ })).toBeInViewport();
  }
});
