/**
 * Finds a Chromium for the browser tests, and fetches one when the machine has none.
 *
 * Plain JavaScript, because the test runner calls it before anything of ours is started.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

const advice = [
  'No Chromium for the browser tests, and none could be fetched. Either',
  '  - run: npx playwright install chromium',
  '  - or install Chromium or Google Chrome with the package manager of this system,',
  '  - or set LOUPE_CHROMIUM to the path of a Chromium, Chrome or Edge executable.',
].join('\n');

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @param {string | undefined} file */
function isExecutable(file) {
  if (!file) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where a Chromium usually lies, best first. */
function usualPlaces() {
  const { env, platform } = process;
  if (platform === 'darwin') {
    return [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ];
  }
  if (platform === 'win32') {
    const folders = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']];
    return folders.flatMap((folder) =>
      folder === undefined
        ? []
        : [
            join(folder, 'Google/Chrome/Application/chrome.exe'),
            join(folder, 'Chromium/Application/chrome.exe'),
            join(folder, 'Microsoft/Edge/Application/msedge.exe'),
          ],
    );
  }
  const onPath = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const folders = ['/usr/bin', ...onPath];
  return commands.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** @returns {string | undefined} the path of a Chromium that is already here */
export function findChromium() {
  const named = process.env['LOUPE_CHROMIUM'];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`LOUPE_CHROMIUM names '${named}', which cannot be executed.`);
  }
  return [chromium.executablePath(), ...usualPlaces()].find(isExecutable);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function ran(command, args) {
  const shell = process.platform === 'win32';
  const timeout = 5 * 60_000;
  // To standard error: standard output belongs to the results.
  const { status } = spawnSync(command, args, { stdio: ['ignore', 2, 2], shell, timeout });
  return status === 0;
}

const installers = [
  () => ran('npx', ['playwright', 'install', 'chromium']),
  () =>
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    isExecutable('/usr/bin/apt-get') &&
    ran('apt-get', ['update', '-q']) &&
    ran('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium']),
];

/** @returns {string} the path of a Chromium, fetched if need be; throws with advice if it cannot */
export function ensureChromium() {
  for (const install of [() => true, ...installers]) {
    const found = install() ? findChromium() : undefined;
    if (found !== undefined) return found;
  }
  throw new Error(advice);
}
