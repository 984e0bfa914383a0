/**
 * What a query means, before anybody knows which fields are columns. The language:
 *
 * - `mimikatz`, `cmd.exe`, `"lateral movement"`: full text over the record as it was found. Words are
 *   runs of letters and digits; several words must follow one another inside one value.
 * - `host.name:WS01`, `process.executable:C:\Windows\System32\cmd.exe`, `user.name:"Jane Doe"`: the
 *   whole value, upper or lower case alike. `field:(a or b or "c d")` asks for several.
 * - `*` stands for any text, `?` for one character: `host.name:WS*`, `process.executable:*\cmd.exe`.
 *   `field:*` asks whether there is a value at all.
 * - `process.pid > 100`, `@timestamp >= "2020-10-19T12:28"`; `=` is `:`, `!=` its opposite.
 * - `and`, `or`, `not` (also `-` in front of a condition), parentheses; side by side means `and`.
 *   `not` binds tightest, `or` loosest. `not field:x` includes events without the field.
 *
 * Backslash: an ordinary character, so that Windows paths are typed as they are; a doubled one outside
 * quotes stands for itself or for a single one (`*\\cmd.exe` finds `C:\cmd.exe`, `\\server\share` finds
 * the share). Quotes: everything inside is literal, `*` and `?` too. A quote inside is written `\"` or
 * `""`; backslashes in front of a quote are halved, as on a Windows command line, so `"C:\Temp\\"`
 * ends with one. `"C:\Temp\"` is understood as well. Bare and quoted parts may touch:
 * `process.command_line:*" -enc "*`.
 */

/** Part of a pattern: text as it is, any text (`*`), or one character (`?`). */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' };

/** Never empty, never two `any` side by side. */
export type Pattern = readonly Piece[];

export type Comparison = '>' | '>=' | '<' | '<=';

/** `at` is the position in the query, counted from 0, for messages. */
export type QueryNode =
  | { readonly kind: 'all' }
  | { readonly kind: 'and' | 'or'; readonly nodes: readonly QueryNode[] }
  | { readonly kind: 'not'; readonly node: QueryNode }
  | { readonly kind: 'text'; readonly pattern: Pattern; readonly at: number }
  | {
      readonly kind: 'match';
      readonly field: string;
      readonly pattern: Pattern;
      readonly at: number;
    }
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly comparison: Comparison;
      readonly value: string;
      readonly at: number;
    };

/** The text of a pattern without wildcards, undefined when it has some. */
export function literalOf(pattern: Pattern): string | undefined {
  let text = '';
  for (const piece of pattern) {
    if (piece.kind !== 'text') return undefined;
    text += piece.text;
  }
  return text;
}

/** True for a lone `*`: any value at all. */
export function isAnything(pattern: Pattern): boolean {
  return pattern.length === 1 && pattern[0]!.kind === 'any';
}
