/** What is inside evidence files, whole, broken and hostile. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';
import { defaultLimits } from '#workers/containers/limits.ts';
import { openEvidence } from '#workers/containers/open-evidence.ts';
import {
  contentOf,
  evidenceFile,
  evidenceFolder,
  unpackAll,
} from '#test/support/evidence-files.ts';
import { realPath, realTest } from '#test/support/real-data.ts';
import { zipOf } from '#test/support/zip-writer.ts';

const folder = evidenceFolder();
const write = (content: Uint8Array | string, name = 'unknown'): string =>
  evidenceFile(folder, name, content);

const lines = Array.from({ length: 40_000 }, (_, i) => `line ${i} ${(i * 7919) % 1009}\n`).join('');
const random = new SeededRandom(3);
/** Bytes that do not compress. */
const noise = Buffer.from(Array.from({ length: 300_000 }, () => random.uint32() & 255));

test('a plain file is one member without a name', async () => {
  const { members } = await unpackAll(write(lines));
  expect(members).toEqual([
    { name: '', content: lines, sizeBytes: lines.length, error: undefined },
  ]);
});

test.each([
  ['gzip', gzipSync(lines)],
  ['two gzip members in one file', Buffer.concat([gzipSync(lines), gzipSync('more')])],
  ['zstd', zstdCompressSync(lines)],
  [
    'two zstd frames in one file',
    Buffer.concat([zstdCompressSync(lines), zstdCompressSync('more')]),
  ],
])('%s is recognised whatever the file is called', async (kind, packed) => {
  const expected = kind.startsWith('two') ? `${lines}more` : lines;
  for (const name of ['unknown', 'log.zip', 'log.json']) {
    const { members } = await unpackAll(write(packed, name));
    expect(members).toMatchObject([{ name: '', error: undefined }]);
    expect(members[0]!.content === expected).toBe(true);
  }
});

test('skippable zstd frames are passed over, also in front', async () => {
  const skippable = Buffer.from('502a4d180400000061626364', 'hex');
  const frames = [skippable, zstdCompressSync('one\n'), skippable, zstdCompressSync('two\n')];
  const { members } = await unpackAll(write(Buffer.concat(frames)));
  expect(members).toMatchObject([{ content: 'one\ntwo\n', error: undefined }]);
});

test('a thousand small gzip members and zstd frames are one content', async () => {
  for (const pack of [gzipSync, zstdCompressSync]) {
    const many = Buffer.concat(Array.from({ length: 1000 }, (_, i) => pack(Buffer.from(`${i}\n`))));
    const { members } = await unpackAll(write(many));
    expect(members[0]!.content.split('\n')).toHaveLength(1001);
  }
});

test('members of a zip come in the order of its directory, folders left out', async () => {
  const zip = zipOf(
    { name: 'logs/', content: '', method: 0 },
    { name: 'logs/b.json', content: lines },
    { name: 'logs/a.json', content: 'stored', method: 0 },
    { name: 'empty.log', content: '' },
  );
  const { members, error } = await unpackAll(write(zip));
  expect(error).toBeUndefined();
  expect(members.map(({ name, content }) => [name, content.length])).toEqual([
    ['logs/b.json', lines.length],
    ['logs/a.json', 6],
    ['empty.log', 0],
  ]);
  expect(members[0]!.content === lines).toBe(true);
});

test('packed members of a zip are unpacked in turn, also a zip inside the zip', async () => {
  const inner = zipOf(
    { name: 'deep.log', content: 'deep' },
    { name: 'z.gz', content: gzipSync('z') },
  );
  const zip = zipOf(
    { name: 'a.gz', content: gzipSync(lines) },
    { name: 'b.zst', content: zstdCompressSync('b'), method: 0 },
    { name: 'deflated.zip', content: inner },
    { name: 'stored.zip', content: inner, method: 0 },
    {
      name: 'c',
      content: zstdCompressSync('c'),
      method: 93,
      claimedSize: 1,
      claimedCrc: crc32('c'),
    },
  );
  const { members, error } = await unpackAll(write(zip));
  expect(error).toBeUndefined();
  expect(members.map(({ name, content }) => [name, content.slice(0, 6)])).toEqual([
    ['a.gz', 'line 0'],
    ['b.zst', 'b'],
    ['deflated.zip/deep.log', 'deep'],
    ['deflated.zip/z.gz', 'z'],
    ['stored.zip/deep.log', 'deep'],
    ['stored.zip/z.gz', 'z'],
    ['c', 'c'],
  ]);
});

