/**
 * Where a sorted curve of distances bends: the distance at which neighbours stop being close and
 * start being strangers. Ester et al. 1996 read DBSCAN's eps off this curve by eye; Kneedle
 * (Satopää, Albrecht, Irwin, Raghavan 2011) puts a rule to it.
 */

/**
 * The knee of distances: with both axes scaled to 0…1, the point that lies farthest below the line
 * from the first to the last distance. Only the upper half of the curve is looked at: what is parted
 * from the strangers has to be the crowd, not a few twins.
 * @param distances finite, any order; not modified
 * @returns the distance at the knee, or undefined when there are fewer than `least` distances or
 * the curve hardly bends (its deepest point lies less than 0.2 below the line). O(n log n)
 */
export function kneeDistance(distances: Float64Array, least = 8): number | undefined {
  if (distances.length < Math.max(least, 3)) return undefined;
  const sorted = distances.slice().sort();
  const lowest = sorted[0]!;
  const span = sorted[sorted.length - 1]! - lowest;
  if (!(span > 0)) return undefined;
  let best = -1;
  let depth = 0.2;
  for (let i = Math.floor(sorted.length / 2); i < sorted.length; i++) {
    const below = i / (sorted.length - 1) - (sorted[i]! - lowest) / span;
    if (below > depth) {
      depth = below;
      best = i;
    }
  }
  return best < 0 ? undefined : sorted[best]!;
}
