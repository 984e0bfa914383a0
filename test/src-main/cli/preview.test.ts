/** Looking before importing on the command line: preview, formats, and mappings by file and by name. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loupe, testFolder } from './run-loupe.ts';

const { folder, remove } = testFolder();
const run = (...words: string[]) => loupe(folder, ...words);
const mapping = { time: 'Wann', only: true, columns: { 'user.name': 'Wer' } };

beforeAll(() => {
  writeFileSync(path.join(folder, 'schicht.csv'), 'Wann;Wer\n01.02.2026 10:00;FIRMA\\anna\n');
  mkdirSync(path.join(folder, 'state', 'mappings'), { recursive: true });
  writeFileSync(path.join(folder, 'state', 'mappings', 'Schicht.json'), JSON.stringify(mapping));
  writeFileSync(path.join(folder, 'own.json'), JSON.stringify(mapping));
});
afterAll(remove);

test('preview shows the proposal with its reasons and the first rows, and makes no case', async () => {
  const { status, stdout } = await run('preview', 'schicht.csv', '--time-zone', 'Europe/Berlin');
  expect(status).toBe(0);
  expect(stdout).toContain('user.name <- Wer');
  expect(stdout).toContain('1 of 1 values are accounts such as DOMAIN\\user');
  expect(stdout).toMatch(/line 2, offset 9 +2026-02-01T09:00:00Z/);
  const { stdout: text } = await run('--json', 'preview', 'schicht.csv');
  const preview = JSON.parse(text) as { rows: unknown[]; proposal: { mapping: unknown } };
  expect(preview.rows).toEqual([
    {
      locator: 'line 2, offset 9',
      trouble: '',
      '@timestamp': '2026-02-01T10:00:00Z',
      'user.name': 'anna',
      'user.domain': 'FIRMA',
    },
  ]);
  expect(preview.proposal.mapping).toMatchObject({ time: 'Wann' });
});

test('a mapping is taken by name and by file; another name is told with those there are', async () => {
  for (const given of ['Schicht', 'own.json']) {
    const file = `${given}.loupe`;
    expect((await run('import', file, 'schicht.csv', '--mapping', given)).status).toBe(0);
    const { stdout } = await run('--json', 'events', file, '--fields', 'user.name');
    expect(JSON.parse(stdout)).toEqual([{ 'user.name': 'anna' }]);
  }
  const wrong = await run('import', 'x.loupe', 'schicht.csv', '--mapping', 'Schihct');
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain('Kept ones are Schicht.');
});

test('evidence is taken out by its number, and only what is there', async () => {
  await run('import', 'out.loupe', 'schicht.csv', '--mapping', 'own.json');
  const gone = await run('remove-evidence', 'out.loupe', '1');
  expect([gone.status, gone.stdout]).toEqual([0, 'Removed: 1 event, 0 rejected records.\n']);
  const { stdout } = await run('--json', 'info', 'out.loupe');
  expect(JSON.parse(stdout)).toMatchObject({ events: 0, evidence: [] });
  expect((await run('remove-evidence', 'out.loupe', '1')).stderr).toContain('no evidence 1');
});

test('formats lists every format once', async () => {
  const { status, stdout } = await run('formats');
  expect(status).toBe(0);
  const lines = stdout.trim().split('\n').slice(1);
  expect(lines.filter((line) => /\bevtx\b.*ElfFile/.test(line))).toHaveLength(1);
  expect(lines.filter((line) => /\becs\b/.test(line))).toHaveLength(1);
});

test('what cannot be read is told with its status', async () => {
  writeFileSync(path.join(folder, 'noise'), Buffer.from([0, 1, 2, 3]));
  expect((await run('preview', 'noise')).status).toBe(3);
  expect((await run('preview', 'absent')).status).toBe(3);
});