test('a zip in a gz is opened', async () => {
  const { members } = await unpackAll(write(gzipSync(zipOf({ name: 'x', content: 'inside' }))));
  expect(members).toMatchObject([{ name: 'x', content: 'inside' }]);
});

test('documents that are zips by construction are left whole', async () => {
  const docx = zipOf({ name: '[Content_Types].xml', content: '<x/>' }, { name: 'b', content: 'b' });
  const zip = zipOf({ name: 'report.docx', content: docx }, { name: 'a.log', content: 'a' });
  const { members } = await unpackAll(write(zip));
  expect(members.map(({ name }) => name)).toEqual(['report.docx', 'a.log']);
  expect(members[0]!.content === docx.toString('latin1')).toBe(true);
});

test('hostile member names are labels and nothing is written', async () => {
  const names = [
    '../../etc/passwd',
    '/abs/olute',
    'C:\\Windows\\x.evtx',
    'CON',
    '..\\..\\up',
    'a\u0000b',
  ];
  const { members, error } = await unpackAll(
    write(zipOf(...names.map((name) => ({ name, content: name })))),
  );
  expect(error).toBeUndefined();
  expect(members.map(({ name }) => name)).toEqual(names.map((name) => name.replaceAll('\\', '/')));
  expect(members.map(({ content }) => content)).toEqual(names);
});

test('members with the same name are told apart', async () => {
  const twice = zipOf(
    { name: 'a.log', content: '1' },
    { name: 'a.log', content: '2' },
    { name: 'a.log (2)', content: '3' },
  );
  const { members } = await unpackAll(write(twice));
  expect(new Set(members.map(({ name }) => name)).size).toBe(3);
  expect(members.map(({ content }) => content)).toEqual(['1', '2', '3']);
});

test('encrypted and unknown members say what they are, the others are read', async () => {
  const zip = zipOf(
    { name: 'secret.log', content: 'x', encrypted: true },
    { name: 'lzma.log', content: 'x', method: 14 },
    { name: 'open.log', content: 'open' },
  );
  const { members, error } = await unpackAll(write(zip));
  expect(error).toBeUndefined();
  expect(members[0]!.error).toMatchObject({ code: 'unreadable' });
  expect(members[0]!.error!.message).toContain('secret.log is encrypted');
  expect(members[1]!.error!.message).toContain('method that Loupe does not know (14)');
  expect(members[2]).toMatchObject({ content: 'open', error: undefined });
});

test.each([
  ['gzip', gzipSync(lines)],
  ['zstd', zstdCompressSync(lines)],
])('a cut %s gives what came before the cut, then says so', async (_kind, packed) => {
  for (const share of [0.3, 0.7, 0.999]) {
    const cut = packed.subarray(0, Math.floor(packed.length * share));
    const { members, error } = await unpackAll(write(cut));
    expect(error).toBeUndefined();
    expect(members[0]!.error).toMatchObject({ code: 'damaged' });
    expect(members[0]!.error!.place).toMatch(/byte \d+/);
    const { content } = members[0]!;
    expect(lines.startsWith(content)).toBe(true);
    expect(content.length).toBeGreaterThan(lines.length * share * 0.7 - 150_000);
    expect(content.length).toBeGreaterThan(0);
  }
});

test('a gzip whose checksum is wrong gives everything, then says so', async () => {
  const packed = Buffer.from(gzipSync(lines));
  packed[packed.length - 6]! ^= 1;
  const { members } = await unpackAll(write(packed));
  expect(members[0]!.content === lines).toBe(true);
  expect(members[0]!.error!.message).toContain('checksum is wrong');
});

