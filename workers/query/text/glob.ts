/**
 * Patterns with `*` and `?` over UTF-8 bytes that are folded already. Bytes, because the dictionary
 * and the text index are bytes; linear in the text for each part between two stars, whatever the
 * pattern.
 */
import { isAnything, type Pattern, type Piece } from '#workers/query/language/ast.ts';

/** `?` among the bytes of a part: one character, which is one to four bytes. */
const ONE = -1;

/** What stands between two stars: bytes and {@link ONE}. */
type Part = readonly number[];

export class Glob {
  /** The bytes when there are no wildcards. */
  readonly literal: Uint8Array | undefined;
  /** The longest run of bytes that every match contains; empty when there is none. */
  readonly needle: Uint8Array;
  /** Bytes that every match begins with. */
  readonly prefix: Uint8Array;
  private readonly parts: readonly Part[];
  /** Characters of the last part: it is matched from the end. */
  private readonly lastLength: number;

  /** @param fold applied to the texts of the pattern, as it was to what will be matched */
  constructor(pattern: Pattern, fold: (text: string) => string) {
    this.parts = partsOf(pattern, fold);
    const first = this.parts[0]!;
    const last = this.parts.at(-1)!;
    this.prefix = Uint8Array.from(first.slice(0, runEnd(first, 0)));
    this.literal =
      this.parts.length === 1 && this.prefix.length === first.length ? this.prefix : undefined;
    this.needle = Uint8Array.from(longestRun(this.parts));
    this.lastLength = last.filter((byte) => byte === ONE || !isContinuation(byte)).length;
  }

  /** True when the pattern matches all of from ≤ byte < to. */
  matches(bytes: Uint8Array, from: number, to: number): boolean {
    const { parts } = this;
    let at = matchAt(parts[0]!, bytes, from, to);
    if (at < 0) return false;
    if (parts.length === 1) return at === to;
    for (let i = 1; i < parts.length - 1; i++) {
      at = find(parts[i]!, bytes, at, to);
      if (at < 0) return false;
    }
    const start = backBy(this.lastLength, bytes, at, to);
    return start >= 0 && matchAt(parts.at(-1)!, bytes, start, to) === to;
  }
}

/**
 * The readings of a pattern: a doubled backslash outside quotes stands for itself or for a single
 * one, and one at the beginning (`\\server`) may stand while others do not.
 */
export function readingsOf(pattern: Pattern): readonly Pattern[] {
  if (
    !pattern.some((piece) => piece.kind === 'text' && !piece.quoted && piece.text.includes('\\\\'))
  ) {
    return [pattern];
  }
  const single = pattern.map((piece) => collapsed(piece, 0));
  const first = pattern[0]!;
  const isShare = first.kind === 'text' && !first.quoted && first.text.startsWith('\\\\');
  if (!isShare) return [pattern, single];
  return [pattern, single, [collapsed(first, 2), ...single.slice(1)]];
}

/** Readings of a pattern, ready to match; a lone `*` gives none: it asks for presence, not for text. */
export function globsOf(pattern: Pattern, fold: (text: string) => string): readonly Glob[] {
  return isAnything(pattern) ? [] : readingsOf(pattern).map((reading) => new Glob(reading, fold));
}

function collapsed(piece: Piece, keep: number): Piece {
  if (piece.kind !== 'text' || piece.quoted) return piece;
  const text = piece.text.slice(0, keep) + piece.text.slice(keep).replaceAll('\\\\', '\\');
  return { ...piece, text };
}

function partsOf(pattern: Pattern, fold: (text: string) => string): Part[] {
  const parts: number[][] = [[]];
  let text = '';
  const flush = (): void => {
    if (text !== '') parts.at(-1)!.push(...new TextEncoder().encode(fold(text)));
    text = '';
  };
  for (const piece of pattern) {
    if (piece.kind === 'text') text += piece.text;
    else {
      flush();
      if (piece.kind === 'any') parts.push([]);
      else parts.at(-1)!.push(ONE);
    }
  }
  flush();
  return parts;
}

/** @returns where the match ends, -1 when there is none at `at` */
function matchAt(part: Part, bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  for (const wanted of part) {
    if (at >= to) return -1;
    if (wanted === ONE) {
      at++;
      while (at < to && isContinuation(bytes[at]!)) at++;
    } else if (bytes[at++] !== wanted) return -1;
  }
  return at;
}

/** First match of a part at or after `from`. @returns where it ends, -1 when there is none */
function find(part: Part, bytes: Uint8Array, from: number, to: number): number {
  const first = part[0];
  if (first === undefined) return from;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (first === ONE ? isContinuation(byte) : byte !== first) continue;
    const end = matchAt(part, bytes, at, to);
    if (end >= 0) return end;
  }
  return -1;
}

/** Goes back a number of characters from `to`. @returns where that is, -1 when it lies before `from` */
function backBy(characters: number, bytes: Uint8Array, from: number, to: number): number {
  let at = to;
  for (let i = 0; i < characters; i++) {
    at--;
    while (at >= from && isContinuation(bytes[at]!)) at--;
    if (at < from) return -1;
  }
  return at;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

function runEnd(part: Part, from: number): number {
  let end = from;
  while (end < part.length && part[end] !== ONE) end++;
  return end;
}

function longestRun(parts: readonly Part[]): Part {
  let longest: Part = [];
  for (const part of parts) {
    for (let from = 0; from < part.length;) {
      const end = runEnd(part, from);
      if (end - from > longest.length) longest = part.slice(from, end);
      from = end + 1;
    }
  }
  return longest;
}
