/** Parquet: rows as JSON records of known layouts, exact values, bounded work on hostile files. */
import { expect, test } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';
import { makeParquetCutter } from '#workers/readers/framing/parquet.ts';
import { parquetReader } from '#workers/readers/parquet/reader.ts';
import type { Chunk } from '#workers/readers/reader.ts';
import { eventsOf } from '#test/support/events-of.ts';
import { parquetFile } from '#test/support/parquet-writer.ts';
import type { ParquetColumn } from '#test/support/parquet-writer.ts';
import { readBytes } from '#test/support/read-evidence.ts';

const logons: readonly ParquetColumn[] = [
  {
    name: 'TimeGenerated',
    type: 'int64',
    meaning: { kind: 'timestamp', unit: 'us', utc: true },
    values: [1_700_000_000_123_456n, 1_700_000_001_000_000n],
  },
  { name: 'EventID', type: 'int32', values: [4624, 4625] },
  { name: 'Computer', type: 'text', values: ['DC1', 'DC1'] },
  { name: 'Channel', type: 'text', values: ['Security', 'Security'] },
  { name: 'TargetUserName', type: 'text', values: ['alice', undefined] },
  { name: 'LogonType', type: 'int32', values: [10, 3] },
];

test.each(['none', 'gzip', 'zstd'] as const)(
  'a table of Sentinel in Parquet (%s) is Windows events',
  async (codec) => {
    const { format, imported, rejects, batches } = await readBytes(parquetFile([logons], codec));
    expect({ format, imported, rejects }).toEqual({ format: 'parquet', imported: 2, rejects: [] });
    const [first, second] = eventsOf(batches);
    expect(first!.time).toBe('2023-11-14T22:13:20.123456Z');
    expect(first!.values).toMatchObject({
      'host.name': 'DC1',
      'event.action': 'logged-in',
      'user.name': 'alice',
      'winlog.logon.type': 10,
    });
    expect(second!.values['event.action']).toBe('logon-failed');
    expect(second!.document).not.toContain('TargetUserName');
    expect(second!.recordId).toBe(2);
  },
);

test('values keep every digit', async () => {
  const file = parquetFile([
    [
      {
        name: 'time',
        type: 'int64',
        meaning: { kind: 'timestamp', unit: 'ns', utc: true },
        values: [1_700_000_000_123_456_789n],
      },
      { name: 'huge', type: 'int64', values: [9_007_199_254_740_993n] },
      {
        name: 'price',
        type: 'int64',
        meaning: { kind: 'decimal', scale: 2 },
        values: [-12_345_678_901_234_567n],
      },
      { name: 'day', type: 'int32', meaning: { kind: 'date' }, values: [19_675] },
      { name: 'half', type: 'double', values: [0.5] },
      { name: 'is', type: 'boolean', values: [true] },
      { name: '__proto__', type: 'text', values: ['x'] },
    ],
  ]);
  const { batches } = await readBytes(file);
  const [event] = eventsOf(batches);
  expect(event!.time).toBe('2023-11-14T22:13:20.123456789Z');
  expect(event!.document).toBe(
    '{"time":"2023-11-14T22:13:20.123456789Z","huge":"9007199254740993","price":"-123456789012345.67","day":"2023-11-14","half":0.5,"is":true,"__proto__":"x"}',
  );
  const fields = parquetReader.fields(event!.document, {});
  expect(fields).toContainEqual({ name: 'huge', value: '9007199254740993' });
});

test('lists come as lists', async () => {
  const tags: ParquetColumn = {
    name: 'tags',
    type: 'texts',
    values: [['a', 'b'], undefined, [], ['c']],
  };
  const { batches, rejects } = await readBytes(
    parquetFile([[tags, { name: 'n', type: 'int32', values: [1, 2, 3, 4] }]], 'zstd'),
  );
  expect(rejects).toEqual([]);
  expect(eventsOf(batches).map(({ document }) => document)).toEqual([
    '{"tags":["a","b"],"n":1}',
    '{"n":2}',
    '{"tags":[],"n":3}',
    '{"tags":["c"],"n":4}',
  ]);
});

test('going on behind what is done gives the rest and nothing twice', () => {
  const numbers = Array.from({ length: 150_000 }, (_, i) => i);
  const file = parquetFile([[{ name: 'n', type: 'int32', values: numbers }]]);
  const cut = (skipBytes: number): Chunk[] => {
    const head = { bytes: file, whole: true, text: undefined, name: '', mtimeMs: NaN };
    const options = { timeZone: undefined, recover: false, mapping: undefined };
    const cutter = makeParquetCutter({ ...parquetReader.prepare(head, options), skipBytes });
    cutter.push(file.subarray(0, 1000));
    cutter.push(file.subarray(1000));
    return cutter.end();
  };
  const all = cut(0);
  expect(all).toHaveLength(3);
  for (const [at, { offset, bytes }] of all.entries()) {
    expect(cut(offset + bytes.length)).toEqual(all.slice(at + 1));
  }
});

