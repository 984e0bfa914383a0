/** Small pieces of the sentences in which a cluster says why it is one. */

/** "1 start", "12 starts". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A share as whole percents that never round up to "all" or down to "none". */
export function percent(part: number, whole: number): string {
  const share = Math.round((100 * part) / whole);
  if (part < whole && share === 100) return '99 %';
  return part > 0 && share === 0 ? '<1 %' : `${share} %`;
}

/** A distance with three digits that count. */
export function shortNumber(value: number): string {
  return value === 0 ? '0' : String(Number(value.toPrecision(3)));
}

/** A text cut so that a sentence stays readable: paths in the middle, anything else at its end. */
export function shortText(text: string, longest = 60): string {
  if (text.length <= longest) return text;
  if (!/[\\/]/.test(text)) return `${text.slice(0, longest - 1)}…`;
  const half = Math.floor((longest - 1) / 2);
  return `${text.slice(0, longest - 1 - half)}…${text.slice(text.length - half)}`;
}

/**
 * How a group stands to one of its properties: "all by SYSTEM", "3 users, mostly SYSTEM (90 %)".
 * @param all what to say before the only value
 * @param many plural for several values
 * @returns undefined when the group has no value at all
 */
export function spreadPhrase(
  { distinct, top, topCount, size }: ValueSpread,
  all: string,
  many: string,
): string | undefined {
  if (distinct === 0 || top === undefined) return undefined;
  const value = shortText(top);
  if (distinct === 1) return topCount === size ? `${all} ${value}` : `${all} ${value} where known`;
  if (topCount * distinct === size) return `${distinct} ${many}`;
  return `${distinct} ${many}, mostly ${value} (${percent(topCount, size)})`;
}

/** Values of a group: how many different ones, and the most frequent. */
export interface ValueSpread {
  readonly distinct: number;
  readonly top: string | undefined;
  readonly topCount: number;
  readonly size: number;
}

/** Parts of a sentence joined by commas, missing ones left out, ended by a full stop. */
export function sentence(parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined).join(', ')}.`;
}
