/**
 * A small writer of Windows event logs, so that tests can plant what real logs seldom show: any
 * value type, templates in templates, and damage at a known place. Written from the format's
 * description, not from the reader.
 */
import { crc32 } from 'node:zlib';

export interface Node {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, Piece>>;
  readonly content?: readonly (Node | Piece)[];
}

/** Text, a place for a value, or an entity. */
export type Piece =
  | string
  | { readonly slot: number; readonly optional?: boolean; readonly type?: number }
  | { readonly entity: string }
  | { readonly inline: Value };

/** A value of a template's table. */
export type Value = Plain | Nested;
interface Plain {
  readonly type: number;
  readonly bytes: Uint8Array;
}
interface Nested {
  readonly nested: Instance | Node;
}

/** A template and the values for it. The same object is written once per chunk. */
export interface Instance {
  readonly template: Node;
  readonly values: readonly Value[];
}

export const slot = (number: number, optional = false, type = 0x01): Piece => ({
  slot: number,
  optional,
  type,
});

/** Values by type. */
export const value = {
  none: (): Value => ({ type: 0x00, bytes: new Uint8Array(0) }),
  text: (text: string): Value => ({ type: 0x01, bytes: Buffer.from(text, 'utf16le') }),
  texts: (...texts: readonly string[]): Value => ({
    type: 0x81,
    bytes: Buffer.from(texts.map((text) => `${text}\0`).join(''), 'utf16le'),
  }),
  raw: (type: number, bytes: Uint8Array): Value => ({ type, bytes }),
  uint16: (number: number): Value => ({ type: 0x06, bytes: ints(2, [BigInt(number)]) }),
  uint32: (number: number): Value => ({ type: 0x08, bytes: ints(4, [BigInt(number)]) }),
  uint64: (number: bigint): Value => ({ type: 0x0a, bytes: ints(8, [number]) }),
  filetime: (iso: string): Value => ({ type: 0x11, bytes: ints(8, [filetime(iso)]) }),
  nested: (nested: Instance | Node): Value => ({ nested }),
};

/** Little-endian numbers of so many bytes each. */
export function ints(width: number, numbers: readonly bigint[]): Buffer {
  const out = Buffer.alloc(width * numbers.length);
  numbers.forEach((number, index) => {
    for (let i = 0; i < width; i++) {
      out[index * width + i] = Number((BigInt.asUintN(64, number) >> BigInt(8 * i)) & 0xffn);
    }
  });
  return out;
}

/** 100 ns since 1601 of an ISO time with up to seven digits. */
export function filetime(iso: string): bigint {
  const [seconds = '', fraction = ''] = iso.replace('Z', '').split('.');
  const unix = BigInt(Date.parse(`${seconds}Z`)) * 10_000n;
  return unix + 116_444_736_000_000_000n + BigInt(fraction.padEnd(7, '0') || '0');
}

export interface RecordInput {
  readonly id: number;
  /** Written into the record's header. */
  readonly time?: string;
  readonly body: Instance | Node;
}

export interface Placed {
  /** In the chunk. */
  readonly at: number;
  readonly size: number;
}

const CHUNK_BYTES = 65_536;

/** Writes records into one 64 KiB chunk. */
export class ChunkWriter {
  readonly bytes = Buffer.alloc(CHUNK_BYTES);
  readonly records: Placed[] = [];
  private at = 512;
  private readonly names = new Map<string, number>();
  private readonly templates = new Map<Node, number>();
  private readonly ids: number[] = [];

  add({ id, time = '2024-05-06T07:08:09.1234567Z', body }: RecordInput): Placed {
    const start = this.at;
    this.u32(0x00002a2a);
    this.u32(0);
    this.put(ints(8, [BigInt(id), filetime(time)]));
    this.put(Buffer.from([0x0f, 1, 1, 0]));
    this.body(body);
    this.u8(0);
    this.at += (8 - ((this.at + 4 - start) % 8)) % 8;
    this.at += 4;
    const size = this.at - start;
    this.bytes.writeUInt32LE(size, start + 4);
    this.bytes.writeUInt32LE(size, this.at - 4);
    const placed = { at: start, size };
    this.records.push(placed);
    this.ids.push(id);
    return placed;
  }

