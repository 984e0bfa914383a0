/** Size limits cannot be broken once with an excuse as the other rules are, so they are read off. */
import { ESLint, type Linter } from 'eslint';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './project-files.ts';

const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: path.join(root, 'test/rules/eslint.config.js'),
});

async function rulesFor(file: string): Promise<Linter.RulesRecord> {
  const config = (await eslint.calculateConfigForFile(file)) as Linter.Config;
  return config.rules as Linter.RulesRecord;
}

const error = 2;
const off = 0;

test.each(['workers/base/a.ts', 'src-main/a.ts', 'src-renderer/app/a.tsx', 'test/a.test.ts'])(
  '%s is held to 400 lines',
  async (file) => {
    expect((await rulesFor(file))['max-lines']).toEqual([error, { max: 400 }]);
  },
);

test('functions are held to 60 lines, components to 100', async () => {
  const plain = await rulesFor('workers/base/a.ts');
  const component = await rulesFor('src-renderer/app/a.tsx');
  expect(plain['max-lines-per-function']).toMatchObject([error, { max: 60 }]);
  expect(component['max-lines-per-function']).toMatchObject([error, { max: 100 }]);
});

test('branching is held to 12, in the inner loops of readers to 20', async () => {
  const plain = await rulesFor('workers/engine/a.ts');
  const loops = await rulesFor('workers/readers/evtx/a.ts');
  expect(plain['complexity']).toMatchObject([error, 12]);
  expect(loops['complexity']).toMatchObject([error, 20]);
});

test('only the command line writes to the console', async () => {
  const levelFor = async (file: string): Promise<unknown> =>
    ((await rulesFor(file))['no-console'] as readonly unknown[])[0];
  expect(await levelFor('workers/engine/a.ts')).toBe(error);
  expect(await levelFor('src-main/cli/a.ts')).toBe(off);
});
