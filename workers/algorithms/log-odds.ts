/** How telling a value is of a group: the weight behind "why this group?". */
import { portableLog } from '#workers/base/portable-math.ts';

/** Events that the prior is worth: shares seen on a handful of events are pulled towards the whole. */
const PRIOR_EVENTS = 10;

/**
 * Log-odds ratio of having a value inside and outside a group, with the whole as informative prior,
 * in standard deviations (Monroe, Colaresi, Quinn, "Fightin' Words", 2008, formulas 16, 20 and 22):
 *
 *     z = (ln o_in − ln o_out) / sqrt(1/(a + p) + 1/(b + p))
 *     o_in = (a + p) / (A − a + P − p), o_out = (b + p) / (B − b + P − p)
 *
 * with a of A events inside and b of B outside having the value, P = 10 pseudo-events and p = P
 * times the share of the value in all events.
 * @returns z: above 0 more frequent inside, below 0 more frequent outside; beyond ±2 hardly chance
 */
export function logOdds(a: number, insideTotal: number, b: number, outsideTotal: number): number {
  const p = (PRIOR_EVENTS * (a + b)) / (insideTotal + outsideTotal);
  const without = PRIOR_EVENTS - p;
  // Half an event keeps the odds finite where a value is in all events.
  const inside = (a + p) / (insideTotal - a + without + 0.5);
  const outside = (b + p) / (outsideTotal - b + without + 0.5);
  return (portableLog(inside) - portableLog(outside)) / Math.sqrt(1 / (a + p) + 1 / (b + p));
}
