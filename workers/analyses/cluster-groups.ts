/**
 * From labels to the rows of a `clusters` table: one row for every noise event, in row order, then
 * one for every cluster in label order, as the published method prints them.
 */
import type { Column, TextColumn } from '#contract/block.ts';
import type { SliceBase } from './slices.ts';
import { intColumn, pickTime } from './table-columns.ts';

/** Labels of rows: -1 = noise, else 0 … clusters-1. */
export interface Clustering {
  readonly labels: Int32Array;
  readonly isCore: Uint8Array;
  readonly clusters: number;
}

/** Rows by group. Group g holds rows order[offsets[g]] … order[offsets[g + 1] - 1], ascending. */
export interface Groups {
  readonly count: number;
  /** Groups of a single noise event stand first, this many. */
  readonly noise: number;
  /** Cluster of each group, -1 = noise. */
  readonly cluster: Int32Array;
  readonly order: Int32Array;
  readonly offsets: Int32Array;
  /** First row of each group. */
  readonly exemplars: Int32Array;
}

/** Sorts rows into groups; O(rows). */
export function groupRows({ labels, clusters }: Clustering): Groups {
  const sizes = new Int32Array(clusters);
  for (const label of labels) if (label >= 0) sizes[label]!++;
  const noise = labels.length - sizes.reduce((sum, size) => sum + size, 0);
  const count = noise + clusters;
  const offsets = new Int32Array(count + 1);
  for (let group = 0; group < count; group++) {
    offsets[group + 1] = offsets[group]! + (group < noise ? 1 : sizes[group - noise]!);
  }
  const next = offsets.slice(noise, count);
  const order = new Int32Array(labels.length);
  let single = 0;
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    order[label < 0 ? single++ : next[label]!++] = row;
  }
  return {
    count,
    noise,
    cluster: Int32Array.from({ length: count }, (_, group) => (group < noise ? -1 : group - noise)),
    order,
    offsets,
    exemplars: Int32Array.from({ length: count }, (_, group) => order[offsets[group]!]!),
  };
}

/** Events of a group. */
export function sizeOf({ offsets }: Groups, group: number): number {
  return offsets[group + 1]! - offsets[group]!;
}

/**
 * The fixed columns of a `clusters` table. firstTime and lastTime are of the row's own events;
 * groupFirstTime and groupLastTime span all events of the same cluster number, so for noise the
 * whole noise, which is what the published table shows.
 */
export function groupColumns(groups: Groups, base: SliceBase): Readonly<Record<string, Column>> {
  const { count, noise, cluster, exemplars } = groups;
  const first = new Int32Array(count);
  const last = new Int32Array(count);
  const wholeNoise = extremes(groups, base, 0, noise);
  const groupFirst = new Int32Array(count).fill(wholeNoise.first);
  const groupLast = new Int32Array(count).fill(wholeNoise.last);
  for (let group = 0; group < count; group++) {
    const own = extremes(groups, base, group, group + 1);
    first[group] = own.first;
    last[group] = own.last;
    if (group < noise) continue;
    groupFirst[group] = own.first;
    groupLast[group] = own.last;
  }
  return {
    cluster: intColumn(cluster),
    size: intColumn(Int32Array.from({ length: count }, (_, group) => sizeOf(groups, group))),
    firstTime: pickTime(base.time, first),
    lastTime: pickTime(base.time, last),
    exemplar: intColumn(exemplars.map((row) => base.ids[row]!)),
    groupFirstTime: pickTime(base.time, groupFirst),
    groupLastTime: pickTime(base.time, groupLast),
  };
}

/** Rows with the earliest and latest time among groups from … to-1; -1 when none has a time. */
function extremes(
  { order, offsets }: Groups,
  { time }: SliceBase,
  from: number,
  to: number,
): { readonly first: number; readonly last: number } {
  let first = -1;
  let last = -1;
  for (let at = offsets[from]!; at < offsets[to]!; at++) {
    const row = order[at]!;
    if (Number.isNaN(time.values[row])) continue;
    if (first < 0 || isEarlier(time, row, first)) first = row;
    if (last < 0 || isEarlier(time, last, row)) last = row;
  }
  return { first, last };
}

function isEarlier(time: SliceBase['time'], a: number, b: number): boolean {
  const difference = time.values[a]! - time.values[b]!;
  return difference < 0 || (difference === 0 && time.nanos[a]! < time.nanos[b]!);
}

/** What values of a text column a group has. */
export interface Tally {
  /** Different values of each group. */
  readonly distinct: Int32Array;
  /** Most frequent value of each group (the one met first when equal), -1 when it has none. */
  readonly top: Int32Array;
  readonly topCount: Int32Array;
}

/** Counts a text column by group; O(rows). */
export function tallyGroups(groups: Groups, column: TextColumn): Tally {
  const tally = {
    distinct: new Int32Array(groups.count),
    top: new Int32Array(groups.count).fill(-1),
    topCount: new Int32Array(groups.count),
  };
  const counts = new Int32Array(column.values.length);
  for (let group = 0; group < groups.count; group++) {
    const met = countValues(groups, group, column.ids, counts);
    tally.distinct[group] = met.length;
    for (const id of met) {
      if (counts[id]! > tally.topCount[group]!) {
        tally.top[group] = id;
        tally.topCount[group] = counts[id]!;
      }
      counts[id] = 0;
    }
  }
  return tally;
}

/** Counts a group's values into `counts`. @returns values met, in order of first use */
function countValues(
  { order, offsets }: Groups,
  group: number,
  ids: Int32Array,
  counts: Int32Array,
): readonly number[] {
  const met: number[] = [];
  for (let at = offsets[group]!; at < offsets[group + 1]!; at++) {
    const id = ids[order[at]!]!;
    if (id < 0) continue;
    if (counts[id] === 0) met.push(id);
    counts[id]!++;
  }
  return met;
}

/** The most frequent values of one group with their counts, most frequent first, ties in order of first use. */
export function topValues(
  groups: Groups,
  group: number,
  column: TextColumn,
  limit: number,
): readonly { readonly value: string; readonly count: number }[] {
  const counts = new Map<number, number>();
  for (let at = groups.offsets[group]!; at < groups.offsets[group + 1]!; at++) {
    const id = column.ids[groups.order[at]!]!;
    if (id >= 0) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, limit)
    .map(([id, count]) => ({ value: column.values[id]!, count }));
}
