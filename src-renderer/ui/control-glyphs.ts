/**
 * Characters that deceive the eye, made visible: a right-to-left override can show `exe.gpj` as
 * `jpg.exe`, a zero-width space can split a name that looks whole. Copying keeps the raw text.
 */

/** A stretch of plain text, or one character to be shown by its name. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'glyph'; readonly text: string; readonly title: string };

/**
 * C0 and C1 controls, soft hyphen, zero-width and bidirectional controls, invisible operators,
 * Hangul fillers, variation selectors' and tags' invisible kin, line separators, byte order mark.
 */
const DECEPTIVE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/;
const DECEPTIVE_ALL = new RegExp(DECEPTIVE.source, 'g');

const names: Readonly<Record<string, readonly [string, string]>> = {
  '\n': ['↵', 'line feed'],
  '\r': ['␍', 'carriage return'],
  '\t': ['⇥', 'tab'],
  '\u0000': ['NUL', 'null character'],
  '\u00ad': ['SHY', 'soft hyphen'],
  '\u200b': ['ZWSP', 'zero-width space'],
  '\u200c': ['ZWNJ', 'zero-width non-joiner'],
  '\u200d': ['ZWJ', 'zero-width joiner'],
  '\u200e': ['LRM', 'left-to-right mark'],
  '\u200f': ['RLM', 'right-to-left mark'],
  '\u061c': ['ALM', 'Arabic letter mark'],
  '\u202a': ['LRE', 'left-to-right embedding'],
  '\u202b': ['RLE', 'right-to-left embedding'],
  '\u202c': ['PDF', 'pop directional formatting'],
  '\u202d': ['LRO', 'left-to-right override'],
  '\u202e': ['RLO', 'right-to-left override'],
  '\u2066': ['LRI', 'left-to-right isolate'],
  '\u2067': ['RLI', 'right-to-left isolate'],
  '\u2068': ['FSI', 'first strong isolate'],
  '\u2069': ['PDI', 'pop directional isolate'],
  '\u2060': ['WJ', 'word joiner'],
  '\ufeff': ['BOM', 'zero-width no-break space'],
};

/** True when a text needs {@link visiblePieces}; most texts do not. */
export function isDeceptive(text: string): boolean {
  return DECEPTIVE.test(text);
}

/** Cuts a text into what may be shown as it is and what must be named. */
export function visiblePieces(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(DECEPTIVE_ALL)) {
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) });
    pieces.push(glyph(match[0]));
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

/** The same in one line of plain text, for tooltips and labels that take no markup: `evil‹RLO›gpj.exe`. */
export function spelledOut(text: string): string {
  if (!isDeceptive(text)) return text;
  return visiblePieces(text)
    .map((piece) => (piece.kind === 'text' ? piece.text : `‹${piece.text}›`))
    .join('');
}

function glyph(character: string): Piece {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const known = Object.hasOwn(names, character) ? names[character] : undefined;
  if (known === undefined) return { kind: 'glyph', text: code, title: `${code}, invisible` };
  return { kind: 'glyph', text: known[0], title: `${code}, ${known[1]}` };
}
