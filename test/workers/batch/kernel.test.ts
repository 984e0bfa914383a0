/** What is kept compiled is what the sources say. */
import { expect, test } from 'vitest';
import { compileKernel } from '#main/build/kernel.ts';
import { textOf } from '#test/rules/project-files.ts';

test('the kernel in the project is the one that its sources compile to', async () => {
  expect(await compileKernel()).toBe(textOf('workers/batch/kernel/term-kernel-wasm.ts'));
});
