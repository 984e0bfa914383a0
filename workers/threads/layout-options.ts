/**
 * What the analyst says of one kind of content: every content with the same columns is read the same
 * way, and others of the same import are left alone.
 */
import { createHash } from 'node:crypto';
import type { FieldMapper, Head, ReadOptions, Reader } from '#workers/readers/reader.ts';

/** How contents with one signature are read. */
export interface LayoutOptions {
  readonly signature: string;
  readonly mapping?: unknown;
  readonly timeZone?: string | undefined;
  readonly dateOrder?: ReadOptions['dateOrder'];
}

/** The fields of a content's first records. */
export type FieldSample = ReturnType<FieldMapper['sample']>;

/** Fields of a head; none for formats that cannot be mapped. */
export function sampleOf(reader: Reader, head: Head): FieldSample {
  return reader.mapper?.sample(head) ?? { seen: 0, fields: new Map() };
}

/**
 * Names a kind of content: the format card of known layouts, else the reader and its columns.
 * @param state as prepared without a mapping
 */
export function signatureOf(reader: Reader, state: unknown, { fields }: FieldSample): string {
  const card = `${reader.id}/${reader.cardOf(state)}`;
  if (reader.mapper?.isUnknown(state) !== true) return card;
  const names = [...fields.keys()].sort().join('\n');
  return `${card}/${createHash('sha256').update(names).digest('hex').slice(0, 16)}`;
}

/** The options of an import with what is said of the content's own layout. */
export function optionsFor(
  reader: Reader,
  head: Head,
  { layouts, ...options }: ReadOptions & { readonly layouts: readonly LayoutOptions[] },
): ReadOptions {
  if (layouts.length === 0) return options;
  const { state } = reader.prepare(head, { ...options, mapping: undefined });
  const signature = signatureOf(reader, state, sampleOf(reader, head));
  const said = layouts.find((layout) => layout.signature === signature);
  if (said === undefined) return options;
  const { mapping = options.mapping, timeZone, dateOrder } = said;
  return {
    ...options,
    mapping,
    timeZone: timeZone ?? options.timeZone,
    dateOrder: dateOrder ?? options.dateOrder,
  };
}
