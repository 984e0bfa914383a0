/**
 * `test` for the specs that need the real window. Where there is no Electron binary (it is fetched
 * apart from the packages) they skip and say why, instead of failing or passing unseen.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test as plain } from '@playwright/test';

const names: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

const folder =
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??
  path.resolve(import.meta.dirname, '../../node_modules/electron/dist');

const binary = path.join(folder, names[process.platform] ?? 'electron');

/** The Electron binary of this machine, or undefined when it was not fetched. */
export const electronBinary = existsSync(binary) ? binary : undefined;

/** X11 or Wayland; other systems always have a screen to show a window on. */
const hasScreen =
  process.platform !== 'linux' ||
  process.env['DISPLAY'] !== undefined ||
  process.env['WAYLAND_DISPLAY'] !== undefined;

/** What `_electron.launch` needs in a container: root has no sandbox there. */
export const electronArgs = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Use in place of Playwright's `test` in every *.electron.spec.ts. */
export const test = plain.extend<{ onlyWithElectron: undefined }>({
  onlyWithElectron: [
    async ({}, use, info) => {
      info.skip(electronBinary === undefined, 'no Electron binary here: run npx install-electron');
      info.skip(!hasScreen, 'no screen here: run under xvfb-run');
      await use(undefined);
    },
    { auto: true },
  ],
});
