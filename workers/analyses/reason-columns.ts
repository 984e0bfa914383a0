/** Columns of a `clusters` table that every clustering has: the neighbours of noise, and the words. */
import type { Column } from '#contract/block.ts';
import type { Groups } from './cluster-groups.ts';
import type { MethodResult } from './cluster-method.ts';
import type { RoomContext } from './room.ts';
import { intColumn, numberColumn, textColumn } from './table-columns.ts';

/** How often long loops over groups ask whether to go on. */
const CHECK_EVERY = 1024;

/** For noise the nearest other event and its distance; -1 and missing for clusters. */
export function nearestColumns(
  groups: Groups,
  ids: Int32Array,
  method: MethodResult,
  context: RoomContext,
): Readonly<Record<'nearest' | 'nearestDistance', Column>> {
  const events = new Int32Array(groups.count).fill(-1);
  const distances = new Float64Array(groups.count).fill(NaN);
  for (let group = 0; group < groups.noise; group++) {
    if (group % CHECK_EVERY === 0) {
      context.checkCancelled();
      context.onProgress(group / groups.noise, 'Looking for the neighbours of noise');
    }
    const nearest = method.nearest(groups.exemplars[group]!);
    if (nearest === undefined) continue;
    events[group] = ids[nearest.row]!;
    distances[group] = nearest.distance;
  }
  return { nearest: intColumn(events), nearestDistance: numberColumn(distances) };
}

/** Who puts a group into words. */
export interface Reasons {
  /** How the group poses as something else, or undefined. */
  imitates(group: number): string | undefined;
  of(group: number): string;
}

/** What the groups pose as, and why they are groups. */
export function reasonColumns(
  groups: Groups,
  reasons: Reasons,
  context: RoomContext,
): Readonly<Record<'looksLike' | 'why', Column>> {
  const looksLike: (string | undefined)[] = [];
  const why: string[] = [];
  for (let group = 0; group < groups.count; group++) {
    if (group % CHECK_EVERY === 0) {
      context.checkCancelled();
      context.onProgress(group / groups.count, 'Putting reasons into words');
    }
    looksLike.push(reasons.imitates(group));
    why.push(reasons.of(group));
  }
  return { looksLike: textColumn(looksLike), why: textColumn(why) };
}
