/**
 * A small writer of Parquet files for tests: flat columns and lists of text, one page each, plain
 * encoding; enough to plant values whose meaning is known to the digit. By the format's definition
 * (parquet.thrift).
 */
import { gzipSync, zstdCompressSync } from 'node:zlib';

export interface ParquetColumn {
  readonly name: string;
  readonly type: 'int32' | 'int64' | 'double' | 'text' | 'boolean' | 'texts';
  /** undefined: no value. */
  readonly values: readonly (bigint | number | string | boolean | readonly string[] | undefined)[];
  /** What the numbers mean. */
  readonly meaning?:
    | { readonly kind: 'timestamp'; readonly unit: 'ms' | 'us' | 'ns'; readonly utc: boolean }
    | { readonly kind: 'decimal'; readonly scale: number }
    | { readonly kind: 'date' };
}

export type ParquetCodec = 'none' | 'gzip' | 'zstd';

/** A file whose row groups hold these columns. */
export function parquetFile(
  groups: readonly (readonly ParquetColumn[])[],
  codec: ParquetCodec = 'none',
): Buffer {
  const pieces: Buffer[] = [Buffer.from('PAR1')];
  let offset = 4;
  const rowGroups = groups.map((columns) => {
    const chunks = columns.map((column) => {
      const page = pageOf(column, codec);
      const start = offset;
      pieces.push(page.bytes);
      offset += page.bytes.length;
      return columnChunk(column, codec, { start, ...page });
    });
    const rows = columns[0]!.values.length;
    const size = columns.length;
    return struct([1, list(12, chunks)], [2, i64(size)], [3, i64(rows)]);
  });
  const columns = groups[0]!;
  const root = struct([4, binary('schema')], [5, i32(columns.length)]);
  const rows = groups.reduce((sum, group) => sum + group[0]!.values.length, 0);
  const footer = struct(
    [1, i32(2)],
    [2, list(12, [root, ...columns.flatMap(schemaElements)])],
    [3, i64(rows)],
    [4, list(12, rowGroups)],
  ).bytes;
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([...pieces, footer, length, Buffer.from('PAR1')]);
}

const types = { boolean: 0, int32: 1, int64: 2, double: 5, text: 6, texts: 6 } as const;
const codecs = { none: 0, gzip: 2, zstd: 6 } as const;
const units = { ms: 1, us: 2, ns: 3 } as const;

interface Field {
  readonly type: number;
  readonly bytes: Buffer;
}

const i32 = (value: number): Field => ({ type: 5, bytes: varint(zigzag(BigInt(value))) });
const i64 = (value: number): Field => ({ type: 6, bytes: varint(zigzag(BigInt(value))) });
const truth = (value: boolean): Field => ({ type: value ? 1 : 2, bytes: Buffer.alloc(0) });

function binary(text: string): Field {
  const bytes = Buffer.from(text);
  return { type: 8, bytes: Buffer.concat([varint(BigInt(bytes.length)), bytes]) };
}

function list(type: number, items: readonly Field[]): Field {
  const head = Buffer.concat([Buffer.from([0xf0 | type]), varint(BigInt(items.length))]);
  return { type: 9, bytes: Buffer.concat([head, ...items.map(({ bytes }) => bytes)]) };
}

function struct(...fields: readonly (readonly [id: number, field: Field] | undefined)[]): Field {
  const out: Buffer[] = [];
  let before = 0;
  for (const entry of fields) {
    if (entry === undefined) continue;
    const [id, { type, bytes }] = entry;
    out.push(Buffer.from([((id - before) << 4) | type]), bytes);
    before = id;
  }
  return { type: 12, bytes: Buffer.concat([...out, Buffer.from([0])]) };
}

function zigzag(value: bigint): bigint {
  return value >= 0n ? value * 2n : -value * 2n - 1n;
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Buffer.from([...bytes, Number(rest)]);
}

/** A list is a group of a repeated group of its items. */
function schemaElements(column: ParquetColumn): Field[] {
  if (column.type !== 'texts') return [schemaElement(column)];
  return [
    struct([3, i32(1)], [4, binary(column.name)], [5, i32(1)], [6, i32(3)]),
    struct([3, i32(2)], [4, binary('list')], [5, i32(1)]),
    schemaElement({ ...column, name: 'element', type: 'text' }),
  ];
}

