/** Imports that are killed or find the disk full: the same command finishes the job, and the case is the one that nobody disturbed. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';
import Database from 'better-sqlite3';
import { importElsewhere } from './child.ts';
import { contentOf, differences, faultsOf } from './content.ts';
import { makeEvidence } from './evidence.ts';
import { oneRun, type Undisturbed } from './one-run.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'loupe-kill-test-'));
const evidence = path.join(folder, 'evidence');
const caseFile = path.join(folder, 'run.loupe');
let undisturbed: Undisturbed;

beforeAll(async () => {
  makeEvidence(evidence, 1600);
  const file = path.join(folder, 'undisturbed.loupe');
  const told = await importElsewhere(file, evidence);
  expect(told).toMatchObject({ state: 'done', code: '' });
  undisturbed = { told, content: contentOf(file), caseBytes: statSync(file).size };
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each([2, 3])(
  'killed at random moments, several times in a row (seed %i)',
  async (seed) => {
    const random = new SeededRandom(seed);
    const { faults, kills, diskFull } = await oneRun({ caseFile, evidence, random, undisturbed });
    expect(faults).toEqual([]);
    expect(kills + diskFull).toBeGreaterThan(0);
  },
  120_000,
);

test('killed in the middle of the records', async () => {
  const killAtRecords = Math.floor(undisturbed.told.records / 2);
  await importElsewhere(caseFile, evidence, { killAtRecords });
  expect(await faultsOf(caseFile)).toEqual([]);
  expect((await importElsewhere(caseFile, evidence)).state).toBe('done');
  expect(differences(undisturbed.content, contentOf(caseFile))).toEqual([]);
}, 120_000);

test('a full disk ends the import with a clear code, and it goes on when there is space again', async ({
  skip,
}) => {
  if (process.platform === 'win32') skip('needs a limit on file sizes');
  rmSync(caseFile, { force: true });
  const half = Math.floor(undisturbed.caseBytes / 2048);
  const full = await importElsewhere(caseFile, evidence, { fileLimitKiB: half });
  expect(full).toMatchObject({ state: 'failed', code: 'disk-full' });
  expect(await faultsOf(caseFile)).toEqual([]);
  expect((await importElsewhere(caseFile, evidence)).state).toBe('done');
  expect(differences(undisturbed.content, contentOf(caseFile))).toEqual([]);
}, 120_000);

test('the comparison sees one event too many, one too few and one that is another', () => {
  const file = path.join(folder, 'undisturbed.loupe');
  const sound = contentOf(file);
  for (const sql of [
    `UPDATE segments SET rows = rows - 1 WHERE id = 1`,
    `UPDATE texts SET value = value || 'x' WHERE id = 5`,
    `DELETE FROM rejects`,
    `UPDATE problems SET count = count + 1`,
    `DELETE FROM term_pages WHERE segment = 1`,
  ]) {
    const db = new Database(file);
    db.exec('BEGIN');
    db.exec(sql);
    db.exec('COMMIT');
    db.close();
    expect(differences(sound, contentOf(file)).length, sql).toBeGreaterThan(0);
  }
});
