/** The text index of a batch read back page by page, and the same thing made slowly and obviously. */
import type { EventBatch } from '#workers/batch/batch.ts';
import { scanPage } from '#workers/batch/terms.ts';

/** Rows by term, as the pages of a batch have them. */
export function indexedTerms({ terms, rows }: EventBatch): Map<string, number[]> {
  const out = new Map<string, number[]>();
  for (const { data } of terms) {
    let term = '';
    scanPage(
      data,
      rows,
      (bytes) => {
        term = Buffer.from(bytes).toString('utf8');
        out.set(term, []);
        return 0;
      },
      (row) => out.get(term)!.push(row),
    );
  }
  return out;
}

/** Terms of a text: runs of letters and digits, folded, at most 64 bytes of each. */
export function slowTerms(text: string): string[] {
  const words = text.match(/[0-9A-Za-z\u0080-\u{10ffff}]+/gu) ?? [];
  return words.map((word) => {
    const cut = Buffer.from(Buffer.from(word).subarray(0, 64)).toString('utf8');
    const folded = /^[\0-\x7f]*$/.test(cut)
      ? Buffer.from(cut.toLowerCase())
      : Buffer.from(asciiLower(cut).toLowerCase());
    return folded.subarray(0, 64).toString('utf8');
  });
}

const asciiLower = (text: string): string =>
  text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Texts of a JSON value that are values, not keys. */
export function slowValues(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(slowValues);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(slowValues);
  return [typeof value === 'string' ? value : JSON.stringify(value)];
}
