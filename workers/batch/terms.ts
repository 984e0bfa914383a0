/**
 * Terms of the text index: a term is a run of letters and digits (any byte above 127 counts as a
 * letter), folded to lower case and cut to 64 bytes. Here is what writing and searching share, and
 * how a page is read.
 */

export const MAX_TERM_BYTES = 64;

/** Folded byte for letters and digits, 0 for separators. */
export const TERM_CLASS = new Uint8Array(256);
for (let c = 48; c < 58; c++) TERM_CLASS[c] = c;
for (let c = 65; c < 91; c++) TERM_CLASS[c] = c + 32;
for (let c = 97; c < 123; c++) TERM_CLASS[c] = c;
for (let c = 128; c < 256; c++) TERM_CLASS[c] = c;

/** Terms of a query text, folded just as documents are. */
export function termsOf(text: string): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  const out: Uint8Array[] = [];
  let start = -1;
  for (let i = 0; i <= bytes.length; i++) {
    const inside = i < bytes.length && TERM_CLASS[bytes[i]!] !== 0;
    if (inside && start < 0) start = i;
    if (!inside && start >= 0) {
      const term = bytes.slice(start, Math.min(i, start + MAX_TERM_BYTES));
      out.push(foldTerm(term.map((byte) => TERM_CLASS[byte]!)));
      start = -1;
    }
  }
  return out;
}

/**
 * Marks rows of every term of a page that `matches`; stops early when `matches` says the page is past.
 * @param mark called with row numbers of the batch
 * @param matches 0 = this term, -1 = not yet, 1 = past it: stop
 * @returns false when scanning stopped because a term was past the wanted ones
 */
export function scanPage(
  page: Uint8Array,
  rows: number,
  matches: (term: Uint8Array) => -1 | 0 | 1,
  mark: (row: number) => void,
): boolean {
  const term = new Uint8Array(MAX_TERM_BYTES + 8);
  let at = 0;
  const varint = (): number => {
    let value = 0;
    let shift = 0;
    for (;;) {
      // A page that was cut short ends in zeros.
      const byte = page[at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
      shift += 7;
    }
  };
  while (at < page.length) {
    const shared = varint();
    const rest = varint();
    // No term is longer: what follows in this page is noise.
    if (shared + rest > term.length) return true;
    for (let i = 0; i < rest; i++) term[shared + i] = page[at + i]!;
    at += rest;
    const verdict = matches(term.subarray(0, shared + rest));
    if (verdict > 0) return false;
    const kind = page[at++];
    if (kind === 2) {
      if (verdict === 0) for (let row = 0; row < rows; row++) mark(row);
    } else if (kind === 1) {
      const bytes = (rows + 7) >> 3;
      if (verdict === 0) markBitmap(page, at, rows, mark);
      at += bytes;
    } else {
      const count = varint();
      let row = 0;
      for (let i = 0; i < count && at < page.length; i++) {
        row += varint();
        if (verdict === 0) mark(row);
      }
    }
  }
  return true;
}

function markBitmap(page: Uint8Array, at: number, rows: number, mark: (row: number) => void): void {
  for (let row = 0; row < rows; row++) {
    if ((page[at + (row >> 3)]! & (1 << (row & 7))) !== 0) mark(row);
  }
}

/** Byte order, shorter first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] !== b[i]) return a[i]! - b[i]!;
  }
  return a.length - b.length;
}

/** Lower case of a term that is not plain ASCII; ASCII is folded byte by byte already. */
export function foldTerm(term: Uint8Array): Uint8Array {
  let wide = 0;
  for (const byte of term) wide |= byte;
  if (wide < 128) return term;
  const folded = new TextEncoder().encode(new TextDecoder().decode(term).toLowerCase());
  return folded.length > MAX_TERM_BYTES ? folded.slice(0, MAX_TERM_BYTES) : folded;
}
