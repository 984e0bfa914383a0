/** Finding files: order, links, loops and what cannot be read. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { walkPaths } from '#workers/containers/walk-paths.ts';
import type { Walked } from '#workers/containers/walk-paths.ts';
import { evidenceFile, evidenceFolder } from '#test/support/evidence-files.ts';

const root = evidenceFolder();
const noPermissions = process.getuid?.() === 0 || process.platform === 'win32';

async function walk(...paths: readonly string[]): Promise<Walked[]> {
  const out: Walked[] = [];
  for await (const item of walkPaths(paths)) out.push(item);
  return out;
}

function folder(name: string): string {
  const made = path.join(root, name);
  mkdirSync(made, { recursive: true });
  return made;
}

test('files come in the order of their names’ code points, on every machine', async () => {
  const made = folder('order');
  for (const name of ['b', 'B', 'a10', 'a2', 'ä', '\u{10400}', '\uff21', '_']) {
    evidenceFile(made, name, 'x');
  }
  mkdirSync(path.join(made, 'aa'));
  evidenceFile(path.join(made, 'aa'), 'z', 'x');
  const found = await walk(made);
  const names = found.map(({ path: file }) => path.relative(made, file));
  expect(names).toEqual(
    ['B', '_', 'a10', 'a2', 'aa/z', 'b', 'ä', '\uff21', '\u{10400}'].map(path.normalize),
  );
  expect(found[0]).toMatchObject({ kind: 'file', sizeBytes: 1 });
});

test('paths are walked in the order given, with absolute paths out', async () => {
  const made = folder('given');
  const second = evidenceFile(made, 'a', 'x');
  const first = evidenceFile(made, 'b', 'x');
  const found = await walk(first, path.relative(process.cwd(), second));
  expect(found.map(({ path: file }) => file)).toEqual([first, second]);
});

test('links inside a folder are told and not followed, so loops end', async () => {
  const made = folder('links');
  const outside = evidenceFile(root, 'outside.log', 'secret');
  evidenceFile(made, 'real.log', 'x');
  symlinkSync(outside, path.join(made, 'link.log'));
  symlinkSync(made, path.join(made, 'loop'));
  symlinkSync(path.join(made, 'nowhere'), path.join(made, 'broken'));
  const found = await walk(made);
  expect(found.map(({ kind, path: file }) => [path.basename(file), kind])).toEqual([
    ['broken', 'skipped'],
    ['link.log', 'skipped'],
    ['loop', 'skipped'],
    ['real.log', 'file'],
  ]);
});

test('a link that the analyst names is followed', async () => {
  const made = folder('named');
  const link = path.join(made, 'link');
  symlinkSync(evidenceFile(root, 'target.log', 'x'), link);
  expect(await walk(link)).toMatchObject([{ kind: 'file', path: link, sizeBytes: 1 }]);
});

test('a missing path is told and the next one walked', async () => {
  const file = evidenceFile(root, 'there.log', 'x');
  const found = await walk(path.join(root, 'missing'), file);
  expect(found).toMatchObject([
    { kind: 'failed', error: { code: 'no-such-file' } },
    { kind: 'file', path: file },
  ]);
});

test.skipIf(process.platform === 'win32')('pipes are passed over with a reason', async () => {
  const made = folder('pipes');
  execFileSync('mkfifo', [path.join(made, 'pipe')]);
  const found = await walk(made);
  expect(found).toMatchObject([{ kind: 'skipped' }]);
  expect(await walk(path.join(made, 'pipe'))).toMatchObject([{ kind: 'skipped' }]);
});

test.skipIf(noPermissions)('a folder that may not be listed is told', async () => {
  const made = folder('locked');
  chmodSync(made, 0);
  expect(await walk(made)).toMatchObject([{ kind: 'failed', error: { code: 'no-permission' } }]);
  chmodSync(made, 0o700);
});
