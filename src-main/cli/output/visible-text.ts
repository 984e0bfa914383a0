/**
 * Evidence on a terminal. A field may hold escape sequences that move the cursor or retitle the
 * window, and marks that turn text round: people see them as escapes, files and pipes get them raw.
 */

// Controls of both sets; zero-width, bidirectional and other format characters; line separators.
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Text with everything that does not print, or prints elsewhere, spelled out. */
export function visible(text: string): string {
  return text.replace(unseen, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
