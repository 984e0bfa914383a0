/** Tests of a record's field, and the words by which the text index finds candidates for them. */
import type { Pattern } from '#workers/query/language/ast.ts';
import { DocumentFilter } from '#workers/query/text/document-filter.ts';
import { foldText } from '#workers/query/text/fold.ts';
import { readingsOf, type Glob } from '#workers/query/text/glob.ts';
import { wordsForCertain, type Word } from '#workers/query/text/phrase.ts';

export type RecordTest =
  | { readonly kind: 'present' }
  | {
      readonly kind: 'match';
      readonly globs: readonly Glob[];
      /** One list per reading of the pattern; every word of some list is in each matching document. Undefined: no word is certain. */
      readonly words: readonly (readonly Word[])[] | undefined;
      /** Undefined: any document may have it. */
      readonly filter: DocumentFilter | undefined;
    }
  | { readonly kind: 'compare'; readonly test: (text: string) => boolean };

const encoder = new TextEncoder();

/**
 * Fields whose values are names of members in the document (the element inside an EVTX record's
 * UserData): names are not in the text index.
 */
const NOT_INDEXED = /(^|\.)xml_name$/i;

/** The test of `field:pattern`; no globs means a lone star. */
export function recordTest(field: string, pattern: Pattern, globs: readonly Glob[]): RecordTest {
  if (globs.length === 0) return { kind: 'present' };
  if (NOT_INDEXED.test(field)) return { kind: 'match', globs, words: undefined, filter: undefined };
  return { kind: 'match', globs, words: wordsOf(pattern), filter: DocumentFilter.ofValue(pattern) };
}

/** True when a value of the field passes. */
export function passes(test: RecordTest, value: string): boolean {
  switch (test.kind) {
    case 'present':
      return true;
    case 'compare':
      return test.test(value);
    case 'match': {
      const bytes = encoder.encode(foldText(value));
      return test.globs.some((glob) => glob.matches(bytes, 0, bytes.length));
    }
  }
}

function wordsOf(pattern: Pattern): readonly (readonly Word[])[] | undefined {
  const words = readingsOf(pattern).map(wordsForCertain);
  return words.every((list) => list.length > 0) ? words : undefined;
}
