/**
 * Takes the README's pictures of the demo case: `node test/browser/take-pictures.ts`. Run by hand
 * after a view has changed; what it writes to resources/pictures is committed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';
import { loupe, startLoupe, testFolder, type Running } from '#test/src-main/cli/run-loupe.ts';
import { ensureChromium } from '../support/chromium.js';
import { lasso, paintedSpots } from './support/map-page.ts';
import { smallPng } from './support/small-png.ts';
import { ask, expectCount, goTo, gridOf, rowsOf } from './support/workbench-page.ts';

const target = path.resolve(import.meta.dirname, '../../resources/pictures');
const MOST_BYTES = 300_000;
/** For drawings that follow an answer. */
const PAUSE_MS = 2000;

interface Picture {
  readonly name: string;
  readonly theme: 'dark' | 'light';
  /** Brings on screen what the picture is to show. */
  readonly arrange: (page: Page) => Promise<void>;
}

const pictures: readonly Picture[] = [
  { name: 'events-dark', theme: 'dark', arrange: arrangeEvents },
  { name: 'timeline-dark', theme: 'dark', arrange: arrangeTimeline },
  { name: 'process-map-dark', theme: 'dark', arrange: arrangeMap },
  { name: 'event-clusters-light', theme: 'light', arrange: arrangeEventClusters },
  { name: 'logon-clusters-light', theme: 'light', arrange: arrangeLogonClusters },
];

async function arrangeEvents(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show value facets' }).click();
  await ask(page, 'svchots');
  await expectCount(page, '61', '17,824');
  await page.getByRole('gridcell', { name: 'registry-value-set', exact: true }).click();
}

async function arrangeTimeline(page: Page): Promise<void> {
  await ask(page, 'svchots and event.code:1');
  await page.getByRole('gridcell', { name: '2026-03-10 09:38:29.770' }).click();
  await page.getByRole('button', { name: 'Clear the query' }).click();
  await goTo(page, 'Timeline');
}

async function arrangeMap(page: Page): Promise<void> {
  await goTo(page, 'Process map');
  const map = page.getByRole('application', { name: /^Map of processes/ });
  // Where the look-alike lies is seen when it alone is in colour.
  await page.getByRole('button', { name: 'As a table' }).click();
  await rowsOf(gridOf(page, 'Processes')).filter({ hasText: 'svchots.exe' }).dblclick();
  await page.getByRole('button', { name: 'As a drawing' }).click();
  await expect.poll(async () => (await paintedSpots(map, 75)).length).toBeGreaterThan(0);
  await page.waitForTimeout(PAUSE_MS);
  const { x, y } = (await paintedSpots(map, 75))[0]!;
  await page.keyboard.press('Escape');
  const box = (await map.boundingBox())!;
  const around = Array.from({ length: 12 }, (_, step) => ({
    x: box.x + x + 11 * Math.cos((step * Math.PI) / 6),
    y: box.y + y + 4 + 11 * Math.sin((step * Math.PI) / 6),
  }));
  await lasso(page, around);
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('lasso');
  await page.mouse.move(box.x + x, box.y + y + 4);
}

async function arrangeEventClusters(page: Page): Promise<void> {
  await goTo(page, 'Process-event clusters');
  await page.getByRole('gridcell', { name: 'svchots.exe', exact: true }).click();
}

async function arrangeLogonClusters(page: Page): Promise<void> {
  await goTo(page, 'Logon clusters');
  const ofAdmin = rowsOf(gridOf(page, 'Clusters of logons')).filter({ hasText: 'adm.backup' });
  await ofAdmin.getByRole('gridcell', { name: '3 Network', exact: true }).click();
  await page.getByRole('article').getByRole('button').click();
}

async function take(page: Page, { name, theme, arrange }: Picture): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.reload();
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.getByRole('gridcell').first().waitFor();
  await expectCount(page, '17,824', '17,824');
  await arrange(page);
  await page.waitForTimeout(PAUSE_MS);
  const picture = smallPng(await page.screenshot());
  expect(picture.length, `size of ${name}`).toBeLessThan(MOST_BYTES);
  writeFileSync(path.join(target, `${name}.png`), picture);
  console.log(`${name}: ${Math.round(picture.length / 1000)} kB`);
}

/** The demo with a run of every room, and a host over it. */
async function serveDemo(folder: string): Promise<{ running: Running; url: string }> {
  await loupe(folder, 'demo', folder);
  const file = path.join(folder, 'northwind-demo.loupe');
  for (const room of ['process-map', 'event-clusters', 'logon-clusters']) {
    const { status, stderr } = await loupe(folder, 'run', file, room);
    expect(status, stderr).toBe(0);
  }
  const running = startLoupe(folder, ['serve', file]);
  await expect.poll(() => running.said().stdout, { timeout: 60_000 }).toContain('\n');
  return { running, url: running.said().stdout.trim() };
}

const { folder, remove } = testFolder();
mkdirSync(target, { recursive: true });
const { running, url } = await serveDemo(folder);
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: ensureChromium(), args: sandbox });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
  await page.getByRole('grid').waitFor();
  for (const picture of pictures) await take(page, picture);
} finally {
  await browser.close();
  running.child.kill('SIGINT');
  await running.ended;
  remove();
}
