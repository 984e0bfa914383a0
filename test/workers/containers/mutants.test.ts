/** Archives with bytes changed, lost or doubled at random: always an end, always an answer in words. */
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';
import { defaultLimits } from '#workers/containers/limits.ts';
import { evidenceFile, evidenceFolder, unpackAll } from '#test/support/evidence-files.ts';
import { zipOf } from '#test/support/zip-writer.ts';

const folder = evidenceFolder();
const ROUNDS = 150;
const text = Array.from({ length: 400 }, (_, i) => `{"n":${i},"x":"${(i * 7919) % 257}"}\n`).join(
  '',
);
const limits = {
  ...defaultLimits,
  ratioFreeBytes: 4_000_000,
  totalBytes: 64_000_000,
  entries: 200,
};

const seeds: readonly (readonly [string, Buffer])[] = [
  ['gzip', Buffer.concat([gzipSync(text), gzipSync(text)])],
  ['zstd', Buffer.concat([zstdCompressSync(text), zstdCompressSync(text)])],
  [
    'zip',
    zipOf(
      { name: 'a.json', content: text },
      { name: 'b.gz', content: gzipSync(text), method: 0 },
      { name: 'c.zip', content: zipOf({ name: 'd', content: text, descriptor: true }) },
    ),
  ],
];

function mutant(seed: Buffer, random: SeededRandom): Buffer {
  const bytes = Buffer.from(seed);
  for (let i = random.uint32() % 6; i >= 0; i--) {
    // Headers are at the ends: that is where damage matters most.
    const near = random.uint32() % 2 === 0 ? bytes.length : Math.min(80, bytes.length);
    const at = random.uint32() % near;
    bytes[random.uint32() % 3 === 0 ? bytes.length - 1 - at : at] = random.uint32() & 255;
  }
  const cut = random.uint32() % 4 === 0 ? random.uint32() % bytes.length : bytes.length;
  return bytes.subarray(0, Math.max(1, cut));
}

test.each(seeds)('%s', async (name, seed) => {
  const random = new SeededRandom(99);
  for (let round = 0; round < ROUNDS; round++) {
    const file = evidenceFile(folder, 'mutant', mutant(seed, random));
    const { members, error } = await unpackAll(file, limits);
    for (const wire of [error, ...members.map((member) => member.error)]) {
      if (wire === undefined) continue;
      expect(
        ['damaged', 'hostile-archive', 'unreadable', 'empty-file'],
        `${name} ${round}: ${wire.message}`,
      ).toContain(wire.code);
      expect(wire.hint).not.toBe('');
    }
  }
});
