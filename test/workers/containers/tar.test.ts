/** Tars, packed or not: names long and short, links and folders, cut and changed. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openEvidence } from '#workers/containers/open-evidence.ts';
import {
  contentOf,
  evidenceFile,
  evidenceFolder,
  unpackAll,
} from '#test/support/evidence-files.ts';

const folder = evidenceFolder();
const long = `${'deep-folder-name/'.repeat(12)}a-log-with-a-long-name.json`;
const lines = '{"a":1}\n'.repeat(20_000);

let trees = 0;

/** A tar as the system's own tool writes it. */
function tarred(format: string): Buffer {
  const tree = path.join(folder, `${format}-${trees++}`);
  mkdirSync(path.join(tree, path.dirname(long)), { recursive: true });
  evidenceFile(tree, 'a.log', 'first\n');
  evidenceFile(tree, 'b.json', lines);
  evidenceFile(tree, 'c.json.gz', gzipSync('packed\n'));
  evidenceFile(tree, long, 'far down\n');
  evidenceFile(tree, 'empty', '');
  symlinkSync('/etc/passwd', path.join(tree, 'link'));
  const out = path.join(folder, `${format}.tar`);
  const names = ['a.log', 'b.json', 'c.json.gz', 'deep-folder-name', 'empty', 'link'];
  execFileSync('tar', [`--format=${format}`, '-cf', out, '-C', tree, ...names]);
  return readFileSync(out);
}

const hasTar = process.platform === 'linux';
const expected = [
  ['a.log', 6],
  ['b.json', lines.length],
  ['c.json.gz', 7],
  [long, 9],
  ['empty', 0],
  // Told, and not followed.
  ['link', 0],
];

test.skipIf(!hasTar).each(['gnu', 'pax', 'ustar'])(
  'a %s archive gives its files',
  async (format) => {
    const tar = tarred(format);
    for (const packed of [tar, gzipSync(tar), zstdCompressSync(tar)]) {
      const { members, error } = await unpackAll(evidenceFile(folder, 'unknown', packed));
      expect(error).toBeUndefined();
      expect(members.map(({ name, content }) => [name, content.length])).toEqual(expected);
      const failed = members.filter((member) => member.error !== undefined);
      expect(failed.map(({ name }) => name)).toEqual(['link']);
    }
  },
);

test.skipIf(!hasTar)('members of a packed tar can be left unread, and read twice', async () => {
  const evidence = await openEvidence(evidenceFile(folder, 'x', gzipSync(tarred('posix'))));
  const found: string[] = [];
  let at = 0;
  for await (const member of evidence.members()) {
    if (at++ % 2 === 0) continue;
    const first = await contentOf(member.open());
    expect(await contentOf(member.open())).toEqual(first);
    found.push(`${member.name} ${first.content.length}`);
  }
  await evidence.close();
  expect(found).toEqual([`b.json ${lines.length}`, `${long} 9`, 'link 0']);
});

test.skipIf(!hasTar)('a cut tar gives what came before the cut, then says so', async () => {
  const tar = tarred('gnu');
  const cut = tar.subarray(0, 100_000);
  const { members, error } = await unpackAll(evidenceFile(folder, 'cut', cut));
  expect(members.map(({ name, error: broken }) => [name, broken?.code])).toEqual([
    ['a.log', undefined],
    ['b.json', 'damaged'],
  ]);
  expect(lines.startsWith(members[1]!.content)).toBe(true);
  expect(members[1]!.content.length).toBeGreaterThan(90_000);
  expect(error).toMatchObject({ code: 'damaged' });
});

test('text that has the magic word in its place is no tar', async () => {
  const text = `${'x'.repeat(257)}ustar${'y'.repeat(1000)}`;
  const { members } = await unpackAll(evidenceFile(folder, 'text', text));
  expect(members).toMatchObject([{ name: '', content: text }]);
});
