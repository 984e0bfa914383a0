import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staticFile } from '#main/static-files.ts';

let folder = '';
let root = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'loupe-static-'));
  root = path.join(folder, 'views');
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  writeFileSync(path.join(root, 'index.html'), '<p>start</p>');
  writeFileSync(path.join(root, 'assets/main.js'), 'export {};');
  writeFileSync(path.join(root, 'assets/a b.css'), 'p {}');
  writeFileSync(path.join(root, 'notes.txt'), 'of no known type');
  writeFileSync(path.join(folder, 'secret.json'), '{"secret":true}');
  symlinkSync(path.join(folder, 'secret.json'), path.join(root, 'link.json'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const textOf = async (address: string): Promise<string | undefined> => {
  const file = await staticFile(root, address);
  return file && new TextDecoder().decode(file.bytes);
};

test('the root is the start page', async () => {
  expect(await textOf('/')).toBe('<p>start</p>');
  expect(await textOf('/index.html')).toBe('<p>start</p>');
});

test('files come with their type', async () => {
  expect((await staticFile(root, '/assets/main.js'))?.type).toBe('text/javascript; charset=utf-8');
  expect(await textOf('/assets/a%20b.css')).toBe('p {}');
});

describe('nothing outside of the folder is given', () => {
  test.each([
    '/../secret.json',
    '/..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/assets/../../secret.json',
    '/assets/..%5c..%5csecret.json',
    '/..\\secret.json',
    '//../secret.json',
    '/./../secret.json',
    '/link.json',
    '/C:/secret.json',
    '/index.html%00.js',
    '/index.html::$DATA',
    '/%ff',
    'secret.json',
    '',
  ])('%j', async (address) => {
    expect(await staticFile(root, address)).toBeUndefined();
  });
});

test('folders, missing files and unknown types are no files', async () => {
  expect(await staticFile(root, '/assets')).toBeUndefined();
  expect(await staticFile(root, '/gone.js')).toBeUndefined();
  expect(await staticFile(root, '/notes.txt')).toBeUndefined();
  expect(await staticFile(path.join(folder, 'never-built'), '/')).toBeUndefined();
});
