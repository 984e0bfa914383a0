/** Looks words up in the text index: one page per segment for a word or a beginning, all of them for a pattern that begins with a star. */
import type { TermsReader } from '#workers/case-file/read-terms.ts';
import { compareBytes, scanPage } from '#workers/batch/terms.ts';
import { startsWith, type Word } from './phrase.ts';

type Verdict = -1 | 0 | 1;

/** Tells the rows of a segment, counted from its first, whose documents have the word; some twice. */
export function markWord(
  terms: TermsReader,
  { id, rows }: { readonly id: number; readonly rows: number },
  word: Word,
  mark: (row: number) => void,
): void {
  const verdict = verdictOf(word);
  if (word.kind === 'exact') {
    const page = terms.pageOf(id, word.bytes);
    if (page !== undefined) scanPage(page, rows, verdict, mark);
    return;
  }
  for (const page of terms.pagesFrom(id, word.bytes)) {
    if (!scanPage(page, rows, verdict, mark)) return;
  }
}

function verdictOf(word: Word): (term: Uint8Array) => Verdict {
  const { bytes } = word;
  if (word.kind === 'exact') return (term) => Math.sign(compareBytes(term, bytes)) as Verdict;
  const glob = word.kind === 'glob' ? word.glob : undefined;
  return (term) => {
    if (!startsWith(term, bytes)) return compareBytes(term, bytes) < 0 ? -1 : 1;
    return glob?.matches(term, 0, term.length) === false ? -1 : 0;
  };
}
