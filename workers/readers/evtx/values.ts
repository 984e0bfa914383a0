/**
 * Values of all types of binary XML, written as Windows' own XML shows them: GUIDs in braces, SIDs
 * as S-1-…, times in ISO 8601, hex numbers with 0x, bytes as hex. Whole numbers and truth values
 * are JSON numbers and booleans where nothing is lost by it.
 *
 * Sources: [MS-EVEN6] 2.2.12 and 2.2.19 (types), EVT_VARIANT_TYPE of winevt.h.
 */
import { exactU64, u16, u32, u64 } from './little-endian.ts';
import type { JsonSink } from './json-sink.ts';
import { writeFiletime, writeSystemTime } from './times.ts';

export const TYPE = {
  none: 0x00,
  text: 0x01,
  ansi: 0x02,
  int8: 0x03,
  uint8: 0x04,
  int16: 0x05,
  uint16: 0x06,
  int32: 0x07,
  uint32: 0x08,
  int64: 0x09,
  uint64: 0x0a,
  real32: 0x0b,
  real64: 0x0c,
  bool: 0x0d,
  binary: 0x0e,
  guid: 0x0f,
  size: 0x10,
  filetime: 0x11,
  systemTime: 0x12,
  sid: 0x13,
  hex32: 0x14,
  hex64: 0x15,
  handle: 0x20,
  binaryXml: 0x21,
  xml: 0x23,
} as const;

/** Set on the type when the value is an array of it. */
export const ARRAY = 0x80;

/** A value's type and its bytes. */
export interface ValuePlace {
  readonly type: number;
  readonly from: number;
  readonly to: number;
}

const QUOTE = 34;
const TRUE = Buffer.from('true', 'latin1');
const FALSE = Buffer.from('false', 'latin1');

/** Writes one value (no array, no binary XML); `inText`: as part of a longer string, without quotes. */
export function writeValue(
  sink: JsonSink,
  bytes: Uint8Array,
  value: ValuePlace,
  inText: boolean,
): void {
  const { type, from, to } = value;
  if (type === TYPE.text || type === TYPE.xml) {
    if (!inText) sink.byte(QUOTE);
    sink.utf16(bytes, from, textEnd(bytes, from, to));
    if (!inText) sink.byte(QUOTE);
  } else if (type >= TYPE.int8 && type <= TYPE.uint64) {
    writeInteger(sink, bytes, value, inText);
  } else if (type === TYPE.bool) {
    sink.raw(isTrue(bytes, from, to) ? TRUE : FALSE);
  } else {
    if (!inText) sink.byte(QUOTE);
    writeOther(sink, bytes, value);
    if (!inText) sink.byte(QUOTE);
  }
}

/** What is always a string. Values of a length that their type cannot have are shown as bytes. */
function writeOther(sink: JsonSink, bytes: Uint8Array, { type, from, to }: ValuePlace): void {
  const length = to - from;
  if (!fits(bytes, type, from, to)) {
    sink.hexBytes(bytes, from, to);
    return;
  }
  switch (type) {
    case TYPE.ansi:
      sink.ansi(bytes, from, ansiEnd(bytes, from, to));
      return;
    case TYPE.guid:
      writeGuid(sink, bytes, from);
      return;
    case TYPE.sid:
      writeSid(sink, bytes, from);
      return;
    case TYPE.filetime:
      writeFiletime(sink, bytes, from);
      return;
    case TYPE.systemTime:
      writeSystemTime(sink, bytes, from);
      return;
    case TYPE.size:
    case TYPE.hex32:
    case TYPE.hex64:
    case TYPE.handle:
      sink.hex(u32(bytes, from), length === 8 ? u32(bytes, from + 4) : 0);
      return;
    case TYPE.real32:
    case TYPE.real64:
      sink.ascii(realText(bytes, from, length));
      return;
  }
}

/** Whether bytes of this length can be a value of the type; false for bytes and unknown types. */
function fits(bytes: Uint8Array, type: number, from: number, to: number): boolean {
  const length = to - from;
  switch (type) {
    case TYPE.none:
    case TYPE.ansi:
      return true;
    case TYPE.sid:
      return length >= 8 && bytes[from] === 1 && length >= 8 + 4 * bytes[from + 1]!;
    case TYPE.guid:
    case TYPE.systemTime:
      return length === 16;
    case TYPE.filetime:
      return length === 8;
    case TYPE.size:
    case TYPE.hex32:
    case TYPE.hex64:
    case TYPE.handle:
    case TYPE.real32:
    case TYPE.real64:
      return length === 8 || length === 4;
    default:
      return false;
  }
}

