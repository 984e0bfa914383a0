/**
 * One value ↔ one buffer, for transports that carry bytes. JSON alone turns a Uint32Array into an
 * object without complaint; this codec keeps typed arrays and undefined-free plain data as they are.
 *
 * Layout: magic `LW01`, u32 length of the JSON head, the head padded to 8 bytes, then the buffers,
 * each padded to 8 bytes. In the head a typed array stands as {"$typed":[type, offset, length]}.
 */
import { WorkbenchError } from './errors.ts';

const MAGIC = 0x3130574c;
/** Object keys on the wire are ours, never evidence's: evidence travels as values only. */
const MARK = '$typed';
const TYPES = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;
type TypeName = keyof typeof TYPES;
type AnyTyped = InstanceType<(typeof TYPES)[TypeName]>;

/** Plain data with typed arrays → bytes. `undefined` members vanish as in JSON. */
export function encodeWire(value: unknown): Uint8Array<ArrayBuffer> {
  const parts: AnyTyped[] = [];
  let size = 0;
  const head = JSON.stringify(value, (_key, item: unknown) => {
    const name = ArrayBuffer.isView(item) ? typeName(item) : undefined;
    if (name === undefined) return item;
    const array = item as AnyTyped;
    const marker = { [MARK]: [name, size, array.length] };
    parts.push(array);
    size += padded(array.byteLength);
    return marker;
  }) as string | undefined;
  const headBytes = new TextEncoder().encode(head ?? 'null');
  const start = 8 + padded(headBytes.length);
  const out = new Uint8Array(start + size);
  const view = new DataView(out.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, headBytes.length, true);
  out.set(headBytes, 8);
  let at = start;
  for (const part of parts) {
    out.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += padded(part.byteLength);
  }
  return out;
}

/** Bytes → value. Arrays are copies, so the buffer may be reused. Throws `bad-request` on foreign bytes. */
export function decodeWire(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(0, true) !== MAGIC) {
    throw new WorkbenchError(badFrame('wrong magic'));
  }
  const headLength = view.getUint32(4, true);
  const start = 8 + padded(headLength);
  if (start > bytes.length + 8) throw new WorkbenchError(badFrame('cut short'));
  const head = new TextDecoder().decode(bytes.subarray(8, 8 + headLength));
  return JSON.parse(head, (_key, item: unknown) => {
    const marker = markerOf(item);
    return marker === undefined ? item : cut(bytes, start, marker);
  });
}

type Triple = readonly [TypeName, number, number];

function markerOf(item: unknown): Triple | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const triple = (item as Record<string, unknown>)[MARK];
  if (!Array.isArray(triple) || triple.length !== 3) return undefined;
  return String(triple[0]) in TYPES ? (triple as unknown as Triple) : undefined;
}

function cut(bytes: Uint8Array, start: number, [name, offset, length]: Triple): AnyTyped {
  const type = TYPES[name];
  const from = bytes.byteOffset + start + offset;
  const byteLength = length * type.BYTES_PER_ELEMENT;
  if (start + offset + byteLength > bytes.length) throw new WorkbenchError(badFrame('cut short'));
  return new type(bytes.buffer.slice(from, from + byteLength) as ArrayBuffer);
}

function typeName(view: ArrayBufferView): TypeName | undefined {
  for (const name of Object.keys(TYPES) as TypeName[]) {
    if (view instanceof TYPES[name]) return name;
  }
  return undefined;
}

function padded(length: number): number {
  return (length + 7) & ~7;
}

function badFrame(why: string): { code: 'bad-request'; message: string; hint: string } {
  return {
    code: 'bad-request',
    message: `A message could not be read: ${why}.`,
    hint: 'Window and engine are of different versions; restart Loupe.',
  };
}