test('bytes behind the last gzip member or zstd frame are told, zeros behind gzip are not', async () => {
  for (const packed of [gzipSync(lines), zstdCompressSync(lines)]) {
    const { members } = await unpackAll(write(Buffer.concat([packed, Buffer.from('junk')])));
    expect(members[0]!.content === lines).toBe(true);
    expect(members[0]!.error).toMatchObject({ code: 'damaged' });
  }
  const { members } = await unpackAll(write(Buffer.concat([gzipSync('ok'), Buffer.alloc(1000)])));
  expect(members[0]).toMatchObject({ content: 'ok', error: undefined });
});

test('a flipped bit in the middle loses only what came after it', async () => {
  for (const packed of [gzipSync(noise), zstdCompressSync(noise)]) {
    const bent = Buffer.from(packed);
    bent[200_000]! ^= 0x55;
    bent[200_001]! ^= 0x55;
    const { members } = await unpackAll(write(bent));
    const { content, error } = members[0]!;
    expect(error?.code ?? 'damaged').toBe('damaged');
    expect(noise.toString('latin1').startsWith(content.slice(0, 65_536))).toBe(true);
    expect(content.length).toBeGreaterThanOrEqual(65_536);
  }
});

test('a zip cut in its last member gives the others and the beginning of that one', async () => {
  for (const descriptor of [false, true]) {
    const zip = zipOf(
      { name: 'first.log', content: lines, descriptor },
      { name: 'second.log', content: 'PK\x07\x08 inside', method: 0, descriptor },
      { name: 'third.log', content: noise, descriptor },
    );
    const cut = zip.subarray(0, zip.length - 150_000);
    const { members, error } = await unpackAll(write(cut));
    expect(members.map(({ name }) => name)).toEqual(['first.log', 'second.log', 'third.log']);
    expect(members[0]!.content === lines).toBe(true);
    expect(members[1]).toMatchObject({ content: 'PK\x07\x08 inside', error: undefined });
    expect(members[2]!.error).toMatchObject({ code: 'damaged' });
    expect(noise.toString('latin1').startsWith(members[2]!.content)).toBe(true);
    expect(members[2]!.content.length).toBeGreaterThan(100_000);
    expect(error).toMatchObject({ code: 'damaged' });
    expect(error!.message).toContain('directory is missing');
  }
});

test('a zip with something behind its end opens as usual', async () => {
  const zip = Buffer.concat([zipOf({ name: 'a', content: 'a' }), Buffer.from('\n\n')]);
  const { members, error } = await unpackAll(write(zip));
  expect(error).toBeUndefined();
  expect(members).toMatchObject([{ name: 'a', content: 'a', error: undefined }]);
});

test('a member whose checksum or length is not as claimed is read and told', async () => {
  const zip = zipOf(
    { name: 'a', content: 'aaa', claimedCrc: 1 },
    { name: 'b', content: 'bbb', claimedSize: 1 },
    { name: 'c', content: 'ccc' },
  );
  const { members } = await unpackAll(write(zip));
  expect(members.map(({ content, error }) => [content, error?.code])).toEqual([
    ['aaa', 'damaged'],
    ['bbb', 'damaged'],
    ['ccc', undefined],
  ]);
});

const strict = { ...defaultLimits, ratio: 100, ratioFreeBytes: 1_000_000 };
const zeros = Buffer.alloc(20_000_000);

test.each([
  ['gzip', gzipSync(zeros)],
  ['zstd', zstdCompressSync(zeros)],
])('a %s that unpacks to far more than its size is stopped', async (_kind, packed) => {
  const { members } = await unpackAll(write(packed), strict);
  expect(members[0]!.error).toMatchObject({ code: 'hostile-archive' });
  expect(members[0]!.error!.hint).not.toBe('');
  expect(members[0]!.content.length).toBeLessThan(3_000_000);
});

test('a bomb among the members stops itself and not the others', async () => {
  const zip = zipOf(
    { name: 'good.log', content: lines },
    { name: 'bomb.log', content: zeros },
    { name: 'nested.gz', content: gzipSync(gzipSync(zeros)) },
    { name: 'also-good.log', content: lines },
  );
  const { members } = await unpackAll(write(zip), { ...strict, ratio: 150 });
  expect(members.map(({ name, error }) => [name, error?.code])).toEqual([
    ['good.log', undefined],
    ['bomb.log', 'hostile-archive'],
    ['nested.gz', 'hostile-archive'],
    ['also-good.log', undefined],
  ]);
});

