/** Looks words up in the text index: one page per segment for a word or a beginning, all of them for a pattern that begins with a star. */
import type { TermsReader } from '#workers/case-file/read-terms.ts';
import { compareBytes, scanPage } from '#workers/batch/terms.ts';
import type { Bits } from '#workers/query/columns/bits.ts';
import type { Segment } from '#workers/query/columns/segment-table.ts';
import { startsWith, type Word } from './phrase.ts';

type Verdict = -1 | 0 | 1;

/** Sets the rows of a segment whose documents have the word. */
export function markWord(terms: TermsReader, segment: Segment, word: Word, bits: Bits): void {
  const { firstRow, rows } = segment;
  const mark = (row: number): void => {
    bits.set(firstRow + row);
  };
  const verdict = verdictOf(word);
  if (word.kind === 'exact') {
    const page = terms.pageOf(segment.id, word.bytes);
    if (page !== undefined) scanPage(page, rows, verdict, mark);
    return;
  }
  for (const page of terms.pagesFrom(segment.id, word.bytes)) {
    if (!scanPage(page, rows, verdict, mark)) return;
  }
}

function verdictOf(word: Word): (term: Uint8Array) => Verdict {
  const { bytes } = word;
  if (word.kind === 'exact') return (term) => Math.sign(compareBytes(term, bytes)) as Verdict;
  return (term) => {
    if (!startsWith(term, bytes)) return compareBytes(term, bytes) < 0 ? -1 : 1;
    return word.kind === 'prefix' || word.glob.matches(term, 0, term.length) ? 0 : -1;
  };
}
