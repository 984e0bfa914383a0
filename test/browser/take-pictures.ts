/**
 * Takes the README's pictures of the demo case: `node test/browser/take-pictures.ts`. Run by hand
 * after a view has changed; what it writes to resources/pictures is committed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';
import {
  loupe,
  processRecord,
  startLoupe,
  testFolder,
  type Running,
} from '#test/src-main/cli/run-loupe.ts';
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
  { name: 'sequences-dark', theme: 'dark', arrange: arrangeSequences },
  { name: 'transitions-light', theme: 'light', arrange: arrangeTransitions },
];

/** A damaged log among others: what became of each record, and one of those that were rejected. */
async function arrangeEvidence(page: Page): Promise<void> {
  await goTo(page, 'Evidence');
  const files = gridOf(page, 'Evidence files');
  await rowsOf(files)
    .filter({ has: page.getByTitle('dc01-security') })
    .click();
  const rejects = gridOf(page, 'Rejected records');
  await rowsOf(rejects).nth(1).click();
}

/** A table that nobody knows, about to be added. */
async function arrangeMapper(page: Page): Promise<void> {
  await goTo(page, 'Evidence');
  await page.getByRole('button', { name: 'Add evidence', exact: true }).click();
  await page.getByLabel('Files and folders').fill(path.join(folder, 'firewall-export.csv'));
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await rowsOf(gridOf(page, 'First records as events')).first().waitFor();
  await page.getByRole('radio', { name: /^Day first/ }).check();
}

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

/** The open session and what the pointer says of it. */
async function arrangeSequences(page: Page): Promise<void> {
  await goTo(page, 'Command sequences');
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
  const ring = (await page.locator('.session-plane .current-ring').boundingBox())!;
  await page.mouse.move(ring.x + ring.width / 2, ring.y + ring.height / 2);
}

/** A step that hardly anybody takes, and who took it. */
async function arrangeTransitions(page: Page): Promise<void> {
  await goTo(page, 'Command sequences');
  await page.getByRole('tab', { name: 'Transitions' }).click();
  await rowsOf(gridOf(page, 'Transitions')).filter({ hasText: 'winword.exe' }).first().click();
  await expect(gridOf(page, 'Sessions with this transition')).toBeVisible();
}

async function take(
  page: Page,
  { name, theme, arrange }: Picture,
  events: readonly [string, string],
): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.reload();
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.getByRole('gridcell').first().waitFor();
  await expectCount(page, ...events);
  await arrange(page);
  await page.waitForTimeout(PAUSE_MS);
  const picture = smallPng(await page.screenshot());
  expect(picture.length, `size of ${name}`).toBeLessThan(MOST_BYTES);
  writeFileSync(path.join(target, `${name}.png`), picture);
  console.log(`${name}: ${Math.round(picture.length / 1000)} kB`);
}

const evidencePictures: readonly Picture[] = [
  { name: 'evidence-dark', theme: 'dark', arrange: arrangeEvidence },
  { name: 'mapper-light', theme: 'light', arrange: arrangeMapper },
];

/** A case with a damaged file, and a table beside it that is not in it yet. @returns the case */
async function damagedCase(home: string): Promise<string> {
  const day = Array.from({ length: 3000 }, (_, n) => processRecord(n));
  for (let n = 7; n < day.length; n += 310) day[n] = day[n]!.slice(0, 40 + (n % 90));
  for (let n = 120; n < day.length; n += 900) day[n] = '[4688, "Security"]';
  const header = 'Wann;Quelle;Ziel;Zielport;Benutzer;Vorgang;Regel';
  const table = Array.from({ length: 60 }, (_, n) =>
    [
      `${(n % 9) + 1}/${(n % 7) + 1}/2026 0${n % 10}:${String(n).padStart(2, '0')}:12`,
      `10.20.0.${n + 3}`,
      `203.0.113.${(n * 7) % 250}`,
      [443, 445, 3389][n % 3]!,
      `NORTHWIND\\${['alice', 'bob', 'adm.backup'][n % 3]!}`,
      n % 5 === 0 ? 'verworfen' : 'erlaubt',
      `R${100 + (n % 4)}`,
    ].join(';'),
  );
  const write = (name: string, lines: readonly string[]): string => {
    const file = path.join(home, name);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  };
  write('firewall-export.csv', [header, ...table]);
  const evidence = [
    write('dc01-security.jsonl', day),
    write(
      'ws07-security.jsonl',
      day.filter((_, n) => n % 10 === 0),
    ),
    write('readme.txt', ['\u0000\u0001 collected by hand']),
  ];
  const file = path.join(home, 'damaged.loupe');
  const { status, stderr } = await loupe(home, 'import', file, ...evidence);
  expect(status, stderr).toBe(0);
  return file;
}

/** The demo with a run of every room, and a host over it. */
async function serveDemo(folder: string): Promise<{ running: Running; url: string }> {
  await loupe(folder, 'demo', folder);
  const file = path.join(folder, 'northwind-demo.loupe');
  for (const room of ['process-map', 'event-clusters', 'logon-clusters', 'sequences']) {
    const { status, stderr } = await loupe(folder, 'run', file, room);
    expect(status, stderr).toBe(0);
  }
  return serve(folder, file);
}

async function serve(home: string, file: string): Promise<{ running: Running; url: string }> {
  const running = startLoupe(home, ['serve', file]);
  await expect.poll(() => running.said().stdout, { timeout: 60_000 }).toContain('\n');
  return { running, url: running.said().stdout.trim() };
}

/** Takes pictures of one case; its host ends with it. */
async function takeAll(
  served: { running: Running; url: string },
  wanted: readonly Picture[],
  events: readonly [string, string],
): Promise<void> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: sandbox });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(served.url);
    await page.getByRole('grid').waitFor();
    for (const picture of wanted) await take(page, picture, events);
  } finally {
    await browser.close();
    served.running.child.kill('SIGINT');
    await served.running.ended;
  }
}

const { folder, remove } = testFolder();
mkdirSync(target, { recursive: true });
/** `evidence`: only the pictures of evidence; `sequences`: only those of that room; else all. */
const only = process.argv[2];
const ofDemo = pictures.filter(
  ({ name }) => only !== 'sequences' || /^(sequences|transitions)-/.test(name),
);
try {
  if (only !== 'evidence') await takeAll(await serveDemo(folder), ofDemo, ['17,824', '17,824']);
  if (only !== 'sequences') {
    const damaged = await damagedCase(folder);
    await takeAll(await serve(folder, damaged), evidencePictures, ['3,282', '3,282']);
  }
} finally {
  remove();
}
