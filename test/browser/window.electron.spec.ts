/** The real window: it opens, shows the start screen, and its page can go nowhere and reach nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  _electron as electron,
  expect,
  type ElectronApplication,
  type Page,
} from '@playwright/test';
import { buildWindow } from '#main/build/build.ts';
import { electronArgs, electronBinary, test } from '../support/electron.ts';

const root = path.resolve(import.meta.dirname, '../..');

let folder: string;
let app: ElectronApplication;
let page: Page;

test.beforeEach(async () => {
  if (electronBinary === undefined) return;
  await buildWindow(() => undefined);
  folder = mkdtempSync(path.join(tmpdir(), 'loupe-window-'));
  const env = { ...process.env, LOUPE_STATE: folder } as Record<string, string>;
  const args = [...electronArgs, root, `--user-data-dir=${folder}`];
  app = await electron.launch({ executablePath: electronBinary, args, env });
  page = await app.firstWindow();
});
test.afterEach(async () => {
  if (electronBinary === undefined) return;
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('opens on its own scheme and shows the start screen', async () => {
  await expect(page).toHaveURL('app://loupe/index.html');
  await expect(page.locator('#root')).not.toBeEmpty();
  await expect(page.getByRole('button').first()).toBeVisible();
});

test('has no Node and no more of the desktop than the bridge', async () => {
  const seen = await page.evaluate(() => ({
    require: typeof Reflect.get(window, 'require'),
    process: typeof Reflect.get(window, 'process'),
    bridge: Object.keys(Reflect.get(window, 'loupe') as object).toSorted(),
  }));
  expect(seen).toEqual({
    require: 'undefined',
    process: 'undefined',
    bridge: ['call', 'listen', 'shell'],
  });
});

test('cannot navigate away, open a window, or reach an address', async () => {
  await page.evaluate(() => {
    location.href = 'https://elsewhere.example/';
  });
  await page.waitForTimeout(500);
  await expect(page).toHaveURL('app://loupe/index.html');
  expect(await page.evaluate(() => window.open('app://loupe/index.html') === null)).toBe(true);
  expect(app.windows()).toHaveLength(1);
  const reached = await page.evaluate(async () => {
    const answers = [
      'https://elsewhere.example/',
      'http://127.0.0.1:9/',
      'file:///etc/hostname',
    ].map(async (address) =>
      fetch(address).then(
        () => address,
        () => '',
      ),
    );
    return (await Promise.all(answers)).filter((address) => address !== '');
  });
  expect(reached).toEqual([]);
});

test('is denied every permission but copying out', async () => {
  const states = await page.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'clipboard-read',
    ] as PermissionName[];
    return Promise.all(
      names.map(async (name) => (await navigator.permissions.query({ name })).state),
    );
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
});
