import { homedir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { stateFolder } from '#main/project-folders.ts';

test.each([
  ['linux', {}, path.join(homedir(), '.local/state/loupe')],
  ['linux', { XDG_STATE_HOME: '/x' }, path.join('/x', 'loupe')],
  ['darwin', {}, path.join(homedir(), 'Library/Application Support/Loupe')],
  ['win32', { APPDATA: 'C:\\a' }, path.join('C:\\a', 'Loupe')],
  ['linux', { LOUPE_STATE: path.resolve('/named') }, path.resolve('/named')],
] as const)('on %s with %j the state lies in %s', (platform, env, expected) => {
  expect(stateFolder(env, platform)).toBe(expected);
});
