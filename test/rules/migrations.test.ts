/** Migrations are numbered 1…n without gaps, and each one is listed: a bundle has no folders to scan. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectFiles, textOf } from './project-files.ts';

const folder = 'workers/case-file/migrations';

/** The list of them, and their shape. */
const beside = new Set(['index.ts', 'migration.ts']);

const files = projectFiles
  .filter((file) => path.posix.dirname(file) === folder)
  .map((file) => path.posix.basename(file))
  .filter((name) => !beside.has(name));

test('there are migrations', () => {
  expect(files.length).toBeGreaterThan(0);
});

test('each is a number of four digits and a name', () => {
  expect(files.filter((file) => !/^\d{4}-[a-z0-9-]+\.ts$/.test(file))).toEqual([]);
});

test('the numbers run from 1 without gaps', () => {
  const numbers = files.map((file) => Number(file.slice(0, 4)));
  expect(numbers).toEqual(files.map((_, index) => index + 1));
});

test('the index imports every one of them', () => {
  const index = textOf(`${folder}/index.ts`);
  expect(files.filter((file) => !index.includes(`'./${file}'`))).toEqual([]);
});
