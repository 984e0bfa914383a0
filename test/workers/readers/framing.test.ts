/** Cutting at record borders: nothing lost, every place true, whatever the pieces. */
import { expect, test } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';
import { CsvRowScanner, makeCsvCutter } from '#workers/readers/framing/csv.ts';
import { MAX_RECORD_BYTES } from '#workers/readers/framing/framing.ts';
import { JsonRecordScanner, makeJsonArrayCutter } from '#workers/readers/framing/json-array.ts';
import { makeLinesCutter } from '#workers/readers/framing/lines.ts';
import { makeWholeCutter } from '#workers/readers/framing/whole.ts';
import { RowCells } from '#workers/readers/csv/cells.ts';
import type { Chunk } from '#workers/readers/reader.ts';
import { cutAll, joined, preparedWith } from '#test/support/cut.ts';

const pick = <T>(random: SeededRandom, items: readonly T[]): T =>
  items[random.uint32() % items.length]!;

function randomText(random: SeededRandom, alphabet: readonly string[], length: number): string {
  return Array.from({ length }, () => pick(random, alphabet)).join('');
}

/** Offsets and line numbers of chunks are what counting over the content says. */
function expectTruePlaces(chunks: readonly Chunk[], content: Buffer): void {
  for (const { bytes, offset, firstLine } of chunks) {
    expect(content.subarray(offset, offset + bytes.length).equals(bytes)).toBe(true);
    expect(firstLine).toBe(content.subarray(0, offset).filter((byte) => byte === 10).length + 1);
  }
}

test('lines: chunks are the content without what is skipped, and end with line ends', () => {
  const random = new SeededRandom(1);
  for (let round = 0; round < 200; round++) {
    const text = randomText(
      random,
      ['a', 'ü', '\n', '\r\n', '\r', 'bc', ' '],
      random.uint32() % 400,
    );
    const content = Buffer.from(text);
    const skipBytes = content.length === 0 ? 0 : content.indexOf(10) + 1;
    const prepared = preparedWith({ skipBytes, skipLines: skipBytes > 0 ? 1 : 0 });
    const targetBytes = 1 + (random.uint32() % 64);
    const chunks = cutAll(content, { make: makeLinesCutter, prepared, targetBytes, random });
    expect(joined(chunks).equals(content.subarray(skipBytes))).toBe(true);
    expectTruePlaces(chunks, content);
    for (const { bytes } of chunks.slice(0, -1)) expect(bytes.at(-1)).toBe(10);
  }
});

test('lines: chunks are about as large as asked for', () => {
  const content = Buffer.from('x'.repeat(99).concat('\n').repeat(50_000));
  const chunks = cutAll(content, {
    make: makeLinesCutter,
    prepared: preparedWith({}),
    targetBytes: 1_000_000,
  });
  expect(chunks).toHaveLength(5);
  for (const { bytes } of chunks) expect(bytes.buffer.byteLength).toBeLessThan(1_300_000);
});

test('a byte order mark at the beginning is no part of the first record', () => {
  const content = Buffer.from('\ufeffone\ntwo\n');
  const [chunk] = cutAll(content, {
    make: makeLinesCutter,
    prepared: preparedWith({}),
    targetBytes: 100,
    random: new SeededRandom(2),
  });
  expect(chunk).toMatchObject({ offset: 3, firstLine: 1 });
  expect(Buffer.from(chunk!.bytes).toString()).toBe('one\ntwo\n');
});

test('a record beyond the limit is told with its length and place, the next one is read', () => {
  const long = MAX_RECORD_BYTES + 5_000_000;
  const content = Buffer.concat([
    Buffer.from('one\n'),
    Buffer.alloc(long, 'x'),
    Buffer.from('\ntwo\nthree'),
  ]);
  const cutter = makeLinesCutter(preparedWith({}), 1 << 20);
  const chunks: Chunk[] = [];
  for (let at = 0; at < content.length; at += 1 << 20) {
    chunks.push(...cutter.push(content.subarray(at, at + (1 << 20))));
  }
  chunks.push(...cutter.end());
  const plain = chunks.map(({ bytes, offset, firstLine, oversizeBytes }) => ({
    text: Buffer.from(bytes).toString('latin1', 0, 12),
    offset,
    firstLine,
    oversizeBytes,
  }));
  expect(plain).toEqual([
    { text: 'one\n', offset: 0, firstLine: 1, oversizeBytes: undefined },
    { text: 'x'.repeat(12), offset: 4, firstLine: 2, oversizeBytes: long + 1 },
    { text: 'two\nthree', offset: 4 + long + 1, firstLine: 3, oversizeBytes: undefined },
  ]);
  expect(chunks[1]!.bytes.length).toBeLessThan(100_000);
});

