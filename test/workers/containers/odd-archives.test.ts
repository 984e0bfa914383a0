/** Archives that are well-formed and seldom: links, sizes of 64 bits, descriptors, depth to the limit. */
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { evidenceFile, evidenceFolder, unpackAll } from '#test/support/evidence-files.ts';
import { tarOf } from '#test/support/tar-writer.ts';
import { zipOf } from '#test/support/zip-writer.ts';

const folder = evidenceFolder();
const write = (content: Uint8Array): string => evidenceFile(folder, 'archive', content);
const outside = path.join(folder, 'outside.log');

test('links in a zip or a tar are told by name and lead nowhere', async () => {
  evidenceFile(folder, 'outside.log', 'what lies outside');
  const archives = [
    zipOf(
      { name: 'passwd', content: outside, link: true },
      { name: 'a.log', content: 'a' },
      { name: 'stored', content: outside, link: true, method: 0 },
    ),
    tarOf(
      { name: 'passwd', content: '', kind: '2', target: outside },
      { name: 'a.log', content: 'a' },
      { name: 'stored', content: '', kind: '1', target: 'a.log' },
    ),
  ];
  for (const archive of archives) {
    const { members, error } = await unpackAll(write(archive));
    expect(error).toBeUndefined();
    expect(members.map(({ name, content }) => [name, content])).toEqual([
      ['passwd', ''],
      ['a.log', 'a'],
      ['stored', ''],
    ]);
    expect(members[0]!.error).toMatchObject({ code: 'unreadable' });
    expect(members[0]!.error!.message).toBe('passwd is a link, which is not followed.');
    expect(members[1]!.error).toBeUndefined();
    expect(members[2]!.error!.message).toContain('is a link');
  }
});

test('an archive with sizes and places of 64 bits is read, with its directory and without', async () => {
  const zip = zipOf(
    { name: 'a.log', content: 'a'.repeat(1000), zip64: true },
    { name: 'b.log', content: 'b'.repeat(2000), zip64: true, method: 0 },
  );
  const whole = await unpackAll(write(zip));
  expect(whole.error).toBeUndefined();
  expect(whole.members.map(({ name, content }) => [name, content.length])).toEqual([
    ['a.log', 1000],
    ['b.log', 2000],
  ]);
  const cut = await unpackAll(write(zip.subarray(0, zip.indexOf('PK\x01\x02'))));
  expect(cut.error).toMatchObject({ code: 'damaged' });
  expect(cut.members.map(({ name, content }) => [name, content.length])).toEqual([
    ['a.log', 1000],
    ['b.log', 2000],
  ]);
});

test('lengths that stand behind the content are found, with the directory and without', async () => {
  const zip = zipOf(
    { name: 'a.log', content: 'PK\x07\x08 is no end '.repeat(50), descriptor: true, method: 0 },
    { name: 'b.log', content: 'b'.repeat(2000), descriptor: true, method: 0 },
  );
  for (const bytes of [zip, zip.subarray(0, zip.indexOf('PK\x01\x02'))]) {
    const { members } = await unpackAll(write(bytes));
    expect(members.map(({ name, content, error }) => [name, content.length, error])).toEqual([
      ['a.log', 750, undefined],
      ['b.log', 2000, undefined],
    ]);
  }
});

test('packings up to the limit are opened; one more is refused by name, and the others are read', async () => {
  const inner = gzipSync('{"a":1}\n');
  const once = zipOf({ name: 'in.gz', content: inner }, { name: 'x', content: 'x' });
  const twice = zipOf({ name: 'once.zip', content: once }, { name: 'y', content: 'y' });
  const thrice = zipOf({ name: 'twice.zip', content: twice }, { name: 'z', content: 'z' });
  const good = await unpackAll(write(twice));
  expect(good.members.map(({ name, error }) => [name, error])).toEqual([
    ['once.zip/in.gz', undefined],
    ['once.zip/x', undefined],
    ['y', undefined],
  ]);
  const deep = await unpackAll(write(thrice));
  expect(deep.error).toBeUndefined();
  const refused = deep.members.filter(({ error }) => error !== undefined);
  expect(refused.map(({ name }) => name)).toEqual(['twice.zip/once.zip']);
  expect(refused[0]!.error).toMatchObject({ code: 'hostile-archive' });
  expect(refused[0]!.error!.message).toContain('too deep');
  expect(deep.members.filter(({ error }) => error === undefined).map(({ name }) => name)).toEqual([
    'twice.zip/y',
    'z',
  ]);
});