function schemaElement({ name, type, meaning }: ParquetColumn): Field {
  const isText = type === 'text';
  const converted = isText
    ? 0
    : meaning?.kind === 'decimal'
      ? 5
      : meaning?.kind === 'date'
        ? 6
        : -1;
  const isDecimal = meaning?.kind === 'decimal';
  return struct(
    [1, i32(types[type])],
    [3, i32(1)],
    [4, binary(name)],
    converted < 0 ? undefined : [6, i32(converted)],
    isDecimal ? [7, i32(meaning.scale)] : undefined,
    isDecimal ? [8, i32(18)] : undefined,
    meaning?.kind === 'timestamp' ? [10, timestamp(meaning)] : undefined,
  );
}

/** LogicalType.TIMESTAMP is field 8 of the union. */
function timestamp({ unit, utc }: { unit: 'ms' | 'us' | 'ns'; utc: boolean }): Field {
  return struct([8, struct([1, truth(utc)], [2, struct([units[unit], struct()])])]);
}

interface Page {
  readonly bytes: Buffer;
  readonly plainBytes: number;
  readonly values: number;
}

function pageOf(column: ParquetColumn, codec: ParquetCodec): Page {
  const { type, values } = column;
  if (type === 'texts')
    return listPage(values as readonly (readonly string[] | undefined)[], codec);
  const plain = Buffer.concat([levels(values), ...values.map((value) => plainValue(type, value))]);
  const bools = type === 'boolean' ? Buffer.concat([levels(values), packed(values)]) : plain;
  return page(bools, values.length, codec);
}

/** Where each item stands: whether it goes on with a list, and how much of it is there. */
function listPage(lists: readonly (readonly string[] | undefined)[], codec: ParquetCodec): Page {
  const repeats: number[] = [];
  const definitions: number[] = [];
  for (const list of lists) {
    repeats.push(0, ...(list ?? []).slice(1).map(() => 1));
    definitions.push(...(list === undefined ? [0] : list.length === 0 ? [1] : list.map(() => 3)));
  }
  const items = lists.flatMap((list) => list ?? []).map((item) => plainValue('text', item));
  const plain = Buffer.concat([runsOf(repeats), runsOf(definitions), ...items]);
  return page(plain, repeats.length, codec);
}

function page(plain: Buffer, values: number, codec: ParquetCodec): Page {
  const body =
    codec === 'none' ? plain : codec === 'gzip' ? gzipSync(plain) : zstdCompressSync(plain);
  const head = struct(
    [1, i32(0)],
    [2, i32(plain.length)],
    [3, i32(body.length)],
    [5, struct([1, i32(values)], [2, i32(0)], [3, i32(3)], [4, i32(3)])],
  ).bytes;
  return {
    bytes: Buffer.concat([head, body]),
    plainBytes: head.length + plain.length,
    values,
  };
}

/** Definition levels of values that are there or not. */
function levels(values: ParquetColumn['values']): Buffer {
  return runsOf(values.map((value) => (value === undefined ? 0 : 1)));
}

/** Levels of a few bits, each a run of its own, with their length in front. */
function runsOf(numbers: readonly number[]): Buffer {
  const all = Buffer.from(numbers.flatMap((number) => [2, number]));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(all.length);
  return Buffer.concat([length, all]);
}

function plainValue(type: ParquetColumn['type'], value: unknown): Buffer {
  if (value === undefined || type === 'boolean') return Buffer.alloc(0);
  if (type === 'text') {
    const bytes = Buffer.from(value as string);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return Buffer.concat([length, bytes]);
  }
  const out = Buffer.alloc(type === 'int32' ? 4 : 8);
  if (type === 'int32') out.writeInt32LE(value as number);
  else if (type === 'int64') out.writeBigInt64LE(value as bigint);
  else out.writeDoubleLE(value as number);
  return out;
}

function packed(values: ParquetColumn['values']): Buffer {
  const known = values.filter((value) => value !== undefined);
  const out = Buffer.alloc(Math.ceil(known.length / 8));
  known.forEach((value, at) => {
    if (value === true) out[at >> 3]! |= 1 << (at & 7);
  });
  return out;
}

function columnChunk(
  { name, type }: ParquetColumn,
  codec: ParquetCodec,
  { start, bytes, plainBytes, values }: Page & { readonly start: number },
): Field {
  const meta = struct(
    [1, i32(types[type])],
    [2, list(5, [i32(0), i32(3)])],
    [3, list(8, (type === 'texts' ? [name, 'list', 'element'] : [name]).map(binary))],
    [4, i32(codecs[codec])],
    [5, i64(values)],
    [6, i64(plainBytes)],
    [7, i64(bytes.length)],
    [9, i64(start)],
  );
  return struct([2, i64(start)], [3, meta]);
}