  /** The chunk with header and checksums. `freeAt`: what the header says of where free space begins. */
  finish({ freeAt = this.at }: { readonly freeAt?: number } = {}): Buffer {
    const { bytes, ids } = this;
    bytes.write('ElfChnk\0', 0, 'latin1');
    const first = BigInt(ids[0] ?? -1);
    const last = BigInt(ids.at(-1) ?? -1);
    ints(8, [first, last, first, last]).copy(bytes, 8);
    bytes.writeUInt32LE(128, 40);
    bytes.writeUInt32LE(this.records.at(-1)?.at ?? 0, 44);
    bytes.writeUInt32LE(freeAt, 48);
    bytes.writeUInt32LE(1, 120);
    seal(bytes);
    return bytes;
  }

  private body(body: Instance | Node): void {
    if ('template' in body) this.instance(body);
    else this.element(body, false);
  }

  private instance({ template, values }: Instance): void {
    const known = this.templates.get(template);
    this.put(Buffer.from([0x0c, 1]));
    const id =
      0x1000 +
      (known === undefined ? this.templates.size : [...this.templates.keys()].indexOf(template));
    this.u32(id);
    this.u32(known ?? this.at + 4);
    if (known === undefined) this.definition(template, id);
    this.u32(values.length);
    let descriptor = this.at;
    this.at += values.length * 4;
    for (const item of values) {
      const start = this.at;
      if ('nested' in item) {
        this.put(Buffer.from([0x0f, 1, 1, 0]));
        this.body(item.nested);
        this.u8(0);
      } else this.put(item.bytes);
      this.bytes.writeUInt16LE(this.at - start, descriptor);
      this.bytes[descriptor + 2] = 'nested' in item ? 0x21 : item.type;
      descriptor += 4;
    }
  }

  private definition(template: Node, id: number): void {
    const start = this.at;
    this.templates.set(template, start);
    this.u32(0);
    this.u32(id);
    this.at += 12 + 4;
    this.put(Buffer.from([0x0f, 1, 1, 0]));
    this.element(template, true);
    this.u8(0);
    this.bytes.writeUInt32LE(this.at - start - 24, start + 20);
  }

  private element({ name, attributes = {}, content = [] }: Node, inTemplate: boolean): void {
    const entries = Object.entries(attributes);
    this.u8(entries.length > 0 ? 0x41 : 0x01);
    if (inTemplate) this.u16(0xffff);
    const size = this.at;
    this.at += 4;
    this.name(name);
    if (entries.length > 0) {
      const list = this.at;
      this.at += 4;
      entries.forEach(([key, piece], index) => {
        this.u8(index + 1 < entries.length ? 0x46 : 0x06);
        this.name(key);
        this.piece(piece);
      });
      this.bytes.writeUInt32LE(this.at - list - 4, list);
    }
    if (content.length === 0) this.u8(0x03);
    else {
      this.u8(0x02);
      for (const part of content) {
        if (typeof part === 'object' && 'name' in part) this.element(part, inTemplate);
        else this.piece(part);
      }
      this.u8(0x04);
    }
    this.bytes.writeUInt32LE(this.at - size - 4, size);
  }

  private piece(piece: Piece): void {
    if (typeof piece === 'string') {
      this.put(Buffer.from([0x05, 0x01]));
      this.u16(piece.length);
      this.put(Buffer.from(piece, 'utf16le'));
    } else if ('entity' in piece) {
      this.u8(0x49);
      this.name(piece.entity);
    } else if ('inline' in piece) {
      const { type, bytes } = piece.inline as Plain;
      this.put(Buffer.from([0x05, type]));
      this.put(bytes);
    } else {
      this.u8(piece.optional === true ? 0x0e : 0x0d);
      this.u16(piece.slot);
      this.u8(piece.type ?? 0x01);
    }
  }

  private name(name: string): void {
    const known = this.names.get(name);
    this.u32(known ?? this.at + 4);
    if (known !== undefined) return;
    this.names.set(name, this.at);
    this.u32(0);
    this.u16(0);
    this.u16(name.length);
    this.put(Buffer.from(`${name}\0`, 'utf16le'));
  }

