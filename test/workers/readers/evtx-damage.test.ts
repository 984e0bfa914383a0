import { expect, test } from 'vitest';
import { evtxReader } from '#workers/readers/evtx/reader.ts';
import {
  ChunkWriter,
  dataTemplate,
  event,
  evtxFile,
  seal,
  slot,
  value,
} from '#test/support/evtx-writer.ts';
import type { Instance, Node, Placed, RecordInput } from '#test/support/evtx-writer.ts';
import { headOf, readEvtx } from '#test/support/read-evtx.ts';
import type { EvtxContent } from '#test/support/read-evtx.ts';

const template = dataTemplate(['Text']);
const ordinary = (id: number, text = `text ${id}`): RecordInput =>
  event(id, { template, values: [value.text(text)] });

/** A chunk of ordinary events with ids first … first + count - 1. */
function chunkOf(first: number, count: number): ChunkWriter {
  const chunk = new ChunkWriter();
  for (let id = first; id < first + count; id++) chunk.add(ordinary(id));
  return chunk;
}

/** How each event says that it was recovered, as queries see it. */
const recoveredOf = ({ events }: EvtxContent): (string | undefined)[] =>
  events.map(
    ({ document }) =>
      evtxReader.fields(document, null).find(({ name }) => name === 'loupe.recovered')?.value,
  );

const idsOf = ({ events }: EvtxContent): number[] => events.map(({ recordId }) => recordId);

/** Ten events, one of them changed; checksums are set right unless told otherwise. */
function withDamage(
  change: (bytes: Buffer, record: Placed) => void,
  resealed = true,
  recover = false,
): EvtxContent {
  const chunk = chunkOf(1, 10);
  const bytes = chunk.finish();
  change(bytes, chunk.records[4]!);
  if (resealed) seal(bytes);
  return readEvtx(evtxFile([bytes]), { recover });
}

const others = [1, 2, 3, 4, 6, 7, 8, 9, 10];

test.each<[string, (bytes: Buffer, record: Placed) => void]>([
  ['its size is too small', (bytes, { at }) => bytes.writeUInt32LE(8, at + 4)],
  ['its size is far too large', (bytes, { at }) => bytes.writeUInt32LE(0xffffffff, at + 4)],
  [
    'its size reaches into the next',
    (bytes, { at, size }) => bytes.writeUInt32LE(size + 40, at + 4),
  ],
  [
    'its size at the end is another',
    (bytes, { at, size }) => bytes.writeUInt32LE(1, at + size - 4),
  ],
  ['its second half is empty', (bytes, { at, size }) => bytes.fill(0, at + size / 2, at + size)],
])('one reject and nine events come of a record when %s', (_, change) => {
  const content = withDamage(change);
  expect(idsOf(content)).toEqual(others);
  expect(content.rejects).toHaveLength(1);
  expect(content.rejects[0]).toMatchObject({
    reason: 'evtx-record-damaged',
    recordId: 5,
    line: -1,
  });
  expect(content.rejects[0]!.raw).toMatch(/^2a2a0000/);
  expect(content.rejects[0]!.offset).toBeGreaterThan(4096 + 512);
  expect(content.problems).toEqual({ 'evtx-record-after-damage': 5 });
});

test('a record of zero size ends its chunk, as for other tools, and what follows can be recovered', () => {
  const change = (bytes: Buffer, { at }: Placed): unknown => bytes.writeUInt32LE(0, at + 4);
  const content = withDamage(change);
  expect(idsOf(content)).toEqual([1, 2, 3, 4]);
  expect(content.rejects).toEqual([]);
  expect(content.problems).toMatchObject({ 'evtx-record-empty': 1, 'evtx-stale-record': 5 });
  expect(idsOf(withDamage(change, true, true))).toEqual(others);
});

test('a record without its signature is told as bytes that are none, and what follows is read', () => {
  const content = withDamage((bytes, { at }) => bytes.fill(0xee, at, at + 4));
  expect(idsOf(content)).toEqual(others);
  expect(content.problems).toMatchObject({ 'evtx-bytes-unreadable': 1, 'evtx-records-lost': 1 });
});

