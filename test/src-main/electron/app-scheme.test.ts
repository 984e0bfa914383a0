import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isOurAddress, startPage, viewsHandler } from '#main/electron/app-scheme.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'loupe-scheme-'));
mkdirSync(path.join(folder, 'renderer'));
writeFileSync(path.join(folder, 'renderer/index.html'), '<p>start</p>');
writeFileSync(path.join(folder, 'secret.json'), '{}');
afterAll(() => rmSync(folder, { recursive: true }));

const ask = (url: string, method = 'GET') =>
  viewsHandler(path.join(folder, 'renderer'))({ url, method } as Request);

test('the start page comes with the strict policy', async () => {
  const answer = await ask(startPage);
  expect(await answer.text()).toBe('<p>start</p>');
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = answer.headers.get('content-security-policy') ?? '';
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ]) {
    expect(policy).toContain(rule);
  }
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

test.each([
  'app://loupe/..%2fsecret.json',
  'app://loupe/%2e%2e/secret.json',
  'app://loupe/../secret.json',
  'app://loupe/gone.js',
])('%s is not found', async (url) => {
  expect((await ask(url)).status).toBe(404);
});

test('other hosts, schemes and methods get nothing', async () => {
  expect((await ask('app://other/index.html')).status).toBe(405);
  expect((await ask('file:///index.html')).status).toBe(405);
  expect((await ask(startPage, 'POST')).status).toBe(405);
});

test('our address is told from lookalikes', () => {
  expect(isOurAddress('app://loupe/index.html#x')).toBe(true);
  for (const other of [
    'app://loupe.example/',
    'app://loupe@example/',
    'https://loupe/',
    'app:/loupe/',
    '',
  ]) {
    expect(isOurAddress(other)).toBe(false);
  }
});
