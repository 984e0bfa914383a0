/**
 * Full text of a query as words in a row: what the index is asked for, and what a document's words
 * are held against when the index alone cannot tell (it knows which words, not in which order).
 */
import {
  MAX_TERM_BYTES,
  TERM_CLASS,
  compareBytes,
  foldTerm,
  termsOf,
} from '#workers/batch/terms.ts';
import type { Pattern, Piece } from '#workers/query/language/ast.ts';
import { Glob } from './glob.ts';

/** A word: as it is, by its beginning, or by a pattern. Bytes are folded as in the index. */
export type Word =
  | { readonly kind: 'exact' | 'prefix'; readonly bytes: Uint8Array }
  | { readonly kind: 'glob'; readonly bytes: Uint8Array; readonly glob: Glob };

/** Words that follow one another; where `gapBefore` is true any number of words may stand between. */
export interface PhraseStep {
  readonly word: Word;
  readonly gapBefore: boolean;
}
export type Phrase = readonly PhraseStep[];

/** Cuts a pattern into words. Empty when it has no letter or digit and no wildcard but `*`. */
export function phraseOf(pattern: Pattern): Phrase {
  const steps: PhraseStep[] = [];
  let gapBefore = false;
  for (const pieces of wordsIn(pattern)) {
    if (pieces.length === 1 && pieces[0]!.kind === 'any') {
      gapBefore = true;
      continue;
    }
    steps.push({ word: wordOf(pieces), gapBefore: gapBefore && steps.length > 0 });
    gapBefore = false;
  }
  return steps;
}

/**
 * Words that every value matching the whole pattern has for certain: those with a border on either
 * side, and beginnings of words. The index finds candidates with them.
 */
export function wordsForCertain(pattern: Pattern): readonly Word[] {
  return phraseOf(pattern)
    .map(({ word }) =>
      word.kind === 'glob' ? { kind: 'prefix' as const, bytes: word.bytes } : word,
    )
    .filter(({ bytes }) => bytes.length > 0);
}

/** True when a folded term is the word. */
export function isWord(word: Word, term: Uint8Array): boolean {
  switch (word.kind) {
    case 'exact':
      return compareBytes(term, word.bytes) === 0;
    case 'prefix':
      return startsWith(term, word.bytes);
    case 'glob':
      return word.glob.matches(term, 0, term.length);
  }
}

/** True when a term begins with the given bytes. */
export function startsWith(term: Uint8Array, bytes: Uint8Array): boolean {
  if (term.length < bytes.length) return false;
  for (let i = 0; i < bytes.length; i++) if (term[i] !== bytes[i]) return false;
  return true;
}

/** Runs of letters, digits and wildcards; everything else separates. */
function wordsIn(pattern: Pattern): Piece[][] {
  const words: Piece[][] = [[]];
  for (const piece of pattern) {
    if (piece.kind !== 'text') {
      words.at(-1)!.push(piece);
      continue;
    }
    runsOf(piece.text).forEach((run, at) => {
      if (at > 0) words.push([]);
      if (run !== '') words.at(-1)!.push({ ...piece, text: run });
    });
  }
  return words.filter((pieces) => pieces.length > 0);
}

/** The text cut at characters that are neither letter nor digit; '' stands where nothing is between two. */
function runsOf(text: string): string[] {
  const runs = [''];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code > 127 || TERM_CLASS[code] !== 0) runs.push((runs.pop() ?? '') + character);
    else runs.push('');
  }
  return runs;
}

function wordOf(pieces: readonly Piece[]): Word {
  const texts = pieces.filter((piece) => piece.kind === 'text').map(({ text }) => text);
  if (texts.length === pieces.length) return { kind: 'exact', bytes: termsOf(texts.join(''))[0]! };
  const first = pieces[0]!;
  const bytes = first.kind === 'text' ? beginning(first.text) : new Uint8Array(0);
  if (pieces.length === 2 && first.kind === 'text' && pieces[1]!.kind === 'any') {
    return { kind: 'prefix', bytes };
  }
  return { kind: 'glob', bytes, glob: new Glob(pieces, (text) => text.toLowerCase()) };
}

function beginning(text: string): Uint8Array {
  return new TextEncoder().encode(text.toLowerCase()).slice(0, MAX_TERM_BYTES);
}

/**
 * Holds the words of one document against a phrase, all places at once: `reached[i]` says that the
 * words up to step i stand behind us. Borders between values forget it.
 */
export class PhraseMatcher {
  /** True as soon as the phrase was met. */
  found = false;
  private readonly phrase: Phrase;
  private readonly reached: Uint8Array;
  private anyReached = false;
  /** Folded first bytes that the steps' words may have; most words of a document end here. */
  private readonly firstBytes = new Uint8Array(256);
  private readonly folded = new Uint8Array(MAX_TERM_BYTES);

  constructor(phrase: Phrase) {
    this.phrase = phrase;
    this.reached = new Uint8Array(phrase.length);
    for (const { word } of phrase) {
      const first = word.bytes[0];
      if (first === undefined) this.firstBytes.fill(1);
      else this.firstBytes[first] = 1;
    }
    // Folding may turn one letter above ASCII into another that begins with other bytes.
    this.firstBytes.fill(1, 128);
  }

  /** Begins another document. */
  restart(): void {
    this.found = false;
    this.border();
  }

  border(): void {
    if (this.anyReached) this.reached.fill(0);
    this.anyReached = false;
  }

  term(bytes: Uint8Array, from: number, to: number): void {
    if (this.found) return;
    if (this.firstBytes[TERM_CLASS[bytes[from]!]!] === 0) {
      if (this.anyReached) this.keepGaps();
      return;
    }
    this.step(this.fold(bytes, from, to));
  }

  private step(term: Uint8Array): void {
    const { phrase, reached } = this;
    const last = phrase.length - 1;
    let any = false;
    for (let i = last; i >= 0; i--) {
      const before = i === 0 || reached[i - 1] === 1;
      const here = before && isWord(phrase[i]!.word, term);
      if (here && i === last) this.found = true;
      const stays = i < last && phrase[i + 1]!.gapBefore && reached[i] === 1;
      reached[i] = here || stays ? 1 : 0;
      any ||= reached[i] === 1;
    }
    this.anyReached = any;
  }

  /** A word that is none of the phrase's: only places with a gap after them stay reached. */
  private keepGaps(): void {
    const { phrase, reached } = this;
    let any = false;
    for (let i = 0; i < reached.length; i++) {
      if (phrase[i + 1]?.gapBefore !== true) reached[i] = 0;
      any ||= reached[i] === 1;
    }
    this.anyReached = any;
  }

  private fold(bytes: Uint8Array, from: number, to: number): Uint8Array {
    const length = Math.min(to - from, MAX_TERM_BYTES);
    const { folded } = this;
    let wide = 0;
    for (let i = 0; i < length; i++) {
      const byte = TERM_CLASS[bytes[from + i]!]!;
      folded[i] = byte;
      wide |= byte;
    }
    const term = folded.subarray(0, length);
    return wide < 128 ? term : foldTerm(term);
  }
}