test.each<[string, (bytes: Buffer, record: Placed) => void]>([
  ['an unknown token', (bytes, { at }) => bytes.fill(0x77, at + 28, at + 30)],
  ['more values than it has room for', (bytes, { at }) => bytes.writeUInt32LE(0x7fffffff, at + 38)],
  ['a template outside the chunk', (bytes, { at }) => bytes.writeUInt32LE(0xfffffff0, at + 34)],
  ['a template that is none', (bytes, { at }) => bytes.writeUInt32LE(512, at + 34)],
  [
    'a value that is longer than the record',
    (bytes, { at }) => bytes.writeUInt16LE(0xffff, at + 42),
  ],
])('a record with %s is rejected with its reason, and the others are read', (_, change) => {
  const content = withDamage(change);
  expect(idsOf(content)).toEqual(others);
  expect(content.rejects).toHaveLength(1);
  expect(content.rejects[0]!.reason).toMatch(/^evtx-(record|template)-damaged$/);
  expect(content.rejects[0]!.recordId).toBe(5);
});

test('a checksum that is wrong is told and costs no record', () => {
  const flip = (place: number): EvtxContent =>
    withDamage((bytes) => {
      bytes[place]! ^= 1;
    }, false);
  expect(flip(124).problems).toMatchObject({ 'evtx-chunk-header-checksum': 1 });
  expect(idsOf(flip(124))).toHaveLength(10);
  expect(flip(52).problems).toMatchObject({ 'evtx-chunk-header-checksum': 1 });
  const inRecord = withDamage((bytes, { at }) => {
    bytes[at + 20]! ^= 1;
  }, false);
  expect(inRecord.problems).toEqual({ 'evtx-chunk-checksum': 1 });
  expect(idsOf(inRecord)).toHaveLength(10);
});