test('a record beyond the limit that the content ends in is told as well', () => {
  const long = MAX_RECORD_BYTES + 1;
  const chunks = cutAll(Buffer.alloc(long, '"'), {
    make: makeWholeCutter,
    prepared: preparedWith({}),
    targetBytes: 100,
  });
  expect(chunks).toMatchObject([{ offset: 0, oversizeBytes: long }]);
});

test('whole: small content is one chunk', () => {
  const content = Buffer.from('{\n"a": 1\n}\n');
  const prepared = preparedWith({});
  const chunks = cutAll(content, {
    make: makeWholeCutter,
    prepared,
    targetBytes: 1,
    random: new SeededRandom(3),
  });
  expect(chunks).toMatchObject([{ offset: 0, firstLine: 1 }]);
  expect(joined(chunks).equals(content)).toBe(true);
});

const dialect = { delimiter: 44, newline: 10, columns: 3 };
const csvPrepared = preparedWith({ framing: 'csv', state: { dialect } });

/** Rows of cells as RowCells sees them in a piece of content. */
function rowsOf(bytes: Uint8Array): string[][] {
  const cells = new RowCells(bytes, dialect);
  const rows: string[][] = [];
  for (let at = 0; at < bytes.length;) {
    at = cells.next(at);
    rows.push(Array.from({ length: cells.count }, (_, i) => cells.cell(i)));
  }
  return rows;
}

/** A cell as a careful writer puts it down. */
function written(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

test('csv: rows with quotes, delimiters and line ends in cells are never torn', () => {
  const random = new SeededRandom(4);
  for (let round = 0; round < 200; round++) {
    const rows = Array.from({ length: 1 + (random.uint32() % 12) }, () =>
      Array.from({ length: 3 }, () =>
        randomText(random, ['a', '"', ',', '\n', '\r\n', 'é', ' ', '""'], random.uint32() % 8),
      ),
    );
    const end = pick(random, ['\n', '\r\n']);
    const content = Buffer.from(rows.map((row) => row.map(written).join(',') + end).join(''));
    const targetBytes = 1 + (random.uint32() % 64);
    const chunks = cutAll(content, {
      make: makeCsvCutter,
      prepared: csvPrepared,
      targetBytes,
      random,
    });
    expect(joined(chunks).equals(content)).toBe(true);
    expectTruePlaces(chunks, content);
    expect(chunks.flatMap(({ bytes }) => rowsOf(bytes))).toEqual(rows);
  }
});

test('csv: the cutter and the splitter agree on where rows end, whatever the bytes', () => {
  const random = new SeededRandom(5);
  for (let round = 0; round < 5000; round++) {
    const text = randomText(
      random,
      ['a', '"', ',', '\n', '\r', ' ', '\t', '"'],
      random.uint32() % 30,
    );
    const content = Buffer.from(text);
    const cells = new RowCells(content, dialect);
    const ends: number[] = [];
    for (let at = 0; at < content.length;) {
      at = cells.next(at);
      if (!cells.unbalanced && content[at - 1] === 10 && cells.rowEnd < at) ends.push(at);
    }
    const whole = new CsvRowScanner(dialect);
    const found: number[] = [];
    for (let at = whole.next(content, 0); at >= 0; at = whole.next(content, at)) found.push(at);
    expect(found, JSON.stringify(text)).toEqual(ends);
    expect(inBits(content, random), JSON.stringify(text)).toEqual(ends);
  }
});

/** Row ends found when the content comes in pieces. */
function inBits(content: Buffer, random: SeededRandom): number[] {
  const scanner = new CsvRowScanner(dialect);
  const found: number[] = [];
  for (let from = 0; from < content.length;) {
    const to = Math.min(content.length, from + 1 + (random.uint32() % 5));
    const seen = Buffer.from(content.subarray(0, to));
    for (let at = scanner.next(seen, from); at >= 0; at = scanner.next(seen, at)) found.push(at);
    from = to;
  }
  return found;
}

test('csv: a quote that never closes costs its row and not the rest', () => {
  const content = Buffer.from('1,2,3\n4,"5,6\n7,8,9\n10,11,12\n');
  const chunks = cutAll(content, { make: makeCsvCutter, prepared: csvPrepared, targetBytes: 1000 });
  expect(chunks.map(({ bytes, firstLine }) => [Buffer.from(bytes).toString(), firstLine])).toEqual([
    ['1,2,3\n', 1],
    ['4,"5,6\n', 2],
    ['7,8,9\n10,11,12\n', 3],
  ]);
  expectTruePlaces(chunks, content);
});

test('csv: a row cut in the middle of a long cell stays one record', () => {
  const content = Buffer.from('1,2,3\n4,5,"{\n  ""a"": 1,\n  ""b"": [\n    1');
  const chunks = cutAll(content, { make: makeCsvCutter, prepared: csvPrepared, targetBytes: 1000 });
  expect(joined(chunks).equals(content)).toBe(true);
  expect(chunks.flatMap(({ bytes }) => rowsOf(bytes)).map((row) => row.length)).toEqual([3, 3]);
});

test('csv: files of the old Mac, whose lines end with CR alone, are cut at those', () => {
  const mac = { delimiter: 44, newline: 13, columns: 2 };
  const prepared = preparedWith({ framing: 'csv', state: { dialect: mac } });
  const chunks = cutAll(Buffer.from('a,"b\rc"\rd,e\r'), {
    make: makeCsvCutter,
    prepared,
    targetBytes: 1,
  });
  expect(chunks.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['a,"b\rc"\rd,e\r']);
});

/** Records as the parser finds them in chunks. */
function jsonRecords(chunks: readonly Chunk[]): { text: string; line: number }[] {
  return chunks.flatMap(({ bytes, firstLine }) => {
    const buffer = Buffer.from(bytes);
    const scanner = new JsonRecordScanner();
    const out: { text: string; line: number }[] = [];
    for (let at = scanner.next(buffer, 0); at >= 0; at = scanner.next(buffer, at)) {
      const text = buffer.toString('utf8', scanner.start, at);
      out.push({ text, line: firstLine + scanner.startLine });
    }
    return out;
  });
}

function randomObject(random: SeededRandom, depth = 0): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (let i = random.uint32() % 4; i >= 0; i--) {
    const text = randomText(random, ['"', '\\', '{', '}', '[', ']', ',', 'ü', '\n', 'a'], 5);
    const value = [text, i, null, true, [text, { text }], {}][random.uint32() % 6];
    object[text] = depth < 3 && random.uint32() % 4 === 0 ? randomObject(random, depth + 1) : value;
  }
  return object;
}

