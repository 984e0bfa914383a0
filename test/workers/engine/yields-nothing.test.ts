/** A file that yields nothing says why, in words that a responder can use, and the others are read. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportResult } from '#contract/api.ts';
import type { Evidence } from '#contract/evidence.ts';
import { ChunkWriter, evtxFile } from '#test/support/evtx-writer.ts';
import { Workbench } from '#test/support/workbench.ts';
import { zipOf } from '#test/support/zip-writer.ts';

const SECRET = 'only-root';
const isRoot = process.getuid?.() === 0;

const files: Readonly<Record<string, Uint8Array | string>> = {
  'good.jsonl': '{"EventID":1}\n{"EventID":2}\n',
  'empty.log': '',
  'blank.log': '\n\n   \n',
  'zeros.bin': Buffer.alloc(100_000),
  'garbage.bin': Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * 7919 + 13 * i) & 255)),
  'readme.md': '# Collected on Monday\n\nBy hand.\n',
  'picture.png': Buffer.from('89504e470d0a1a0a0000000d494844520000', 'hex'),
  'capture.pcapng': Buffer.from('0a0d0d0a1c0000004d3c2b1a01000000', 'hex'),
  'video.mp4': Buffer.from('00000020667479706d70343200000000', 'hex'),
  SYSTEM: Buffer.concat([Buffer.from('regf'), Buffer.alloc(4092, 1)]),
  'program.exe': Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500, 144)]),
  'old.evt': Buffer.concat([Buffer.from('300000004c664c65', 'hex'), Buffer.alloc(200)]),
  'more.7z': Buffer.concat([Buffer.from('377abcaf271c', 'hex'), Buffer.alloc(100, 3)]),
  'more.xz': Buffer.concat([Buffer.from('fd377a585a00', 'hex'), Buffer.alloc(100, 3)]),
  'no-rows.csv': 'TimeGenerated,Computer,EventID\n',
  'no-records.json': '[]',
  'no-records.evtx': evtxFile([new ChunkWriter().finish(), Buffer.alloc(65_536)]),
  'nothing.zip': zipOf(),
  'locked.zip': zipOf({ name: 'a.jsonl', content: '{"EventID":1}\n', encrypted: true }),
  [SECRET]: '{"EventID":3}\n',
};

let bench: Workbench;
let folder: string;
let result: ImportResult;

beforeAll(async () => {
  bench = await new Workbench().create();
  folder = path.join(bench.folder, 'evidence');
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files))
    writeFileSync(path.join(folder, name), content);
  mkdirSync(path.join(folder, 'deeper'));
  if (process.platform !== 'win32') {
    symlinkSync(folder, path.join(folder, 'deeper', 'loop'));
    chmodSync(path.join(folder, SECRET), 0);
  }
  result = await bench.import(folder);
});
afterAll(async () => {
  await bench.close();
});

function only(name: string): Evidence {
  const [found, ...more] = result.evidence.filter((each) => path.basename(each.path) === name);
  if (found === undefined || more.length > 0) expect.fail(`${name} is not told once`);
  return found;
}

test('every file of the folder is told, exactly once', () => {
  for (const name of Object.keys(files)) only(name);
});

test.each<[string, string, RegExp]>([
  ['empty.log', 'empty-file', /empty/],
  ['zeros.bin', 'unknown-format', /nothing but zeros/],
  ['garbage.bin', 'unknown-format', /No reader recognises/],
  ['readme.md', 'unknown-format', /It is text.*begins with “# Collected on Monday”/],
  ['picture.png', 'unknown-format', /a picture \(PNG\)/],
  ['capture.pcapng', 'unknown-format', /a packet capture/],
  ['video.mp4', 'unknown-format', /a video/],
  ['SYSTEM', 'unknown-format', /a registry hive/],
  ['program.exe', 'unknown-format', /a program or library of Windows/],
  ['old.evt', 'unknown-format', /Windows XP or 2003/],
  ['more.7z', 'unknown-format', /7z archive.*Unpack it/],
  ['more.xz', 'unknown-format', /packed with xz.*Unpack it/],
  ['no-rows.csv', 'no-records', /holds no records/],
  ['no-records.json', 'no-records', /holds no records/],
  ['no-records.evtx', 'no-records', /holds no records/],
  ['nothing.zip', 'empty-file', /holds no files/],
  ['locked.zip', 'unreadable', /encrypted/],
])('%s: %s', (name, code, words) => {
  const { recordsSeen, problems } = only(name);
  expect(recordsSeen).toBe(0);
  const problem = problems.find((each) => each.code === code);
  expect(problem?.message, JSON.stringify(problems)).toMatch(words);
});

test('blank lines are no log, and that is said', () => {
  const { recordsSeen, problems } = only('blank.log');
  expect(recordsSeen).toBe(0);
  expect(problems.length).toBeGreaterThan(0);
});

test.skipIf(isRoot || process.platform === 'win32')('a file without permission is told', () => {
  expect(only(SECRET).problems[0]?.code).toBe('no-permission');
});

test.skipIf(process.platform === 'win32')('a link that leads back is told and not followed', () => {
  const { problems, status } = only('loop');
  expect(status).toBe('failed');
  expect(problems[0]?.message).toContain('It is a link');
});

test('what can be read is read', () => {
  expect(only('good.jsonl')).toMatchObject({ status: 'complete', imported: 2, rejected: 0 });
  const { recordsSeen, imported, rejected, duplicates } = result.totals;
  expect(recordsSeen).toBe(imported + rejected + duplicates);
});
