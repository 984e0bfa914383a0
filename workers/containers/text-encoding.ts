/**
 * Which encoding a content is in, by its first bytes, and the way to UTF-8. Everything behind the
 * opening of evidence sees UTF-8 or binary and nothing else.
 */

/** `utf-8` includes ASCII; `binary` is left as it is. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'binary';

/** Bytes looked at; the rest of a head rarely tells more. */
const SAMPLE_BYTES = 65_536;
/** Pairs needed before zeros in every other place mean UTF-16. */
const LEAST_PAIRS = 4;

/** @param head the first bytes of the content */
export function encodingOf(head: Uint8Array): Encoding {
  const [a, b, c, d] = head;
  // UTF-32 LE begins like UTF-16 LE; nobody writes logs in it.
  if (a === 0xff && b === 0xfe && (c !== 0 || d !== 0)) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const sample = head.subarray(0, SAMPLE_BYTES);
  const wide = zeroPattern(sample);
  if (wide !== undefined) return wide;
  if (!looksLikeText(sample)) return 'binary';
  return isMostlyUtf8(sample) ? 'utf-8' : 'windows-1252';
}

/** Text in UTF-16 without a mark: nearly every second byte is zero, nearly no other is. */
function zeroPattern(sample: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const pairs = sample.length >> 1;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i + 1 < sample.length; i += 2) {
    if (sample[i] === 0) evenZeros++;
    if (sample[i + 1] === 0) oddZeros++;
  }
  if (pairs < LEAST_PAIRS) return undefined;
  const few = pairs * 0.02;
  if (oddZeros > pairs * 0.7 && evenZeros <= few && hasLines(sample, 0)) return 'utf-16le';
  if (evenZeros > pairs * 0.7 && oddZeros <= few && hasLines(sample, 1)) return 'utf-16be';
  return undefined;
}

/** Binary tables have zeros in every second place too, but hardly a printable byte between them. */
function hasLines(sample: Uint8Array, first: number): boolean {
  let printable = 0;
  let others = 0;
  for (let i = first; i < sample.length; i += 2) {
    const byte = sample[i]!;
    if (byte >= 32 || byte === 10 || byte === 13 || byte === 9) printable++;
    else others++;
  }
  return others * 50 <= printable;
}

/** At most a few control characters: NULs are met in real logs, but bytes by chance have twice as many. */
function looksLikeText(sample: Uint8Array): boolean {
  let controls = 0;
  for (const byte of sample) {
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 27) controls++;
  }
  return controls * 20 <= sample.length;
}

/** False when bytes above ASCII stand alone more often than in UTF-8 sequences. */
function isMostlyUtf8(sample: Uint8Array): boolean {
  let good = 0;
  let bad = 0;
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i]!;
    if (byte < 128) continue;
    const more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0;
    // A sequence that the sample cuts counts as good.
    let seen = 0;
    while (seen < more && (i + seen + 1 >= sample.length || sample[i + seen + 1]! >> 6 === 2)) {
      seen++;
    }
    if (more > 0 && seen === more && byte < 0xf8) {
      good++;
      i += more;
    } else bad++;
  }
  return bad <= good;
}

/** Transcodes a stream to UTF-8; a byte order mark at its beginning goes. */
export async function* toUtf8(
  pieces: AsyncIterable<Uint8Array>,
  encoding: 'utf-16le' | 'utf-16be' | 'windows-1252',
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield Buffer.from(text);
  }
  const rest = decoder.decode();
  if (rest !== '') yield Buffer.from(rest);
}
