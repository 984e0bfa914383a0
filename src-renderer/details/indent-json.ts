/**
 * Indents JSON text without parsing it: numbers beyond 2^53, repeated keys and odd escapes stay as
 * they were found, which JSON.parse would quietly change.
 */

const MAX_DEPTH = 200;

/** Indented text, undefined when the text does not look like JSON or nests too deep. */
export function indentJson(text: string): string | undefined {
  const trimmed = text.trim();
  if (!/^[[{]/.test(trimmed)) return undefined;
  let out = '';
  let depth = 0;
  const line = (): string => `\n${'  '.repeat(depth)}`;
  for (let at = 0; at < trimmed.length; at++) {
    const character = trimmed.charAt(at);
    if (character === '"') {
      const end = stringEnd(trimmed, at);
      out += trimmed.slice(at, end);
      at = end - 1;
    } else if (character === '{' || character === '[') {
      const close = character === '{' ? '}' : ']';
      const next = nextSign(trimmed, at + 1);
      if (trimmed.charAt(next) === close) {
        out += character + close;
        at = next;
        continue;
      }
      if (++depth > MAX_DEPTH) return undefined;
      out += character + line();
    } else if (character === '}' || character === ']') {
      depth = Math.max(0, depth - 1);
      out += line() + character;
    } else out += sign(character, line);
  }
  return depth === 0 ? out : undefined;
}

function sign(character: string, line: () => string): string {
  if (character === ',') return `,${line()}`;
  if (character === ':') return ': ';
  return /\s/.test(character) ? '' : character;
}

/** Position after a string's closing quote. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === '"') return at + 1;
  }
  return text.length;
}

function nextSign(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at;
}
