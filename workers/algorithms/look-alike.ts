/** Names made to be mistaken for another: one letter more, less, other, or two swapped. */

/**
 * True when two different names are one edit apart: a character added, left out, exchanged, or two
 * neighbours swapped (Damerau 1964). O(length), by UTF-16 unit.
 */
export function isOneEditApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  const rest = (skipShort: number, skipLong: number): boolean =>
    short.slice(start + skipShort) === long.slice(start + skipLong);
  if (short.length < long.length) return rest(0, 1);
  if (rest(1, 1)) return true;
  return short[start] === long[start + 1] && short[start + 1] === long[start] && rest(2, 2);
}

/** Names that look like a better-known one. */
export class LookAlikes {
  /** Known names by length. */
  private readonly byLength = new Map<number, string[]>();
  private readonly known: ReadonlySet<string>;
  private readonly leastLength: number;

  /**
   * @param known names that are worth imitating, lower case
   * @param leastLength shorter names are too easily alike by chance
   */
  constructor(known: readonly string[], leastLength: number) {
    this.known = new Set(known);
    this.leastLength = leastLength;
    for (const name of this.known) {
      if (name.length < leastLength) continue;
      const list = this.byLength.get(name.length);
      if (list === undefined) this.byLength.set(name.length, [name]);
      else list.push(name);
    }
  }

  /** The first known name that `name` (lower case) could be mistaken for, or undefined; a known name imitates nobody. */
  of(name: string): string | undefined {
    if (name.length < this.leastLength || name.length > 64 || this.known.has(name))
      return undefined;
    for (const length of [name.length, name.length - 1, name.length + 1]) {
      const twin = this.byLength.get(length)?.find((known) => isOneEditApart(name, known));
      if (twin !== undefined) return twin;
    }
    return undefined;
  }
}
