import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { electronBinary, hasScreen } from '#main/cli/electron-binary.ts';
import { oldNodeMessage } from '#main/cli/node-version.js';

test.each(['18.20.0', '20.20.2', '22.17.9'])(
  'Node %s is told in one line what is needed',
  (version) => {
    const message = oldNodeMessage('npm start', version);
    expect(message).toBe(
      `Loupe needs Node 22.18 or newer; this is v${version}. Run it through npm (npm start) or install Node 22.`,
    );
  },
);

test.each(['22.18.0', '22.23.3', '24.0.0', '100.1.0'])('Node %s will do', (version) => {
  expect(oldNodeMessage('npm start', version)).toBeUndefined();
});

test('the launchers load nothing before they looked at the version', () => {
  // A loader that knows no TypeScript stands for an old Node: only the check may run.
  const script = `
    Object.defineProperty(process.versions, 'node', { value: '20.20.2' });
    await import(process.argv[1]);`;
  for (const launcher of ['loupe.js', 'start.js']) {
    const file = path.resolve(import.meta.dirname, '../../../src-main/cli', launcher);
    const words = ['--no-experimental-strip-types', '--input-type=module', '-e', script, file];
    const { status, stderr, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    expect(stderr).toContain('Loupe needs Node 22.18 or newer; this is v20.20.2.');
    expect([status, stdout]).toEqual([1, '']);
  }
});

test('the Electron binary is found without loading its package', () => {
  const project = mkdtempSync(path.join(tmpdir(), 'loupe-electron-'));
  const dist = path.join(project, 'node_modules/electron/dist');
  expect(electronBinary({}, project)).toBeUndefined();
  mkdirSync(dist, { recursive: true });
  writeFileSync(path.join(project, 'node_modules/electron/path.txt'), 'electron-by-note\n');
  expect(electronBinary({}, project)).toBeUndefined();
  writeFileSync(path.join(dist, 'electron-by-note'), '');
  expect(electronBinary({}, project)).toBe(path.join(dist, 'electron-by-note'));
  const other = path.join(project, 'elsewhere');
  mkdirSync(other);
  expect(electronBinary({ ELECTRON_OVERRIDE_DIST_PATH: other }, project)).toBeUndefined();
  writeFileSync(path.join(other, 'electron'), '');
  expect(electronBinary({ ELECTRON_OVERRIDE_DIST_PATH: other }, project)).toBe(
    path.join(other, 'electron'),
  );
});

test('a Linux without X11 and Wayland has no screen', () => {
  expect(hasScreen({}, 'linux')).toBe(false);
  expect(hasScreen({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasScreen({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasScreen({}, 'darwin')).toBe(true);
});
