/**
 * Where the Electron binary lies, if it is there. The package named `electron` fetches a missing one
 * as soon as it is loaded, so it is never loaded here: an offline workbench downloads nothing.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '#main/project-folders.ts';

const usual: Readonly<Record<string, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** Path of the executable, or undefined. ELECTRON_OVERRIDE_DIST_PATH names another folder. */
export function electronBinary(env = process.env, project = projectFolder): string | undefined {
  const packageFolder = path.join(project, 'node_modules/electron');
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const folder = override ? path.resolve(override) : path.join(packageFolder, 'dist');
  const named = nameIn(path.join(packageFolder, 'path.txt'));
  const names = [named, usual[process.platform], 'electron'];
  return names
    .filter((name) => name !== undefined)
    .map((name) => path.join(folder, name))
    .find((file) => existsSync(file));
}

/** The name that the package noted when it fetched the binary. */
function nameIn(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** False on a Linux without X11 or Wayland: no window can be shown there. */
export function hasScreen(env = process.env, platform: string = process.platform): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
}
