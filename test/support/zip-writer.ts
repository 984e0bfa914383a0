/**
 * Writes zips for tests, well-formed or not: every field that a hostile or broken archive could have
 * wrong can be set. After PKWARE APPNOTE 6.3.
 */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array | string;
  /** 0 stored (the default is 8, deflated); anything else takes the content as already packed. */
  readonly method?: number;
  readonly encrypted?: boolean;
  /** Lengths behind the content instead of before it, as streaming writers do. */
  readonly descriptor?: boolean;
  /** What the archive claims, when that is not the truth. */
  readonly claimedSize?: number;
  readonly claimedCrc?: number;
  /** A symbolic link, whose content is its target. */
  readonly link?: boolean;
  /** Lengths and place as 64-bit numbers, as in archives beyond 4 GB. */
  readonly zip64?: boolean;
  /** Take the bytes of the entry with this number instead of own ones. */
  readonly sameBytesAs?: number;
}

/** An archive of the entries in their order. */
export function zipOf(...entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const entry of entries) {
    if (entry.sameBytesAs !== undefined) {
      offsets.push(offsets[entry.sameBytesAs]!);
      continue;
    }
    const part = localPart(entry);
    offsets.push(at);
    parts.push(part);
    at += part.length;
  }
  const directory = Buffer.concat(entries.map((entry, i) => directoryEntry(entry, offsets[i]!)));
  const wide = entries.some(({ zip64 }) => zip64 === true);
  const end = wide
    ? Buffer.concat([
        wideEnd(entries.length, directory.length, at),
        endRecord(0xffff, 0xffffffff, 0xffffffff),
      ])
    : endRecord(entries.length, directory.length, at);
  return Buffer.concat([...parts, directory, end]);
}

/** End record of zip64 and the locator that points to it. */
function wideEnd(entries: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.write('PK\x06\x06', 0, 'latin1');
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(entries), 24);
  end.writeBigUInt64LE(BigInt(entries), 32);
  end.writeBigUInt64LE(BigInt(length), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.write('PK\x06\x07', 56, 'latin1');
  end.writeBigUInt64LE(BigInt(offset + length), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

/** Numbers of 64 bits in an extra field. */
function wideField(...numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + numbers.length * 8);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(numbers.length * 8, 2);
  numbers.forEach((number, i) => field.writeBigUInt64LE(BigInt(number), 4 + i * 8));
  return field;
}

function packed({ content, method = 8 }: ZipEntry): Buffer {
  const bytes = Buffer.from(content);
  return method === 8 ? deflateRawSync(bytes) : bytes;
}

/** Version, flags, method, time, date, checksum, packed and unpacked length, name length. */
function common(entry: ZipEntry, local: boolean): Buffer {
  const { name, content, method = 8, encrypted = false, descriptor = false } = entry;
  const bytes = Buffer.from(content);
  const out = Buffer.alloc(24);
  const hidden = descriptor && local;
  out.writeUInt16LE(20, 0);
  out.writeUInt16LE((encrypted ? 1 : 0) | (descriptor ? 8 : 0) | 0x800, 2);
  out.writeUInt16LE(method, 4);
  out.writeUInt16LE(0x6000, 6);
  out.writeUInt16LE(0x5a21, 8);
  out.writeUInt32LE(hidden ? 0 : (entry.claimedCrc ?? crc32(bytes)), 10);
  const wide = entry.zip64 === true ? 0xffffffff : undefined;
  out.writeUInt32LE(hidden ? 0 : (wide ?? packed(entry).length), 14);
  out.writeUInt32LE(hidden ? 0 : (wide ?? entry.claimedSize ?? bytes.length), 18);
  out.writeUInt16LE(Buffer.byteLength(name), 22);
  return out;
}

function localPart(entry: ZipEntry): Buffer {
  const body = packed(entry);
  const bytes = Buffer.from(entry.content);
  const after = Buffer.alloc(entry.descriptor === true ? 16 : 0);
  if (entry.descriptor === true) {
    after.write('PK\x07\x08', 0, 'latin1');
    after.writeUInt32LE(crc32(bytes), 4);
    after.writeUInt32LE(body.length, 8);
    after.writeUInt32LE(bytes.length, 12);
  }
  const head = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common(entry, true)]);
  const extra = entry.zip64 === true ? wideField(bytes.length, body.length) : Buffer.alloc(0);
  const extraLength = Buffer.alloc(2);
  extraLength.writeUInt16LE(extra.length);
  return Buffer.concat([head, extraLength, Buffer.from(entry.name), extra, body, after]);
}

function directoryEntry(entry: ZipEntry, offset: number): Buffer {
  const link = entry.link === true;
  // Made on Unix when it is a link: only there are such.
  const head = Buffer.from(`PK\x01\x02\x14${link ? '\x03' : '\x00'}`, 'latin1');
  const size = Buffer.from(entry.content).length;
  const extra =
    entry.zip64 === true ? wideField(size, packed(entry).length, offset) : Buffer.alloc(0);
  const tail = Buffer.alloc(16);
  tail.writeUInt16LE(extra.length, 0);
  if (link) tail.writeUInt32LE(0xa1ff0000, 8);
  tail.writeUInt32LE(entry.zip64 === true ? 0xffffffff : offset, 12);
  return Buffer.concat([head, common(entry, false), tail, Buffer.from(entry.name), extra]);
}

function endRecord(entries: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