test('a chunk in the middle with a bad signature is told, read, and does not stop the next', () => {
  const chunks = [chunkOf(1, 10), chunkOf(11, 10), chunkOf(21, 10)].map((chunk) => chunk.finish());
  chunks[1]!.fill(0, 0, 8);
  const content = readEvtx(evtxFile(chunks));
  expect(idsOf(content)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  expect(content.problems).toEqual({ 'evtx-chunk-signature': 1 });
});

test('a chunk whose whole header is gone has its records counted, and gives them when they are to be recovered', () => {
  const chunks = [chunkOf(1, 10), chunkOf(11, 10)].map((chunk) => chunk.finish());
  chunks[0]!.fill(0, 0, 512);
  const content = readEvtx(evtxFile(chunks));
  expect(idsOf(content)).toHaveLength(10);
  expect(content.problems).toMatchObject({ 'evtx-chunk-signature': 1, 'evtx-stale-record': 10 });
  expect(idsOf(readEvtx(evtxFile(chunks), { recover: true }))).toHaveLength(20);
});

test('a chunk of noise is a problem and no record', () => {
  const noise = Buffer.alloc(65_536);
  for (let i = 0; i < noise.length; i++) noise[i] = (i * 7919) >> 3;
  const content = readEvtx(evtxFile([chunkOf(1, 3).finish(), noise, chunkOf(4, 3).finish()]));
  expect(idsOf(content)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(content.rejects).toEqual([]);
  expect(content.problems).toEqual({ 'evtx-chunk-signature': 1 });
});

test('a file that ends inside a record gives all records before it', () => {
  const chunk = chunkOf(1, 10);
  const file = evtxFile([chunkOf(101, 5).finish(), chunk.finish()]);
  const { at, size } = chunk.records[6]!;
  const content = readEvtx(file.subarray(0, 4096 + 65_536 + at + size - 10));
  expect(idsOf(content)).toEqual([101, 102, 103, 104, 105, 1, 2, 3, 4, 5, 6]);
  expect(content.rejects).toHaveLength(1);
  expect(content.rejects[0]).toMatchObject({ recordId: 7, offset: 4096 + 65_536 + at });
  expect(content.problems).toMatchObject({ 'evtx-chunk-truncated': 1, 'evtx-records-lost': 3 });
});

test('a log that was never written to has neither events nor problems', () => {
  const content = readEvtx(evtxFile([new ChunkWriter().finish(), Buffer.alloc(65_536)]));
  expect(content).toMatchObject({ events: [], rejects: [], problems: {} });
});

test('a log that was not closed says so, and records behind the header’s end are read', () => {
  const chunk = chunkOf(1, 10);
  const bytes = chunk.finish({ freeAt: chunk.records[7]!.at });
  const content = readEvtx(evtxFile([bytes], { dirty: true }));
  expect(idsOf(content)).toHaveLength(10);
  expect(content.problems).toEqual({ 'evtx-dirty': 1 });
});

test('what older records left in unused space is only read when asked for', () => {
  const chunk = new ChunkWriter();
  for (const id of [50, 51, 52, 7, 8]) chunk.add(ordinary(id));
  const bytes = chunk.finish({ freeAt: chunk.records[3]!.at });
  bytes.writeBigUInt64LE(52n, 32);
  seal(bytes);
  expect(idsOf(readEvtx(evtxFile([bytes])))).toEqual([50, 51, 52]);
  const recovered = readEvtx(evtxFile([bytes]), { recover: true });
  expect(idsOf(recovered)).toEqual([50, 51, 52, 7, 8]);
  expect(recovered.events[3]!.offset).toBe(4096 + chunk.records[3]!.at);
  expect(recovered.problems['evtx-slack-record']).toBe(2);
  expect(recoveredOf(recovered)).toEqual([
    undefined,
    undefined,
    undefined,
    'from slack',
    'from slack',
  ]);
});

test('a record that another one swallowed is found', () => {
  const chunk = chunkOf(1, 10);
  const bytes = chunk.finish();
  const [before, hidden] = [chunk.records[3]!, chunk.records[4]!];
  const size = before.size + hidden.size;
  bytes.writeUInt32LE(size, before.at + 4);
  bytes.writeUInt32LE(size, before.at + size - 4);
  seal(bytes);
  const content = readEvtx(evtxFile([bytes]));
  expect(idsOf(content)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(content.problems).toMatchObject({ 'evtx-hidden-record': 1 });
  // It is there, after all.
  expect(content.holes).toEqual([]);
  expect(recoveredOf(content)).toEqual(
    Array.from({ length: 10 }, (_, i) => (i === 4 ? 'from within another record' : undefined)),
  );
});

function nestedElements(depth: number): Node {
  let node: Node = { name: 'E', content: ['deep'] };
  for (let i = 0; i < depth; i++) node = { name: 'E', content: [node] };
  return { name: 'UserData', content: [node] };
}

function nestedValues(depth: number): Instance {
  const level: Node = { name: 'V', content: [slot(0, false, 0x21)] };
  let instance: Instance = { template: { name: 'V', content: ['deep'] }, values: [] };
  for (let i = 0; i < depth; i++) instance = { template: level, values: [value.nested(instance)] };
  return instance;
}

test.each([
  ['elements', nestedElements],
  ['values', nestedValues],
])('nesting of %s is followed to a depth and rejected beyond', (_, nested) => {
  const chunk = new ChunkWriter();
  chunk.add(event(1, nested(20)));
  chunk.add(event(2, nested(200)));
  chunk.add(ordinary(3));
  const content = readEvtx(evtxFile([chunk.finish()]));
  expect(idsOf(content)).toEqual([1, 3]);
  expect(content.events[0]!.document).toContain('deep');
  expect(content.rejects.map(({ recordId, reason }) => [recordId, reason])).toEqual([
    [2, 'evtx-record-damaged'],
  ]);
});

/** A template that holds itself, `times` over: text placeholders are overwritten with instances. */
function selfReferring(times: number): Buffer {
  const mark = '#'.repeat(20);
  const loop: Node = {
    name: 'EventData',
    content: Array.from({ length: times }, () => ({ name: 'Data', content: [mark] })),
  };
  const chunk = new ChunkWriter();
  chunk.add(ordinary(1));
  chunk.add(event(2, { template: loop, values: [] }));
  chunk.add(ordinary(3));
  const bytes = chunk.finish();
  const marked = Buffer.from(mark, 'utf16le');
  const second = chunk.records[1]!.at;
  // The instance before the placeholder says where its template is.
  const instance = bytes.indexOf(Buffer.from([0x0f, 1, 1, 0, 0x0c, 1]), second + 40) + 4;
  for (let at = bytes.indexOf(marked); at >= 0; at = bytes.indexOf(marked, at)) {
    const token = at - 4;
    bytes.copy(bytes, token, instance, instance + 10);
    bytes.writeUInt32LE(0, token + 10);
    bytes.set([0x05, 0x01], token + 14);
    bytes.writeUInt16LE((44 - 18) / 2, token + 16);
  }
  return evtxFile([seal(bytes)]);
}

test.each([1, 2, 8])('a template that refers to itself %i times ends in one reject', (times) => {
  const start = performance.now();
  const content = readEvtx(selfReferring(times));
  expect(idsOf(content)).toEqual([1, 3]);
  expect(content.rejects).toHaveLength(1);
  expect(content.rejects[0]).toMatchObject({ recordId: 2 });
  expect(performance.now() - start).toBeLessThan(2000);
});

test('a template that blows up its values is given up, in bounded time, and others are read', () => {
  const wide: Node = {
    name: 'EventData',
    content: Array.from({ length: 900 }, () => ({ name: 'Data', content: [slot(0)] })),
  };
  const chunk = new ChunkWriter();
  chunk.add(ordinary(1));
  chunk.add(event(2, { template: wide, values: [value.text('x'.repeat(7000))] }));
  chunk.add(ordinary(3));
  const start = performance.now();
  const content = readEvtx(evtxFile([chunk.finish()]));
  expect(performance.now() - start).toBeLessThan(2000);
  expect(idsOf(content)).toEqual([1, 3]);
  expect(content.rejects[0]).toMatchObject({ recordId: 2, reason: 'evtx-record-too-complex' });
});

test('a chunk full of heavy records is given up as a whole, in bounded time', () => {
  const wide: Node = {
    name: 'EventData',
    content: Array.from({ length: 400 }, () => ({ name: 'Data', content: [slot(0)] })),
  };
  const chunk = new ChunkWriter();
  const values = [value.text('y'.repeat(100))];
  for (let id = 1; id <= 100; id++) chunk.add(event(id, { template: wide, values }));
  const start = performance.now();
  const content = readEvtx(evtxFile([chunk.finish(), chunkOf(101, 1).finish()]));
  expect(performance.now() - start).toBeLessThan(5000);
  expect(content.events.length + content.rejects.length).toBe(101);
  expect(idsOf(content)).toContain(101);
  expect(content.rejects.at(-1)).toMatchObject({ reason: 'evtx-chunk-too-complex' });
});

test('content decides: the file header, or a chunk where one belongs', () => {
  const file = evtxFile([chunkOf(1, 1).finish()]);
  expect(evtxReader.sniff(headOf(file))).toBe('certain');
  expect(evtxReader.sniff(headOf(file.subarray(4096)))).toBe('certain');
  expect(evtxReader.sniff(headOf(Buffer.concat([Buffer.alloc(4096), file.subarray(4096)])))).toBe(
    'certain',
  );
  expect(evtxReader.sniff(headOf(Buffer.concat([Buffer.alloc(512), file.subarray(4096)])))).toBe(
    'likely',
  );
  expect(evtxReader.sniff(headOf(Buffer.from('ElfFile is a word')))).toBe('no');
  expect(evtxReader.sniff(headOf(new Uint8Array(0)))).toBe('no');
});
