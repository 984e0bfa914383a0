/**
 * Evidence that wants to be more than text: markup, direction overrides, values without end. It is
 * shown to the letter everywhere, creates nothing, and the page that shows it may load nothing.
 */
import { expect, type Page } from '@playwright/test';
import { goTo, gridOf, rowsOf, test } from './support/workbench-page.ts';

const IMAGE = '<img src=x onerror="window.pwned=1">';
const SCRIPT = '<script>window.pwned=2</script><svg onload="window.pwned=3">';
const ENDLESS = `C:\\endless\\${'A'.repeat(200_000)}.exe`;
/** Right-to-left override: drawn naively, the name would end in "exe.txt". */
const OVERRIDE = 'invoice\u202Etxt.exe';

const spiteful = [IMAGE, SCRIPT, OVERRIDE, `C:\\x\\"><b onmouseover=alert(1)>.exe`, ENDLESS];

function record(second: number, code: number, more: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    '@timestamp': new Date(Date.UTC(2026, 2, 1, 8) + second * 1000).toISOString(),
    Hostname: '<b>WS01</b>',
    Channel: 'Microsoft-Windows-Sysmon/Operational',
    SourceName: 'Microsoft-Windows-Sysmon',
    EventID: code,
    User: `NORTHWIND\\${IMAGE}`,
    ...more,
  });
}

/** Processes with spiteful names, each doing enough to be on a map. */
function spitefulLines(): string[] {
  return Array.from({ length: 40 }, (_, n) => {
    const name = spiteful[n % spiteful.length]!;
    const process = { ProcessGuid: `{00000000-0000-0000-0000-0000000000${10 + n}}`, Image: name };
    const deeds = Array.from({ length: 4 }, (_, at) =>
      record(n * 10 + at + 1, 11, { ...process, TargetFilename: `${name}.${(n + at) % 7}` }),
    );
    const start = {
      ...process,
      CommandLine: `${name} /${n}`,
      ParentImage: IMAGE,
      ['__proto__']: 1,
    };
    return [record(n * 10, 1, start), ...deeds];
  }).flat();
}

/** Nothing but the page's own script has become an element. */
async function expectOnlyText(page: Page): Promise<void> {
  const seen = await page.evaluate(() => ({
    elements: document.querySelectorAll('img, iframe, object, embed, b, script:not([src^="./"])')
      .length,
    pwned: Reflect.get(window, 'pwned') as unknown,
  }));
  expect(seen).toEqual({ elements: 0, pwned: undefined });
}

test('markup in evidence stays text in grid, details, facets and lanes', async ({
  page,
  bench,
}) => {
  const file = await bench.import('hostile.loupe', bench.write('log', spitefulLines()));
  const answer = await page.goto(await bench.serve(file));
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  const grid = gridOf(page, 'Events');
  await expect(rowsOf(grid).filter({ hasText: `${IMAGE} /0` })).toHaveCount(1);
  await expect(rowsOf(grid).filter({ hasText: SCRIPT }).first()).toBeVisible();
  // The override is named instead of obeyed.
  await expect(rowsOf(grid).filter({ hasText: 'invoiceRLOtxt.exe' }).first()).toBeVisible();
  await expectOnlyText(page);

  const details = page.getByRole('complementary', { name: 'Details' });
  await rowsOf(grid)
    .filter({ hasText: `${IMAGE} /0` })
    .click();
  await expect(details).toContainText(IMAGE);
  await details.getByRole('tab', { name: 'Raw' }).click();
  await expect(details.getByLabel('Record', { exact: true })).toContainText('<b>WS01</b>');
  await rowsOf(grid).filter({ hasText: 'endless' }).first().click();
  await expect(details.getByLabel('Record', { exact: true })).toContainText('more characters');
  await details.getByRole('tab', { name: 'Fields' }).click();
  await expect(details).toContainText('more characters; copy gives all');

  await page.getByRole('button', { name: 'Show value facets' }).click();
  const facets = page.getByRole('complementary', { name: 'Values of the scope' });
  await facets.getByRole('button', { name: '<b>WS01</b>' }).click();
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('<b>WS01</b>');
  await goTo(page, 'Timeline');
  const lanes = page.getByRole('list', { name: 'Lanes' });
  await expect(lanes).toContainText('<b>WS01</b>');
  await page.getByRole('combobox', { name: 'Lanes by' }).selectOption({ label: 'Process' });
  await expect(lanes).toContainText(SCRIPT);
  await expectOnlyText(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1440);
});

test('markup in evidence stays text in clusters and on the map', async ({ page, bench }) => {
  await bench.open(await bench.import('hostile.loupe', bench.write('log', spitefulLines())));
  await goTo(page, 'Process-event clusters');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('button', { name: 'run 1', exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByRole('region', { name: 'Process-event clusters' })).toContainText(IMAGE);
  await expectOnlyText(page);

  await goTo(page, 'Process map');
  await page.getByLabel('Min tokens per process').fill('1');
  await page.getByLabel('Min token count').fill('1');
  await page.getByLabel('Epochs').fill('20');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const map = page.getByRole('application', { name: /^Map of processes/ });
  await expect(map).toBeVisible({ timeout: 60_000 });
  await expectOnlyText(page);
  // By keyboard, what lies nearest to the middle is described.
  await map.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await expect(map).toContainText(/\d+ tokens · vector \d+/);
  await page.getByRole('button', { name: 'As a table' }).click();
  await expect(gridOf(page, 'Processes')).toContainText(SCRIPT);
  await expectOnlyText(page);
});
