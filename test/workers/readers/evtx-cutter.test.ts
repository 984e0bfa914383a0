import { expect, test } from 'vitest';
import type { Prepared } from '#workers/readers/reader.ts';
import { makeEvtxCutter } from '#workers/readers/framing/evtx.ts';
import { ChunkWriter, dataTemplate, event, evtxFile, value } from '#test/support/evtx-writer.ts';
import { readEvtx } from '#test/support/read-evtx.ts';

const template = dataTemplate(['Text']);

function chunkOf(first: number, count: number): Buffer {
  const chunk = new ChunkWriter();
  for (let id = first; id < first + count; id++) {
    chunk.add(event(id, { template, values: [value.text(`text ${id}`)] }));
  }
  return chunk.finish();
}

const file = evtxFile(Array.from({ length: 9 }, (_, i) => chunkOf(1 + i * 10, 10)));
const all = Array.from({ length: 90 }, (_, i) => i + 1);
const idsOf = (bytes: Uint8Array, how = {}): number[] =>
  readEvtx(bytes, how).events.map(({ recordId }) => recordId);

test.each([
  { pieceBytes: 1 << 20, targetBytes: 1 },
  { pieceBytes: 4095, targetBytes: 1 << 17 },
  { pieceBytes: 65_536, targetBytes: 1 << 18 },
  { pieceBytes: 65_537, targetBytes: 1 << 22 },
])('the same records come in whatever pieces the bytes come: %o', (how) => {
  expect(idsOf(file, how)).toEqual(all);
});

test('chunks carry their place and are made of whole 64 KiB chunks up to the wanted size', () => {
  const prepared = { framing: 'evtx', skipBytes: 4096 } as Prepared;
  const cutter = makeEvtxCutter(prepared, 1 << 18);
  const chunks = [...cutter.push(file), ...cutter.end()];
  expect(chunks.map(({ offset, bytes }) => [offset, bytes.length / 65_536])).toEqual([
    [4096, 4],
    [4096 + 4 * 65_536, 4],
    [4096 + 8 * 65_536, 1],
  ]);
  // They are handed to other threads one by one.
  for (const { bytes } of chunks) expect(bytes.buffer.byteLength).toBe(bytes.length);
});

test('without the file header every chunk is found', () => {
  const content = readEvtx(file.subarray(4096));
  expect(content.events.map(({ recordId }) => recordId)).toEqual(all);
  expect(content.events[0]!.offset).toBe(512);
  expect(content.problems).toEqual({ 'evtx-no-file-header': 1 });
});

test.each([100, 5000, 70_000])(
  'chunks are found again behind %i bytes that do not belong there',
  (count) => {
    const junk = Buffer.alloc(count, 0xa5);
    const at = 4096 + 3 * 65_536;
    const content = readEvtx(Buffer.concat([file.subarray(0, at), junk, file.subarray(at)]));
    expect(content.events.map(({ recordId }) => recordId)).toEqual(all);
    expect(content.events[30]!.offset).toBe(at + count + 512);
    expect(content.problems['evtx-chunk-signature']).toBeGreaterThan(0);
  },
);

test('chunks are found again behind a place where bytes are missing', () => {
  const at = 4096 + 3 * 65_536;
  const short = Buffer.concat([file.subarray(0, at + 30_000), file.subarray(at + 65_536)]);
  expect(idsOf(short)).toEqual(all);
});

test('what only looks like a chunk inside another does not cut it', () => {
  const bait = Buffer.from(chunkOf(900, 1).subarray(0, 512));
  const chunk = new ChunkWriter();
  chunk.add(event(1, { template, values: [value.raw(0x0e, bait)] }));
  chunk.add(event(2, { template, values: [value.text('behind')] }));
  const unused = Buffer.alloc(65_536);
  expect(idsOf(evtxFile([chunk.finish(), unused]))).toEqual([1, 2]);
});

test('the first chunk may begin elsewhere than the header says', () => {
  const late = Buffer.concat([file.subarray(0, 4096), Buffer.alloc(3000), file.subarray(4096)]);
  expect(idsOf(late)).toEqual(all);
});

test.each([0, 10, 4095, 4096, 4097, 4600])(
  'a file of %i bytes is read without a word too much',
  (length) => {
    const content = readEvtx(file.subarray(0, length));
    expect(content.events).toEqual([]);
    expect(content.rejects).toEqual([]);
  },
);
