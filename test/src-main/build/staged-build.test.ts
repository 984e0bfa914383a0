import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildIfStale } from '#main/build/staged-build.ts';

let root = '';
let made = 0;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'loupe-build-'));
  mkdirSync(path.join(root, 'src'));
  writeFileSync(path.join(root, 'src/a.ts'), 'one');
  made = 0;
});
afterEach(() => rmSync(root, { recursive: true }));

const build = (
  make = (folder: string) => writeFileSync(path.join(folder, 'out.js'), `build ${++made}`),
) =>
  buildIfStale({
    root,
    output: 'dist/out',
    inputs: ['src', 'package.json'],
    make: async (folder) => make(folder),
  });

const output = (): string => readFileSync(path.join(root, 'dist/out/out.js'), 'utf8');

test('what is there and fresh is left alone', async () => {
  expect(await build()).toBe(true);
  expect(await build()).toBe(false);
  expect(output()).toBe('build 1');
});

test.each([
  ['a source changes', () => writeFileSync(path.join(root, 'src/a.ts'), 'two!')],
  ['a source is only younger', () => utimesSync(path.join(root, 'src/a.ts'), 1, 1)],
  ['a source comes', () => writeFileSync(path.join(root, 'src/b.ts'), '')],
  ['a source goes', () => rmSync(path.join(root, 'src/a.ts'))],
  [
    'a file comes that was named and missing',
    () => writeFileSync(path.join(root, 'package.json'), '{}'),
  ],
  ['the build goes', () => rmSync(path.join(root, 'dist/out'), { recursive: true })],
])('it is made again when %s', async (_, change) => {
  await build();
  change();
  expect(await build()).toBe(true);
  expect(output()).toBe('build 2');
});

test('a build that fails leaves the last one, and nothing half', async () => {
  await build();
  writeFileSync(path.join(root, 'src/a.ts'), 'broken');
  const fails = (folder: string): void => {
    writeFileSync(path.join(folder, 'half.js'), '');
    throw new Error('does not compile');
  };
  await expect(build(fails)).rejects.toThrow('does not compile');
  expect(output()).toBe('build 1');
  expect(readdirSync(path.join(root, 'dist')).toSorted()).toEqual(['out', 'out.stamp']);
  expect(await build()).toBe(true);
});

test('old parts do not linger', async () => {
  await build((folder) => writeFileSync(path.join(folder, 'old.js'), ''));
  writeFileSync(path.join(root, 'src/a.ts'), 'next');
  await build();
  expect(existsSync(path.join(root, 'dist/out/old.js'))).toBe(false);
});
