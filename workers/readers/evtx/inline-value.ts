/** Values that stand in line in an element instead of in a template's table; text is the usual one. */
import { JsonSink } from './json-sink.ts';
import { damaged } from './limits.ts';
import { fixedLength, TYPE, writeValue } from './values.ts';

const sink = new JsonSink();

/** Reads a value of a type that tells its own length; throws Damage for others. */
export function inlineValue(
  bytes: Uint8Array,
  type: number,
  at: number,
  limit: number,
): { readonly text: string; readonly end: number } {
  const length = type === TYPE.sid ? 8 + 4 * (bytes[at + 1] ?? 0) : fixedLength(type);
  if (length === 0) damaged(`A value of type 0x${type.toString(16)} stands in line.`);
  const end = at + length;
  if (end > limit) damaged('A value reaches beyond its element.');
  sink.end = 0;
  writeValue(sink, bytes, { type, from: at, to: end }, true);
  return { text: sink.bytes.toString('latin1', 0, sink.end), end };
}