test('local timestamps are read in the zone that the analyst names', async () => {
  const local: ParquetColumn = {
    name: 'timestamp',
    type: 'int64',
    meaning: { kind: 'timestamp', unit: 'ms', utc: false },
    values: [1_700_000_000_000n],
  };
  const file = parquetFile([[local, { name: 'a', type: 'int32', values: [1] }]]);
  const assumed = await readBytes(file);
  expect(eventsOf(assumed.batches)[0]!.time).toBe('2023-11-14T22:13:20.000Z');
  expect(assumed.problems.map(({ code }) => code)).toContain('time-zone-assumed');
  const berlin = await readBytes(file, { timeZone: 'Europe/Berlin' });
  expect(eventsOf(berlin.batches)[0]!.time).toBe('2023-11-14T21:13:20.000Z');
  expect(berlin.problems).toEqual([]);
});

test('row groups follow one another, and rows are numbered through the file', async () => {
  const group = (first: number): ParquetColumn[] => [
    { name: 'n', type: 'int32', values: Array.from({ length: 1000 }, (_, i) => first + i) },
  ];
  const { batches, imported } = await readBytes(parquetFile([group(0), group(1000), group(2000)]));
  expect(imported).toBe(3000);
  expect(batches.length).toBe(3);
  const events = eventsOf(batches);
  events.forEach(({ recordId, document }, at) => {
    expect({ recordId, document }).toEqual({ recordId: at + 1, document: `{"n":${at}}` });
  });
});

test('a large row group is read in pieces that give every row once', async () => {
  const rows = 150_000;
  const column: ParquetColumn = {
    name: 'n',
    type: 'int32',
    values: Array.from({ length: rows }, (_, i) => i),
  };
  const { batches, imported } = await readBytes(parquetFile([[column]]));
  expect(imported).toBe(rows);
  expect(batches.length).toBe(3);
  const numbers = eventsOf(batches).map(({ document }) => Number(document.slice(5, -1)));
  expect(numbers.every((number, at) => number === at)).toBe(true);
});

test('a file beyond the limit is told with what to do, and not gathered', () => {
  const head = {
    bytes: Buffer.from('PAR1'),
    whole: false,
    text: undefined,
    name: '',
    mtimeMs: NaN,
  };
  const options = { timeZone: undefined, recover: false, mapping: undefined };
  const cutter = makeParquetCutter(parquetReader.prepare(head, options));
  cutter.push(new Uint8Array(1000));
  const much = new Uint8Array(512 * 1024 * 1024);
  expect(() => cutter.push(much)).toThrow('larger than 512 MiB');
  expect(cutter.push(new Uint8Array(1000))).toEqual([]);
  expect(cutter.end()).toEqual([]);
});

test('an encrypted file is told, and not read', async () => {
  const { error } = await readBytes(Buffer.from('PARE' + '\0'.repeat(100) + 'PARE', 'latin1'));
  expect(error).toMatchObject({ code: 'unreadable', message: 'The Parquet file is encrypted.' });
});

test.each([
  ['without its end', (file: Buffer) => file.subarray(0, file.length - 20), /breaks off/],
  [
    'with an absurd footer length',
    (file: Buffer) => {
      const copy = Buffer.from(file);
      copy.writeUInt32LE(0xfffffff0, copy.length - 8);
      return copy;
    },
    /claims 4294967280 bytes/,
  ],
  [
    'with a footer of nothing but continued numbers',
    () =>
      Buffer.concat([
        Buffer.from('PAR1'),
        Buffer.alloc(1_000_000, 0x86),
        Buffer.from([64, 66, 15, 0]),
        Buffer.from('PAR1'),
      ]),
    /footer is damaged/,
  ],
])('a file %s is one rejected record that says why', async (_name, change, why) => {
  const { rejects, imported, error } = await readBytes(change(parquetFile([logons])));
  expect(error).toBeUndefined();
  expect(imported).toBe(0);
  expect(rejects).toMatchObject([
    { reason: 'parquet-damaged', message: expect.stringMatching(why) as string },
  ]);
});

test('a claim of billions of rows is no reason to make them', async () => {
  const file = parquetFile([[{ name: 'n', type: 'int32', values: [1] }]]);
  const rows = file.lastIndexOf(Buffer.from([0x16, 0x02, 0x00]));
  expect(rows).toBeGreaterThan(0);
  // The group's number of rows, as many bytes longer as the footer then is.
  const huge = Buffer.from([0x16, 0x80, 0x80, 0x80, 0x80, 0x40, 0x00]);
  const patched = Buffer.concat([file.subarray(0, rows), huge, file.subarray(rows + 3)]);
  patched.writeUInt32LE(patched.readUInt32LE(patched.length - 8) + 4, patched.length - 8);
  const { rejects } = await readBytes(patched);
  expect(rejects[0]!.message).toMatch(/claims 8589934592 rows/);
});

test('files with bytes changed at random are read, rejected or both, and never thrown at anybody', async () => {
  const random = new SeededRandom(7);
  const files = [
    parquetFile([logons], 'none'),
    parquetFile([logons], 'gzip'),
    parquetFile([logons], 'zstd'),
  ];
  for (let round = 0; round < 400; round++) {
    const file = Buffer.from(files[round % files.length]!);
    for (let i = random.uint32() % 4; i >= 0; i--)
      file[4 + (random.uint32() % (file.length - 4))] = random.uint32() & 255;
    const cut =
      random.uint32() % 5 === 0 ? file.subarray(0, 4 + (random.uint32() % file.length)) : file;
    const { error, recordsSeen, imported, rejects } = await readBytes(cut, { format: 'parquet' });
    expect(error).toBeUndefined();
    expect(recordsSeen).toBe(imported + rejects.length);
    expect(recordsSeen).toBeLessThan(100_000);
  }
});
