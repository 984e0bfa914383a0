/** Table `term_pages`, read side: the text index, one sorted run of pages per segment. */
import type { Sqlite } from './case-file.ts';

export interface TermsReader {
  /** The page of a segment that would hold a term: the last one that begins at or before it. */
  pageOf(segment: number, term: Uint8Array): Uint8Array | undefined;
  /** Pages of a segment in order, beginning with the one that would hold `term`. */
  pagesFrom(segment: number, term: Uint8Array): Iterable<Uint8Array>;
}

/** Prepares the statements on an open case. */
export function readTerms(db: Sqlite): TermsReader {
  const pageOf = db
    .prepare<[number, Uint8Array], Uint8Array>(
      `SELECT data FROM term_pages WHERE segment = ? AND first_term <= ? ORDER BY first_term DESC LIMIT 1`,
    )
    .pluck();
  const pagesFrom = db
    .prepare<[number, Uint8Array, number], Uint8Array>(
      `SELECT data FROM term_pages WHERE segment = ? AND first_term >= coalesce(
         (SELECT max(first_term) FROM term_pages WHERE first_term <= ? AND segment = ?), x'')
       ORDER BY first_term`,
    )
    .pluck();
  return {
    pageOf: (segment, term) => pageOf.get(segment, term),
    pagesFrom: (segment, term) => pagesFrom.iterate(segment, term, segment),
  };
}
