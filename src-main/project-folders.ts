/** Where the program's own files and the user's state lie; nothing here is written to. */
import { homedir } from 'node:os';
import path from 'node:path';

/** The checkout; hosts that run from it find sources and builds below. */
export const projectFolder = path.resolve(import.meta.dirname, '..');

/** The built views, see src-main/build/build.ts. */
export const rendererFolder = path.join(projectFolder, 'dist/renderer');

/**
 * Folder for the list of recent cases: the usual place of the system, or LOUPE_STATE.
 * It need not exist yet.
 */
export function stateFolder(env = process.env, platform = process.platform): string {
  const named = env['LOUPE_STATE'];
  if (named) return path.resolve(named);
  if (platform === 'win32') {
    return path.join(env['APPDATA'] ?? path.join(homedir(), 'AppData/Roaming'), 'Loupe');
  }
  if (platform === 'darwin') return path.join(homedir(), 'Library/Application Support/Loupe');
  return path.join(env['XDG_STATE_HOME'] ?? path.join(homedir(), '.local/state'), 'loupe');
}