  private put(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  private u8(number: number): void {
    this.bytes[this.at++] = number;
  }

  private u16(number: number): void {
    this.at = this.bytes.writeUInt16LE(number, this.at);
  }

  private u32(number: number): void {
    this.at = this.bytes.writeUInt32LE(number, this.at);
  }
}

/** Sets both checksums of a chunk right, after bytes of it were changed. */
export function seal(chunk: Buffer): Buffer {
  const free = Math.min(chunk.readUInt32LE(48), chunk.length);
  chunk.writeUInt32LE(crc32(chunk.subarray(512, free)), 52);
  chunk.writeUInt32LE(crc32(chunk.subarray(128, 512), crc32(chunk.subarray(0, 120))), 124);
  return chunk;
}

/** A file of chunks. */
export function evtxFile(
  chunks: readonly Uint8Array[],
  { dirty = false }: { readonly dirty?: boolean } = {},
): Buffer {
  const header = Buffer.alloc(4096);
  header.write('ElfFile\0', 0, 'latin1');
  ints(8, [0n, BigInt(Math.max(0, chunks.length - 1)), 1n]).copy(header, 8);
  header.writeUInt32LE(128, 32);
  header.writeUInt16LE(1, 36);
  header.writeUInt16LE(3, 38);
  header.writeUInt16LE(4096, 40);
  header.writeUInt16LE(chunks.length, 42);
  header.writeUInt32LE(dirty ? 1 : 0, 120);
  header.writeUInt32LE(crc32(header.subarray(0, 120)), 124);
  return Buffer.concat([header, ...chunks]);
}

const system: Node = {
  name: 'System',
  content: [
    { name: 'Provider', attributes: { Name: 'Test-Provider', Guid: slot(0, true, 0x0f) } },
    {
      name: 'EventID',
      attributes: { Qualifiers: slot(1, true, 0x06) },
      content: [slot(2, true, 0x06)],
    },
    { name: 'Level', content: [slot(3, true, 0x04)] },
    { name: 'Keywords', content: [slot(4, true, 0x15)] },
    { name: 'TimeCreated', attributes: { SystemTime: slot(5, true, 0x11) } },
    { name: 'EventRecordID', content: [slot(6, true, 0x0a)] },
    { name: 'Correlation', attributes: { ActivityID: slot(7, true, 0x0f) } },
    {
      name: 'Execution',
      attributes: { ProcessID: slot(8, true, 0x08), ThreadID: slot(9, true, 0x08) },
    },
    { name: 'Channel', content: ['Test/Operational'] },
    { name: 'Computer', content: [slot(10)] },
    { name: 'Security', attributes: { UserID: slot(11, true, 0x13) } },
  ],
};

/** Event with System as Windows writes it; slot 12 takes what follows System. */
export const eventTemplate: Node = {
  name: 'Event',
  attributes: { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
  content: [system, slot(12, true, 0x21)],
};

export interface EventInput {
  readonly code?: number;
  readonly time?: string;
  readonly computer?: string;
}

/** An ordinary event; `inside` is its EventData or UserData, as Windows has it in a value of its own. */
export function event(
  id: number,
  inside: Instance | Node,
  { code = 4242, time = '2024-05-06T07:08:09.1234567Z', computer = 'HOST-1' }: EventInput = {},
): RecordInput {
  const values: Value[] = [
    value.none(),
    value.none(),
    value.uint16(code),
    value.raw(0x04, Uint8Array.of(4)),
    value.raw(0x15, ints(8, [0x8020000000000000n])),
    value.filetime(time),
    value.uint64(BigInt(id)),
    value.none(),
    value.uint32(1234),
    value.uint32(5678),
    value.text(computer),
    value.raw(0x13, Buffer.from('010100000000000512000000', 'hex')),
    value.nested(inside),
  ];
  return { id, time, body: { template: eventTemplate, values } };
}

/** EventData with named slots, in order. */
export function dataTemplate(names: readonly string[]): Node {
  return {
    name: 'EventData',
    content: names.map((name, index) => ({
      name: 'Data',
      attributes: { Name: name },
      content: [slot(index)],
    })),
  };
}
