/** Which features of events can be plotted against which, and the marks that this makes. */
import type { ColumnBlock } from '#contract/block.ts';
import { distinctMarks, type Marks } from '../canvas/scatter/marks.ts';
import { columnNamed } from '../grid/grid-column.ts';
import { numbersOf } from './whole-table.ts';

export interface Feature {
  /** Column of the table `events`. */
  readonly name: string;
  /** For an axis: what it counts. */
  readonly label: string;
}

/** Clusters with a colour of their own, largest first. */
export const COLOURED_CLUSTERS = 12;
export const OTHER_SLOT = COLOURED_CLUSTERS;
export const NOISE_SLOT = COLOURED_CLUSTERS + 1;

const labels: Readonly<Record<string, string>> = {
  pathScore: 'character sum of the path',
  pathLogScore: 'log of the character sum of the path',
  pathHash: 'hash of the path',
  commandlineLen: 'characters in the command line',
  commandlineLogLen: 'log of characters in the command line',
  commandlineTokensFull: 'separators in the command line',
  commandlineScore: 'character sum of the command line',
  commandlineTokensHash: 'hash of the command line',
  isSystemSession: 'system session (1 = yes)',
  AccountNum: 'character sum of the account',
  LogonType: 'logon type',
  LogonHour: 'hour of the day, UTC',
};

/** Features of a table in words; the points as they were clustered come after the plain values. */
export function featuresOf(block: ColumnBlock, names: readonly string[]): readonly Feature[] {
  const label = (name: string): string =>
    Object.hasOwn(labels, name) ? (labels[name] ?? name) : name;
  const plain = names.filter((name) => columnNamed(block, name) !== undefined);
  const clustered = names.filter((name) => columnNamed(block, `x_${name}`) !== undefined);
  return [
    ...plain.map((name) => ({ name, label: label(name) })),
    ...clustered.map((name) => ({ name: `x_${name}`, label: `${label(name)}, as clustered` })),
  ];
}

/** The two to begin with: the first that were clustered and have more than one value. */
export function firstFeatures(
  block: ColumnBlock,
  features: readonly Feature[],
  chosen: readonly string[],
): readonly [x: string, y: string] {
  const names = features.map(({ name }) => name);
  const ranked = [...chosen.filter((name) => names.includes(name)), ...names];
  const telling = ranked.filter((name) => isTelling(numbersOf(block, name)));
  const [x = ranked[0] ?? ''] = telling;
  return [x, telling.find((name) => name !== x) ?? ranked.find((name) => name !== x) ?? x];
}

function isTelling(values: Float64Array): boolean {
  return values.some((value) => value !== values[0]);
}

/** Slot of each event: clusters by size, all smaller ones together, noise. */
export function clusterSlots(clusters: Float64Array): Uint8Array {
  const sizes = new Map<number, number>();
  for (const cluster of clusters) {
    if (cluster >= 0) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  }
  const ranked = [...sizes].sort(([a, size], [b, than]) => than - size || a - b);
  const slots = new Map(
    ranked.slice(0, COLOURED_CLUSTERS).map(([cluster], slot) => [cluster, slot]),
  );
  return Uint8Array.from(clusters, (cluster) =>
    cluster < 0 ? NOISE_SLOT : (slots.get(cluster) ?? OTHER_SLOT),
  );
}

/** Marks of two features. */
export function featureMarks(block: ColumnBlock, x: string, y: string): Marks {
  return distinctMarks({
    xs: numbersOf(block, x),
    ys: numbersOf(block, y),
    slots: clusterSlots(numbersOf(block, 'cluster')),
  });
}

/** Rows whose event or whose cluster is among the given ones. */
export function rowsWith(
  block: ColumnBlock,
  clusters: ReadonlySet<number>,
  events: ReadonlySet<number>,
): readonly number[] {
  const cluster = numbersOf(block, 'cluster');
  const event = numbersOf(block, 'event');
  const rows: number[] = [];
  for (let row = 0; row < block.rows; row++) {
    if (clusters.has(cluster[row] ?? NaN) || events.has(event[row] ?? NaN)) rows.push(row);
  }
  return rows;
}
