/** How telling a value is of a group: the weight behind "why this group?". */
import { portableLog } from '#workers/base/portable-math.ts';

/** Events that the prior is worth: shares seen on a handful of events are pulled towards the whole. */
const PRIOR_EVENTS = 10;

/**
 * Log-odds ratio of having a value inside and outside a group, with the whole as informative prior,
 * in standard deviations: the z-score of Monroe, Colaresi, Quinn, "Fightin' Words" (2008, sections
 * 3.3.3 and 3.4) for two outcomes, having the value or not:
 *
 *     z = (ln(a'/c') − ln(b'/d')) / sqrt(1/a' + 1/b' + 1/c' + 1/d')
 *     a' = a + p, c' = A − a + P − p, b' = b + p, d' = B − b + P − p
 *
 * with a of A events inside and b of B outside having the value, P = 10 pseudo-events and p = P
 * times the share of the value in all events.
 * @returns z: above 0 more frequent inside, below 0 more frequent outside, beyond ±2 hardly by
 * chance; 0 for what all events or none have
 */
export function logOdds(a: number, insideTotal: number, b: number, outsideTotal: number): number {
  const having = a + b;
  const all = insideTotal + outsideTotal;
  if (having === 0 || having === all) return 0;
  const prior = (PRIOR_EVENTS * having) / all;
  const inside = a + prior;
  const outside = b + prior;
  const insideWithout = insideTotal - a + PRIOR_EVENTS - prior;
  const outsideWithout = outsideTotal - b + PRIOR_EVENTS - prior;
  const variance = 1 / inside + 1 / outside + 1 / insideWithout + 1 / outsideWithout;
  const ratio = portableLog(inside / insideWithout) - portableLog(outside / outsideWithout);
  return ratio / Math.sqrt(variance);
}
