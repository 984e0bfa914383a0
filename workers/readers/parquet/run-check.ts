/**
 * Runs of equal values in a page, looked at before the decoder writes them out: a run says in a few
 * bytes how often its value is repeated, and the decoder would believe it, two thousand million times.
 * Encodings after the Parquet format's Encodings.md: RLE and bit-packing hybrid.
 */

/** What the runs of a page are made of. */
export interface PageShape {
  /** Values that the page claims. */
  readonly values: number;
  /** Greatest levels of the column; 0: the page has none of that kind. */
  readonly repetition: number;
  readonly definition: number;
  readonly encoding: string;
  readonly isBoolean: boolean;
}

const MAX_VARINT_BYTES = 5;

/** Levels and values of a data page of the first version, unpacked. Throws for runs that are too long. */
export function checkPage(page: Uint8Array, shape: PageShape): void {
  const { values, repetition, definition } = shape;
  let at = 0;
  for (const level of [repetition, definition]) {
    if (level === 0) continue;
    checkRuns(page, at + 4, bitsOf(level), values);
    at += 4 + lengthAt(page, at);
  }
  checkValues(page, at, shape);
}

/** Levels of a data page of the second version, which are never packed. @returns where its values begin */
export function checkLevels(
  page: Uint8Array,
  { values, repetition, definition }: PageShape,
  lengths: readonly [repetition: number, definition: number],
): number {
  if (repetition > 0) checkRuns(page, 0, bitsOf(repetition), values);
  if (definition > 0) checkRuns(page, lengths[0], bitsOf(definition), values);
  return lengths[0] + lengths[1];
}

/** Values of a page, from where they begin. Only numbers in a dictionary and truths are kept as runs. */
export function checkValues(page: Uint8Array, at: number, shape: PageShape): void {
  const { encoding, isBoolean, values } = shape;
  if (encoding === 'RLE') checkRuns(page, at + 4, 1, values);
  if (!encoding.endsWith('_DICTIONARY')) return;
  if (isBoolean) checkRuns(page, at + 4, 1, values);
  else if ((page[at] ?? 0) > 0) checkRuns(page, at + 1, page[at]!, values);
}

function checkRuns(page: Uint8Array, from: number, bits: number, values: number): void {
  let at = from;
  let seen = 0;
  while (seen < values && at < page.length) {
    const [header, next] = varintAt(page, at);
    const count = header >>> 1;
    at = next;
    if ((header & 1) === 1) {
      at += count * bits;
      seen += count * 8;
    } else {
      if (count > values - seen) throw new RangeError('A run is longer than its page.');
      at += (bits + 7) >> 3;
      seen += count;
    }
  }
}

function varintAt(page: Uint8Array, from: number): readonly [value: number, next: number] {
  let value = 0;
  for (let i = 0; i < MAX_VARINT_BYTES; i++) {
    const byte = page[from + i] ?? 0;
    value |= (byte & 127) << (7 * i);
    if (byte < 128) return [value >>> 0, from + i + 1];
  }
  throw new RangeError('The length of a run does not end.');
}

function lengthAt(page: Uint8Array, at: number): number {
  if (at + 4 > page.length) throw new RangeError('A page is too short for its levels.');
  return new DataView(page.buffer, page.byteOffset + at, 4).getUint32(0, true);
}

function bitsOf(level: number): number {
  return 32 - Math.clz32(level);
}
