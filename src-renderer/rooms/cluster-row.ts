/** Rows of a table of clusters: what a row stands for, and the filter that picks it. */
import type { Chip } from '#contract/scope.ts';
import { blockNumber, blockText, type BlockRow } from '../grid/grid-column.ts';
import { counted, exactNumber } from '../ui/numbers.ts';

export interface ClusterRow {
  /** Stable name of the row. */
  readonly key: string;
  /** -1 = noise: the row is one event that fits no cluster. */
  readonly cluster: number;
  readonly size: number;
  /** Event id of the first member; of noise the only one. */
  readonly exemplar: number;
  /** Program or account, for the words of a chip. */
  readonly name: string;
  readonly why: string;
  /** How it poses as something else, in words. */
  readonly looksLike: string | undefined;
}

/** A grid's row as a row of clusters; `nameColumn` is the column that names it. */
export function clusterRow(row: BlockRow, nameColumn: string): ClusterRow {
  const cluster = blockNumber(row, 'cluster');
  const exemplar = blockNumber(row, 'exemplar');
  return {
    key: cluster < 0 ? `event ${exemplar}` : `cluster ${cluster}`,
    cluster,
    size: blockNumber(row, 'size'),
    exemplar,
    name: blockText(row, nameColumn) ?? '',
    why: blockText(row, 'why') ?? '',
    looksLike: blockText(row, 'looksLike'),
  };
}

/** "cluster 17", "noise: scvhost.exe", "3 clusters", "5 rows". */
export function pickLabel(rows: readonly ClusterRow[]): string {
  const [first] = rows;
  if (first === undefined) return 'nothing';
  if (rows.length === 1) {
    const name = first.name === '' ? `event ${first.exemplar}` : first.name;
    return first.cluster < 0 ? `noise: ${name}`.slice(0, 200) : `cluster ${first.cluster}`;
  }
  const noise = rows.filter(({ cluster }) => cluster < 0).length;
  if (noise === 0) return counted(rows.length, 'cluster');
  if (noise === rows.length) return `${exactNumber(noise)} noise events`;
  const clusters = counted(rows.length - noise, 'cluster');
  return `${clusters} and ${counted(noise, 'noise event')}`;
}

/** Events of some rows. */
export function sizeOf(rows: readonly ClusterRow[]): number {
  return rows.reduce((sum, { size }) => sum + size, 0);
}

/** Cluster numbers among some rows, ascending; noise is left out. */
export function clustersOf(rows: readonly ClusterRow[]): readonly number[] {
  return rows.flatMap(({ cluster }) => (cluster < 0 ? [] : [cluster])).sort((a, b) => a - b);
}

/**
 * The filter that keeps the events of some rows. Clusters are a group of the run and noise are single
 * events; a mixture of both needs the ids of all members.
 * @param members event ids of all the rows' clusters; needed for mixtures only
 */
export function pickFilter(
  run: number,
  rows: readonly ClusterRow[],
  members: readonly number[] = [],
): Chip['filter'] {
  const groups = clustersOf(rows);
  if (groups.length === rows.length) return { kind: 'group', run, groups: [...groups] };
  const single = rows.flatMap(({ cluster, exemplar }) => (cluster < 0 ? [exemplar] : []));
  return { kind: 'events', ids: [...new Set([...single, ...members])].sort((a, b) => a - b) };
}

/** True when a filter for these rows needs the ids of their members. */
export function isMixture(rows: readonly ClusterRow[]): boolean {
  const clusters = clustersOf(rows).length;
  return clusters > 0 && clusters < rows.length;
}
