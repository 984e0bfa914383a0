/** `loupe verify`: a document with checks, and an exit status that a script can act on. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import type { VerifyResult } from '#contract/verify.ts';
import { loupe, testFolder } from './run-loupe.ts';

const { folder, remove } = testFolder();
afterAll(remove);

test('a sound case gives 0, also against its evidence; a changed one 1 and says what; no case 3', async () => {
  const evidence = path.join(folder, 'evidence');
  mkdirSync(evidence);
  writeFileSync(path.join(evidence, 'a.jsonl'), '{"EventID":1}\n{"EventID":2}\n{broken\n');
  const file = path.join(folder, 'a.loupe');
  expect((await loupe(folder, 'import', file, evidence)).status).toBe(0);

  const sound = await loupe(folder, 'verify', file, '--evidence', evidence, '--json');
  expect(sound.status, sound.stderr).toBe(0);
  const result = JSON.parse(sound.stdout) as VerifyResult;
  expect(result).toMatchObject({ case: file, ok: true });
  expect(result.checks.length).toBeGreaterThan(8);
  for (const { name, ok, detail } of result.checks) {
    expect({ name, ok }).toEqual({ name, ok: true });
    expect(detail).not.toBe('');
  }

  const db = new Database(file);
  db.exec('DELETE FROM rejects');
  db.close();
  const changed = await loupe(folder, 'verify', file);
  expect(changed.status).toBe(1);
  expect(changed.stdout).toMatch(/FAILED counts .*0 rejects are here, 1 were counted/);
  expect(changed.stdout).toContain('Not everything holds.');

  const none = await loupe(folder, 'verify', path.join(folder, 'none.loupe'), '--json');
  expect(none.status).toBe(3);
  expect(JSON.parse(none.stdout)).toMatchObject({ error: { code: 'no-such-file' } });
}, 120_000);
