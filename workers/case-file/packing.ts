/**
 * Packed columns of a segment: whole numbers as offsets from their least value in the fewest bytes
 * that hold them, numbers that go up by equal steps as a rule, doubles as they are. Small enough to
 * keep everything an event has, fast enough that a million events are scanned in milliseconds.
 *
 * Layout: kind byte, then for 0 (constant): padding to 8, f64 value, u32 rows; for 1, 2, 4 (bytes
 * per value): padding to 8, f64 least value, u32 rows, u32 zero, offsets; for 3 (equal steps):
 * padding to 8, f64 first value, u32 rows, u32 zero, f64 step; for 8: padding to 8, u32 rows,
 * u32 zero, f64 values. Little endian, as every machine Loupe runs on.
 */
import { assert } from '#workers/base/assert.ts';

const CONSTANT = 0;
const STEPS = 3;
const DOUBLES = 8;
const HEAD_BYTES = 24;

/** Whole numbers of any kind of array. */
export type Whole = Int32Array | Uint32Array | Uint16Array | Uint8Array | Float64Array;

/** Packs whole numbers below 2^53 in size, best when they lie near to one another or rise evenly: ids, places, times. What is too far apart, or NaN, is kept as doubles. */
export function packNumbers(values: Whole): Uint8Array {
  const step = values.length > 2 ? values[1]! - values[0]! : 0;
  return step !== 0 && risesBy(values, step) ? steps(values, step) : packSpan(values);
}

function packDoubles(values: Float64Array): Uint8Array {
  const out = new Uint8Array(16 + values.length * 8);
  out[0] = DOUBLES;
  new DataView(out.buffer).setUint32(8, values.length, true);
  new Float64Array(out.buffer, 16, values.length).set(values);
  return out;
}

/** Unpacks numbers of any packing into `target` from `at`. @returns rows written */
export function unpackNumbers(
  packed: Uint8Array,
  target: Int32Array | Float64Array,
  at: number,
): number {
  if (packed[0] !== DOUBLES) return unpackInts(packed, target, at);
  const bytes = aligned(packed);
  const rows = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  target.set(new Float64Array(bytes.buffer, bytes.byteOffset + 16, rows), at);
  return rows;
}

function unpackInts(packed: Uint8Array, target: Int32Array | Float64Array, at: number): number {
  const kind = packed[0]!;
  assert(kind <= 4, 'a packed column of whole numbers');
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const first = view.getFloat64(8, true);
  const rows = view.getUint32(16, true);
  if (kind === CONSTANT) {
    target.fill(first, at, at + rows);
  } else if (kind === STEPS) {
    const step = view.getFloat64(HEAD_BYTES, true);
    // What a stranger's case says of rows is not believed beyond the room there is.
    const end = Math.min(rows, target.length - at);
    for (let i = 0; i < end; i++) target[at + i] = first + i * step;
  } else {
    const offsets = offsetsOf(aligned(packed), kind, rows);
    for (let i = 0; i < rows; i++) target[at + i] = offsets[i]! + first;
  }
  return rows;
}

function packSpan(values: Whole): Uint8Array {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    if (Number.isNaN(value)) return packDoubles(Float64Array.from(values));
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const span = most - least;
  if (values.length === 0 || span === 0)
    return constant(values.length === 0 ? 0 : least, values.length);
  if (span > 0xffffffff) return packDoubles(Float64Array.from(values));
  const width = span < 256 ? 1 : span < 65_536 ? 2 : 4;
  const out = head(width, least, values.length, values.length * width);
  const offsets = offsetsOf(out, width, values.length);
  for (let i = 0; i < values.length; i++) offsets[i] = values[i]! - least;
  return out;
}

function risesBy(values: Whole, step: number): boolean {
  const first = values[0]!;
  for (let i = 1; i < values.length; i++) {
    if (values[i] !== first + i * step) return false;
  }
  return true;
}

function steps(values: Whole, step: number): Uint8Array {
  const out = head(STEPS, values[0]!, values.length, 8);
  new DataView(out.buffer).setFloat64(HEAD_BYTES, step, true);
  return out;
}

function constant(value: number, rows: number): Uint8Array {
  return head(CONSTANT, value, rows, 0);
}

function head(kind: number, first: number, rows: number, moreBytes: number): Uint8Array {
  const out = new Uint8Array(HEAD_BYTES + moreBytes);
  const view = new DataView(out.buffer);
  out[0] = kind;
  view.setFloat64(8, first, true);
  view.setUint32(16, rows, true);
  return out;
}

function offsetsOf(
  bytes: Uint8Array,
  width: number,
  rows: number,
): Uint8Array | Uint16Array | Uint32Array {
  const at = bytes.byteOffset + HEAD_BYTES;
  if (width === 1) return new Uint8Array(bytes.buffer, at, rows);
  if (width === 2) return new Uint16Array(bytes.buffer, at, rows);
  return new Uint32Array(bytes.buffer, at, rows);
}

/** Buffers from SQLite may start anywhere; typed arrays need multiples of 8. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
}
