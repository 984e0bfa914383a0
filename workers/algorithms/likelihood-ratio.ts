/** How telling a token is of a group, so that what only the group has always comes first. */
import { portableLog } from '#workers/base/portable-math.ts';

/**
 * Signed root of the log-likelihood ratio G² (Dunning, "Accurate methods for the statistics of
 * surprise and coincidence", 1993) for having a token inside and outside a group:
 *
 *     G² = 2 · Σ observed · ln(observed / expected)
 *
 * over the four cells inside/outside × having/not having, expected when the group did not matter.
 * Unlike a z-score of log-odds it does not punish what is absent outside for being rare.
 * @param inside members of `insideTotal` that have it
 * @param outside others of `outsideTotal` that have it
 * @returns about standard deviations; above 0 more frequent inside, below 0 more frequent outside
 */
export function signedRootG(
  inside: number,
  insideTotal: number,
  outside: number,
  outsideTotal: number,
): number {
  const all = insideTotal + outsideTotal;
  const having = inside + outside;
  if (insideTotal === 0 || outsideTotal === 0) return 0;
  const cell = (observed: number, ofGroup: number, ofKind: number): number =>
    observed === 0 ? 0 : observed * portableLog((observed * all) / (ofGroup * ofKind));
  const half =
    cell(inside, insideTotal, having) +
    cell(insideTotal - inside, insideTotal, all - having) +
    cell(outside, outsideTotal, having) +
    cell(outsideTotal - outside, outsideTotal, all - having);
  const root = Math.sqrt(Math.max(0, 2 * half));
  return inside * outsideTotal >= outside * insideTotal ? root : -root;
}