function writeInteger(
  sink: JsonSink,
  bytes: Uint8Array,
  { type, from, to }: ValuePlace,
  inText: boolean,
): void {
  // Odd types are signed.
  const signed = (type & 1) === 1;
  switch (to - from) {
    case 1:
      sink.integer(signed ? (bytes[from]! << 24) >> 24 : bytes[from]!);
      return;
    case 2:
      sink.integer(signed ? (u16(bytes, from) << 16) >> 16 : u16(bytes, from));
      return;
    case 4:
      sink.integer(signed ? u32(bytes, from) | 0 : u32(bytes, from));
      return;
    case 8:
      writeLong(sink, bytes, from, { signed, inText });
      return;
    default:
      if (!inText) sink.byte(QUOTE);
      sink.hexBytes(bytes, from, to);
      if (!inText) sink.byte(QUOTE);
  }
}

/** 64 bits: a JSON number while a double holds it, else all its digits in a string. */
function writeLong(
  sink: JsonSink,
  bytes: Uint8Array,
  at: number,
  { signed, inText }: { readonly signed: boolean; readonly inText: boolean },
): void {
  const high = u32(bytes, at + 4);
  if (high < 0x200000) {
    sink.integer(u64(bytes, at));
    return;
  }
  const exact = exactU64(bytes, at);
  const value = signed ? BigInt.asIntN(64, exact) : exact;
  const quoted =
    !inText && (value > BigInt(Number.MAX_SAFE_INTEGER) || value < BigInt(Number.MIN_SAFE_INTEGER));
  if (quoted) sink.byte(QUOTE);
  sink.ascii(String(value));
  if (quoted) sink.byte(QUOTE);
}

/** Stored in 4 bytes by rule, in 1, 2 or 8 by some providers, and any bit set means true. */
function isTrue(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (bytes[i] !== 0) return true;
  }
  return false;
}

const GUID_ORDER = [3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15] as const;

function writeGuid(sink: JsonSink, bytes: Uint8Array, at: number): void {
  sink.byte(123);
  for (let i = 0; i < GUID_ORDER.length; i++) {
    const index = GUID_ORDER[i]!;
    if (index < 0) sink.byte(45);
    else sink.hexBytes(bytes, at + index, at + index + 1);
  }
  sink.byte(125);
}

/** `S-1-5-21-…`; an authority above 32 bits is written in hex, [MS-DTYP] 2.4.2.1. */
function writeSid(sink: JsonSink, bytes: Uint8Array, at: number): void {
  sink.ascii('S-1-');
  const high = (bytes[at + 2]! << 8) | bytes[at + 3]!;
  const low =
    ((bytes[at + 4]! << 24) | (bytes[at + 5]! << 16) | (bytes[at + 6]! << 8) | bytes[at + 7]!) >>>
    0;
  if (high === 0) sink.integer(low);
  else {
    sink.ascii('0x');
    sink.hexBytes(bytes, at + 2, at + 8);
  }
  const count = bytes[at + 1]!;
  for (let i = 0; i < count; i++) {
    sink.byte(45);
    sink.integer(u32(bytes, at + 8 + i * 4));
  }
}

/** Shortest digits that give the same number again; XML Schema's words where there are none. */
function realText(bytes: Uint8Array, at: number, length: number): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, length);
  const value = length === 8 ? view.getFloat64(0, true) : view.getFloat32(0, true);
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'INF' : '-INF';
  if (length === 8) return String(value);
  for (let precision = 1; precision <= 9; precision++) {
    const text = value.toPrecision(precision);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}

/** Without the zero characters that some providers count in. An odd last byte is no character. */
function textEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to - ((to - from) & 1);
  while (end > from && bytes[end - 1] === 0 && bytes[end - 2] === 0) end -= 2;
  return end;
}

function ansiEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && bytes[end - 1] === 0) end--;
  return end;
}

/** Bytes of a type that has a fixed length, 0 for all others. */
export function fixedLength(type: number): number {
  switch (type) {
    case TYPE.int8:
    case TYPE.uint8:
      return 1;
    case TYPE.int16:
    case TYPE.uint16:
      return 2;
    case TYPE.int32:
    case TYPE.uint32:
    case TYPE.real32:
    case TYPE.bool:
    case TYPE.hex32:
      return 4;
    case TYPE.int64:
    case TYPE.uint64:
    case TYPE.real64:
    case TYPE.filetime:
    case TYPE.hex64:
      return 8;
    case TYPE.guid:
    case TYPE.systemTime:
      return 16;
    default:
      return 0;
  }
}
