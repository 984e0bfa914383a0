/**
 * The values of template instances: a row of (size, type) descriptors, then the values' bytes.
 * Instances nest, so the tables are kept on one stack.
 *
 * Instance: token 0x0C, u8 1, u32 template id, u32 place of the definition; the definition itself
 * when it is used for the first time; u32 values, descriptors (u16 size, u8 type, u8 0), values.
 * Definition: u32 next in hash bucket, GUID (its first four bytes are the id), u32 size, a fragment.
 */
import { damaged } from './limits.ts';
import { u16, u32 } from './little-endian.ts';

const INSTANCE_BYTES = 10;
export const DEFINITION_HEADER_BYTES = 24;

/** Where the parts of an instance are. */
export interface Instance {
  readonly id: number;
  /** Place of the definition in the chunk. */
  readonly definition: number;
  /** Place of the number of values. */
  readonly table: number;
}

/** Reads the head of the instance at `at`; throws Damage. */
export function readInstance(bytes: Uint8Array, at: number, limit: number): Instance {
  if (at + INSTANCE_BYTES > limit) damaged('A template instance is cut short.');
  const id = u32(bytes, at + 2);
  const definition = u32(bytes, at + 6);
  let table = at + INSTANCE_BYTES;
  if (definition === table) {
    if (table + DEFINITION_HEADER_BYTES > limit) damaged('A template is cut short.');
    table += DEFINITION_HEADER_BYTES + u32(bytes, table + 20);
  }
  if (table + 4 > limit) damaged('A template instance has no values.');
  return { id, definition, table };
}

export class ValueStack {
  private types = new Uint8Array(1024);
  private starts = new Int32Array(1024);
  private ends = new Int32Array(1024);
  private top = 0;
  /** First value of the present instance and how many it has. */
  private base = 0;
  count = 0;

  clear(): void {
    this.top = 0;
    this.base = 0;
    this.count = 0;
  }

  /**
   * Pushes the values of the table at `at`.
   * @returns where the values end. Throws Damage when they do not fit.
   */
  push(bytes: Uint8Array, at: number, limit: number): number {
    const count = u32(bytes, at);
    const descriptors = at + 4;
    let value = descriptors + count * 4;
    if (count > CHUNK_VALUES || value > limit) damaged('The table of values is cut short.');
    this.base = this.top;
    this.count = count;
    this.top += count;
    if (this.top > this.types.length) this.grow();
    const { types, starts, ends, base } = this;
    for (let i = 0; i < count; i++) {
      const descriptor = descriptors + i * 4;
      types[base + i] = bytes[descriptor + 2]!;
      starts[base + i] = value;
      value += u16(bytes, descriptor);
      ends[base + i] = value;
    }
    if (value > limit) damaged('The values reach beyond what holds them.');
    return value;
  }

  /** Starts an instance without values. */
  pushNone(): void {
    this.base = this.top;
    this.count = 0;
  }

  /** Goes back to the instance that was present at (base, count). */
  pop(base: number, count: number): void {
    this.top = this.base;
    this.base = base;
    this.count = count;
  }

  get present(): number {
    return this.base;
  }

  type(slot: number): number {
    return this.types[this.base + slot]!;
  }

  start(slot: number): number {
    return this.starts[this.base + slot]!;
  }

  end(slot: number): number {
    return this.ends[this.base + slot]!;
  }

  private grow(): void {
    const length = this.top * 2;
    const types = new Uint8Array(length);
    const starts = new Int32Array(length);
    const ends = new Int32Array(length);
    types.set(this.types);
    starts.set(this.starts);
    ends.set(this.ends);
    this.types = types;
    this.starts = starts;
    this.ends = ends;
  }
}

/** More descriptors than a chunk has room for. */
const CHUNK_VALUES = 16_384;
