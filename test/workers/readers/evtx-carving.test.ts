/** Event logs without their beginning: chunks are found wherever they lie, as tools carve them out of a disk. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';
import { detect } from '#workers/readers/registry.ts';
import { ChunkWriter, dataTemplate, event, evtxFile, value } from '#test/support/evtx-writer.ts';
import { headOf, readEvtx, type EvtxContent } from '#test/support/read-evtx.ts';
import { Workbench } from '#test/support/workbench.ts';

const SECTOR = 512;
const template = dataTemplate(['Text']);

function chunk(first: number, count: number): Buffer {
  const writer = new ChunkWriter();
  for (let id = first; id < first + count; id++) {
    writer.add(event(id, { template, values: [value.text(`text ${id}`)] }));
  }
  return writer.finish();
}

function noise(bytes: number, seed: number): Buffer {
  const random = new SeededRandom(seed);
  return Buffer.from(Array.from({ length: bytes }, () => random.below(256)));
}

const idsOf = ({ events }: EvtxContent): number[] => events.map(({ recordId }) => recordId);
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

/** Three chunks in noise, at sectors that no log would have them at. */
const blob = Buffer.concat([
  noise(SECTOR * 3, 1),
  chunk(1, 5),
  noise(SECTOR * 7, 2),
  chunk(6, 5),
  noise(SECTOR * 150, 3),
  chunk(11, 5),
  noise(SECTOR, 4),
]);

test.each([1000, 65_536, 300_000])(
  'chunks in a raw blob are all found, in pieces of %i bytes',
  (pieceBytes) => {
    const content = readEvtx(blob, { pieceBytes });
    expect(idsOf(content)).toEqual(upTo(15));
    expect(content.rejects).toEqual([]);
    expect(content.holes).toEqual([]);
    expect(content.problems).toMatchObject({ 'evtx-no-file-header': 1 });
    expect(content.problems['evtx-chunk-signature']).toBeGreaterThan(0);
    for (const { offset, recordId } of content.events) {
      expect(blob.readUInt32LE(offset)).toBe(0x2a2a);
      expect(Number(blob.readBigUInt64LE(offset + 8))).toBe(recordId);
    }
  },
);

test('the content decides, whatever it is called, also when the word stands somewhere else first', () => {
  expect(detect(headOf(blob))?.reader.id).toBe('evtx');
  const early = Buffer.from(blob);
  early.write('ElfChnk\0', 100, 'latin1');
  expect(detect(headOf(early))?.reader.id).toBe('evtx');
  expect(detect(headOf(noise(100_000, 5)))).toBeUndefined();
});

test('in the case: every record of a log whose file header was cut off or overwritten, and words where there is none', async () => {
  const bench = await new Workbench().create();
  const log = evtxFile([chunk(1, 5), chunk(6, 5)]);
  const header = evtxFile([]);
  const files = [
    log.subarray(4096),
    Buffer.concat([noise(4096, 6), log.subarray(4096)]),
    header,
    header.subarray(0, 200),
  ].map((bytes, i) => {
    const file = path.join(bench.folder, `log-${i}`);
    writeFileSync(file, bytes);
    return file;
  });
  const { evidence } = await bench.import(...files);
  await bench.close();
  const codes = evidence.map(({ problems }) => problems.map(({ code }) => code));
  expect(evidence.map(({ imported }) => imported)).toEqual([10, 10, 0, 0]);
  expect(codes[0]).toEqual(['evtx-no-file-header']);
  expect(codes[1]).toContain('evtx-no-file-header');
  expect(codes[2]).toEqual(['no-records']);
  expect(codes[3]).toEqual(['evtx-file-truncated', 'no-records']);
});
