/**
 * The words of a kept document in order, cut exactly as the text index cut them (`batch/term-indexer.ts`):
 * phrases are checked here, after the index has named the candidates. A test holds the two together.
 */
import { TERM_CLASS as CLASS } from '#workers/batch/terms.ts';

const QUOTE = 34;
const BACKSLASH = 92;
const COLON = 58;
const LETTER_U = 117;

/** Told of each word, not folded yet, and of each place where one value ends and the next begins. */
export interface TermVisitor {
  /** True when it has seen enough. */
  readonly found: boolean;
  term(bytes: Uint8Array, from: number, to: number): void;
  border(): void;
}

/**
 * Walks from ≤ byte < to.
 * @param json true: words of values only, each value for itself; false: one running text
 */
export function walkTerms(
  bytes: Uint8Array,
  { from, to, json }: { readonly from: number; readonly to: number; readonly json: boolean },
  visitor: TermVisitor,
): void {
  if (json) walkJson(bytes, from, to, visitor);
  else walkText(bytes, from, to, visitor);
}

function walkText(bytes: Uint8Array, from: number, to: number, visitor: TermVisitor): void {
  let start = -1;
  for (let i = from; i < to; i++) {
    if (CLASS[bytes[i]!] !== 0) {
      if (start < 0) start = i;
    } else if (start >= 0) {
      visitor.term(bytes, start, i);
      start = -1;
    }
  }
  if (start >= 0) visitor.term(bytes, start, to);
}

function walkJson(bytes: Uint8Array, from: number, to: number, visitor: TermVisitor): void {
  let i = from;
  while (i < to && !visitor.found) {
    const byte = bytes[i]!;
    if (byte === QUOTE) {
      const end = stringEnd(bytes, i + 1, to);
      if (!isKey(bytes, end + 1, to)) walkString(bytes, i + 1, end, visitor);
      visitor.border();
      i = end + 1;
    } else if (isScalar(byte)) {
      const start = i;
      while (i < to && isScalar(bytes[i]!)) i++;
      walkText(bytes, start, i, visitor);
      visitor.border();
    } else i++;
  }
}

/** The inside of a JSON string: an escape separates words, unless it writes a letter. */
function walkString(bytes: Uint8Array, from: number, to: number, visitor: TermVisitor): void {
  let start = -1;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (CLASS[byte] !== 0) {
      if (start < 0) start = i;
      continue;
    }
    if (byte === BACKSLASH && bytes[i + 1] === LETTER_U && isLetterEscape(bytes, i)) {
      const plain = decoded(bytes, start >= 0 ? start : i, to);
      walkText(plain, 0, plain.length, visitor);
      return;
    }
    if (start >= 0) visitor.term(bytes, start, i);
    start = -1;
    if (byte === BACKSLASH) i += bytes[i + 1] === LETTER_U ? 5 : 1;
  }
  if (start >= 0) visitor.term(bytes, start, to);
}

/** Letters and digits, and what numbers have beside them. */
function isScalar(byte: number): boolean {
  return CLASS[byte] !== 0 || byte === 43 || byte === 45 || byte === 46;
}

function decoded(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const escaped = new TextDecoder().decode(bytes.subarray(from, to));
  const plain = escaped.replace(/\\(u([0-9a-fA-F]{4})|.)/gs, (_all, _kind, hex?: string) =>
    hex === undefined ? ' ' : String.fromCharCode(parseInt(hex, 16)),
  );
  return new TextEncoder().encode(plain);
}

function stringEnd(bytes: Uint8Array, from: number, to: number): number {
  let i = from;
  while (i < to) {
    const byte = bytes[i]!;
    if (byte === QUOTE) return i;
    i += byte === BACKSLASH ? 2 : 1;
  }
  return to;
}

function isKey(bytes: Uint8Array, from: number, to: number): boolean {
  let i = from;
  while (i < to && isSpace(bytes[i]!)) i++;
  return i < to && bytes[i] === COLON;
}

function isSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

/** True when the \uXXXX at `at` stands for a letter or digit, or for anything above ASCII. */
function isLetterEscape(bytes: Uint8Array, at: number): boolean {
  let code = 0;
  for (let i = 2; i < 6; i++) code = code * 16 + hexDigit(bytes[at + i] ?? 0);
  return code > 127 || CLASS[code] !== 0;
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : 0;
}
