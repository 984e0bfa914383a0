/** Upper and lower case alike, the same way everywhere: for values of fields. Words of the text index have their own, see `terms.ts`. */

/** Lower case by Unicode's rules, with the two small sigmas made one (which one is written depends on what follows). */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  return lower.includes('ς') ? lower.replaceAll('ς', 'σ') : lower;
}
