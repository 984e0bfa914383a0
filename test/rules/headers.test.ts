/** Rule 1: a module opens by saying why it exists. */
import { expect, test } from 'vitest';
import { productFiles, textOf } from './project-files.ts';

const modules = productFiles.filter((file) => /\.(ts|tsx|js)$/.test(file));

/** The first comment of a file, after a `#!` line, without its marks. */
function header(text: string): string | undefined {
  const comment = /^(?:#!.*\n)?\s*(?:\/\*([\s\S]*?)\*\/|((?:\/\/.*\n)+))/.exec(text);
  return (comment?.[1] ?? comment?.[2])?.replace(/^[\s*/]+|[\s*/]+$/gm, '').trim();
}

test('there are modules to look at', () => {
  expect(modules.length).toBeGreaterThan(0);
});

test('every module opens with a comment of at least a few words', () => {
  const mute = modules.filter((file) => (header(textOf(file)) ?? '').split(/\s+/).length < 4);
  expect(mute, 'these need a header that says why they exist').toEqual([]);
});

test('a header is told from code', () => {
  expect(header('/** Why this is. */\nconst a = 1;')).toBe('Why this is.');
  expect(header('#!/usr/bin/env node\n// Starts\n// it.\n')).toBe('Starts\nit.');
  expect(header('import a from "a"; /** late */')).toBeUndefined();
});
