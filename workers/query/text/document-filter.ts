/**
 * A quick look at a document before its words are walked through or its fields are read: regular
 * expressions that every wanted document satisfies, and few others. The index says that all words are
 * there; this says at native speed that they are nowhere in a row. Letters written as \uXXXX escape
 * it, so documents that have some are not judged.
 */
import { MAX_TERM_BYTES } from '#workers/batch/terms.ts';
import type { Pattern } from '#workers/query/language/ast.ts';
import type { Phrase, Word } from './phrase.ts';

const LETTER = '[a-z0-9\\x80-\\xff]';
/** What may stand between two words: no letters, except in a JSON escape. */
const BETWEEN = '(?:[^a-z0-9\\x80-\\xff]|\\\\[bfnrt]|\\\\u[0-9a-f]{4})+?';
const ESCAPED_LETTERS = /\\u[0-9a-f]{4}/;

export class DocumentFilter {
  /** Found one after the other, each behind the one before: looking stays linear, whatever stands between. */
  private readonly parts: readonly RegExp[];

  private constructor(sources: readonly string[]) {
    this.parts = sources.filter((source) => source !== '').map((source) => new RegExp(source, 'g'));
  }

  /** For full text. */
  static ofPhrase(phrase: Phrase): DocumentFilter {
    const sources: string[] = [];
    for (const { word, gapBefore } of phrase) {
      const source = wordSource(word);
      if (gapBefore || sources.length === 0) sources.push(source);
      else sources.push(sources.pop()! + BETWEEN + source);
    }
    return new DocumentFilter(sources);
  }

  /** For a field's whole value: a wildcard may stand for anything, words and what is between them. */
  static ofValue(pattern: Pattern): DocumentFilter {
    const texts = [''];
    for (const piece of pattern) {
      texts.push(piece.kind === 'text' ? texts.pop()! + piece.text : '');
    }
    return new DocumentFilter(texts.map(textSource));
  }

  /** False when a document, from ≤ byte < to, is certainly none of the wanted. */
  mayFit(bytes: Uint8Array, from: number, to: number): boolean {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);
    const text = buffer.toString('latin1').toLowerCase();
    return this.hasParts(text) || (text.includes('\\u') && ESCAPED_LETTERS.test(text));
  }

  private hasParts(text: string): boolean {
    let at = 0;
    for (const part of this.parts) {
      part.lastIndex = at;
      if (!part.test(text)) return false;
      at = part.lastIndex;
    }
    return true;
  }
}

/** Bytes as characters, in lower case. */
function wordSource(word: Word): string {
  if (word.kind === 'glob') return `${LETTER}+`;
  const source = asciiSource(new TextDecoder().decode(word.bytes));
  // Index and query know the first 64 bytes of a word.
  const isWhole = word.kind === 'exact' && word.bytes.length < MAX_TERM_BYTES;
  return isWhole ? source : `${source}${LETTER}*`;
}

/** Words of a text with what may stand between them; separators at its ends say nothing. */
function textSource(text: string): string {
  const words = text
    .toLowerCase()
    .split(/[^a-z0-9\u0080-\u{10ffff}]+/u)
    .filter((word) => word !== '');
  return words.map(asciiSource).join(BETWEEN);
}

/**
 * A word as it may be written: beyond ASCII in other bytes, so any will do. Two letters above ASCII
 * fold to one in it: the Kelvin sign (U+212A) to k, the dotted capital I (U+0130) to i and a dot.
 */
function asciiSource(word: string): string {
  if (!/^[a-z0-9]*$/.test(word)) return `${LETTER}+`;
  return word.replaceAll('k', '(?:k|\\xe2\\x84\\xaa)').replaceAll('i', '(?:i|\\xe4\\xb0)');
}