test('json-array: records come out whole, whatever stands between and around them', () => {
  const random = new SeededRandom(6);
  for (let round = 0; round < 200; round++) {
    const objects = Array.from({ length: random.uint32() % 8 }, () => randomObject(random));
    const texts = objects.map((object) => JSON.stringify(object, null, pick(random, [0, 2])));
    const [before, between, after] = pick(random, [
      ['[', ',', ']\n'],
      ['[\n  ', ' ,\n  ', '\n]'],
      ['', '\n', '\n'],
      ['', '', ''],
      ['[', ',', '],"NextToken":"a{b[c"}'],
      ['[', '][', ']'],
    ] as const);
    const content = Buffer.from(before + texts.join(between) + after);
    const prepared = preparedWith({ framing: 'json-array' });
    const targetBytes = 1 + (random.uint32() % 64);
    const chunks = cutAll(content, { make: makeJsonArrayCutter, prepared, targetBytes, random });
    expect(joined(chunks).equals(content)).toBe(true);
    expectTruePlaces(chunks, content);
    const records = jsonRecords(chunks);
    expect(records.map(({ text }) => JSON.parse(text) as unknown)).toEqual(objects);
    let at = 0;
    for (const { text, line } of records) {
      at = content.indexOf(text, at);
      expect(line).toBe(content.toString('utf8', 0, at).split('\n').length);
      at += Buffer.byteLength(text);
    }
  }
});

test('json-array: the second of two wrapped lists is found, its wrapper is no record', () => {
  const first = '{"Records":[';
  const content = Buffer.from(`${first}{"a":1}],"n":{}}\n{"Records":[{"a":2},{"a":3}]}`);
  const chunks = cutAll(content, {
    make: makeJsonArrayCutter,
    prepared: preparedWith({ skipBytes: first.length }),
    targetBytes: 1,
  });
  expect(jsonRecords(chunks).map(({ text }) => text)).toEqual(['{"a":1}', '{"a":2}', '{"a":3}']);
});

test('json-array: what is no object is a record too, so that it can be rejected', () => {
  const content = Buffer.from('[1, "two", {"a":3}, null]');
  const chunks = cutAll(content, {
    make: makeJsonArrayCutter,
    prepared: preparedWith({}),
    targetBytes: 100,
  });
  expect(jsonRecords(chunks).map(({ text }) => text)).toEqual(['1', '"two"', '{"a":3}', 'null']);
});

test('json-array: a pretty-printed record that never closes costs itself and not the rest', () => {
  const good = (n: number): string => `  {\n    "a": { "b": ${n} }\n  }`;
  const content = Buffer.from(`[\n${good(1)},\n  {\n    "a": {\n${good(3)},\n${good(4)}\n]\n`);
  const chunks = cutAll(content, {
    make: makeJsonArrayCutter,
    prepared: preparedWith({}),
    targetBytes: 1000,
  });
  expect(joined(chunks).equals(content)).toBe(true);
  expectTruePlaces(chunks, content);
  const records = jsonRecords(chunks).map(({ text }) => JSON.parse(text) as unknown);
  expect(records).toEqual([1, 3, 4].map((b) => ({ a: { b } })));
});
