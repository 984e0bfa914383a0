/** Finds commands by what was typed: all words must occur, early and whole ones come first. */

/** How well a title fits what was typed; undefined = not at all, lower is better. */
export function fit(title: string, typed: string): number | undefined {
  const text = title.toLowerCase();
  let sum = 0;
  for (const word of typed.toLowerCase().split(/\s+/).filter(Boolean)) {
    const at = text.indexOf(word);
    if (at < 0) return undefined;
    const startsWord = at === 0 || /\W/.test(text.charAt(at - 1));
    sum += at + (startsWord ? 0 : 100);
  }
  return sum;
}

/** Items that fit, best first, in their own order where they fit alike. */
export function ranked<T>(items: readonly T[], typed: string, titleOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, score: fit(titleOf(item), typed) }))
    .filter((each): each is { item: T; score: number } => each.score !== undefined)
    .sort((a, b) => a.score - b.score)
    .map(({ item }) => item);
}