test('the total over all members is limited', async () => {
  const zip = zipOf({ name: 'a', content: noise }, { name: 'b', content: noise });
  const { members } = await unpackAll(write(zip), { ...defaultLimits, totalBytes: 400_000 });
  expect(members.map(({ error }) => error?.code)).toEqual([undefined, 'hostile-archive']);
});

test('members that share their bytes are not unpacked again and again', async () => {
  const first = { name: 'a', content: noise };
  const rest = Array.from({ length: 50 }, (_, i) => ({ ...first, name: `b${i}`, sameBytesAs: 0 }));
  const { members, error } = await unpackAll(write(zipOf(first, ...rest)));
  expect(members).toHaveLength(1);
  expect(error).toMatchObject({ code: 'hostile-archive' });
});

test('more members than allowed, and archives too deep in archives, are refused', async () => {
  const many = zipOf(...Array.from({ length: 30 }, (_, i) => ({ name: `${i}`, content: 'x' })));
  const listed = await unpackAll(write(many), { ...defaultLimits, entries: 10 });
  expect(listed.members).toHaveLength(10);
  expect(listed.error).toMatchObject({ code: 'hostile-archive' });

  let nested = zipOf({ name: 'core', content: 'x' });
  for (let i = 0; i < 4; i++) nested = zipOf({ name: `${i}.zip`, content: nested });
  const deep = await unpackAll(write(nested));
  expect(deep.members).toHaveLength(1);
  expect(deep.members[0]!.error).toMatchObject({ code: 'hostile-archive' });

  let wrapped: Buffer = Buffer.from('x');
  for (let i = 0; i < 6; i++) wrapped = gzipSync(wrapped);
  const layers = await unpackAll(write(wrapped));
  expect(layers.members[0]!.error).toMatchObject({ code: 'hostile-archive' });
});

test('missing, empty and impossible files are told apart', async () => {
  await expect(openEvidence(path.join(folder, 'nowhere'))).rejects.toMatchObject({
    code: 'no-such-file',
  });
  await expect(openEvidence(write('', 'empty'))).rejects.toMatchObject({ code: 'empty-file' });
  await expect(openEvidence(folder)).rejects.toMatchObject({ code: 'unreadable' });
  const { error } = await unpackAll(write(zipOf({ name: 'only-a-folder/', content: '' })));
  expect(error).toMatchObject({ code: 'empty-file' });
});

test('a member can be left before its end, and read again', async () => {
  const evidence = await openEvidence(
    write(zipOf({ name: 'a', content: noise }, { name: 'b', content: 'b' })),
  );
  const contents: string[] = [];
  for await (const member of evidence.members()) {
    for await (const piece of member.open()) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    contents.push((await contentOf(member.open())).content);
  }
  expect(evidence.readBytes).toBeGreaterThan(0);
  await evidence.close();
  expect(contents).toEqual([noise.toString('latin1'), 'b']);
});

test('evidence is never changed', async () => {
  const zip = zipOf({ name: 'a', content: lines });
  const file = write(zip);
  await unpackAll(file);
  expect(readFileSync(file).equals(zip)).toBe(true);
});

realTest('data/triage', 'a triage collection made on Windows lists its 316 members', async () => {
  const file = realPath('data/triage/host_collection_T1003.001_procdump.zip');
  const { members, error } = await unpackAll(file);
  expect(error).toBeUndefined();
  expect(members).toHaveLength(316);
  expect(members.filter(({ name }) => name.endsWith('.evtx'))).toHaveLength(309);
  expect(members.every(({ error: broken }) => broken === undefined)).toBe(true);
  expect(members.some(({ name }) => name.includes('\\'))).toBe(false);
});

realTest('data/zeek', 'a zip with a line end behind its directory lists its 12 logs', async () => {
  const { members, error } = await unpackAll(realPath('data/zeek/apt29_day1_NASHUA-zeek_logs.zip'));
  expect(error).toBeUndefined();
  expect(members).toHaveLength(12);
});
