/**
 * Leaves that need the text index and, where the index cannot tell for certain, the documents
 * themselves. They go segment by segment, ask often whether anybody still waits, and look only at
 * rows that the rest of the query has left over (`within`).
 */
import type { CaseView } from '#workers/query/case-view.ts';
import { Bits } from '#workers/query/columns/bits.ts';
import type { Segment } from '#workers/query/columns/segment-table.ts';
import { walkTerms } from '#workers/query/text/document-terms.ts';
import { DocumentFilter } from '#workers/query/text/document-filter.ts';
import { PhraseMatcher, type Phrase, type Word } from '#workers/query/text/phrase.ts';
import { markWord } from '#workers/query/text/term-search.ts';
import type { Looking } from './column-leaves.ts';
import type { Leaf } from './conditions.ts';
import { passes } from './record-test.ts';

/** Documents between two looks at whether the asker gave up: a few milliseconds. */
const CHECK_EVERY = 256;

type LeafOf<K extends Leaf['kind']> = Leaf & { readonly kind: K };

/** Full text: one word is answered by the index, several are checked in the documents. */
export function fillWords(
  view: CaseView,
  { phrase }: LeafOf<'words'>,
  bits: Bits,
  looking: Looking,
): void {
  const matcher = new PhraseMatcher(phrase);
  const filter = DocumentFilter.ofPhrase(phrase);
  const sure = phrase.length === 1;
  const words = sure ? [phrase[0]!.word] : indexedWords(phrase);
  eachSegment(view, looking, (segment) => {
    const candidates = candidatesOf(view, segment, looking, [words]);
    if (sure) {
      candidates.each((row) => {
        bits.set(segment.firstRow + row);
      });
    } else
      verify(view, segment, candidates, (row) => {
        const { bytes, from, to } = view.records.bytes(row);
        if (!filter.mayFit(bytes, from, to)) return;
        matcher.restart();
        walkTerms(bytes, { from, to, json: view.records.isJson(row) }, matcher);
        if (matcher.found) bits.set(row);
      });
  });
}

/** A field that is no column: the record is read again by its reader. */
export function fillRecords(
  view: CaseView,
  leaf: LeafOf<'record'>,
  bits: Bits,
  looking: Looking,
): void {
  const { selector, test } = leaf;
  const { words, filter } = test.kind === 'match' ? test : { words: undefined, filter: undefined };
  eachSegment(view, looking, (segment) => {
    const candidates = candidatesOf(view, segment, looking, words);
    verify(view, segment, candidates, (row) => {
      const { bytes, from, to } = view.records.bytes(row);
      if (filter?.mayFit(bytes, from, to) === false) return;
      const values = selector.values(view.records.fields(row));
      if (values.some((value) => passes(test, value))) bits.set(row);
    });
  });
}

/** Words worth asking the index for; a pattern that begins with a star would mean reading all of it. */
function indexedWords(phrase: Phrase): readonly Word[] {
  const words = phrase.map(({ word }) => word);
  const cheap = words.filter((word) => word.bytes.length > 0);
  // The longest word is the rarest, as a rule.
  return (cheap.length > 0 ? cheap : words).toSorted((a, b) => b.bytes.length - a.bytes.length);
}

/** Rows of a segment, counted from its first, that matter and have all words of some list. */
function candidatesOf(
  view: CaseView,
  segment: Segment,
  looking: Looking,
  lists: readonly (readonly Word[])[] | undefined,
): Bits {
  const left = rowsThatMatter(segment, looking);
  if (lists === undefined) return left;
  const candidates = new Bits(segment.rows);
  for (const words of lists) candidates.or(withAllWords(view, segment, words, left));
  return candidates;
}

function withAllWords(view: CaseView, segment: Segment, words: readonly Word[], left: Bits): Bits {
  let candidates = left.copy();
  for (const word of words) {
    if (candidates.empty) break;
    const found = new Bits(segment.rows);
    markWord(view.terms, segment, word, (row) => {
      found.set(row);
    });
    candidates = found.and(candidates);
  }
  return candidates;
}

function rowsThatMatter({ firstRow, rows }: Segment, { from, to, within }: Looking): Bits {
  const bits = new Bits(rows);
  const first = Math.max(from, firstRow);
  const end = Math.min(to, firstRow + rows);
  if (within === undefined) bits.setRange(first - firstRow, end - firstRow);
  else {
    within.each(
      (row) => {
        bits.set(row - firstRow);
      },
      first,
      end,
    );
  }
  return bits;
}

function eachSegment(
  view: CaseView,
  { from, to, within }: Looking,
  visit: (segment: Segment) => void,
): void {
  for (const segment of view.table.between(from, to)) {
    const { firstRow, rows } = segment;
    if (within?.anyIn(firstRow, firstRow + rows) === false) continue;
    view.checkCancelled();
    visit(segment);
  }
}

function verify(
  view: CaseView,
  { firstRow }: Segment,
  candidates: Bits,
  look: (row: number) => void,
): void {
  let looked = 0;
  candidates.each((row) => {
    if (++looked % CHECK_EVERY === 0) view.checkCancelled();
    look(firstRow + row);
  });
}
