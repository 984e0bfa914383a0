/** The room's result as tables. */
import type { ColumnBlock } from '#contract/block.ts';
import { commandTemplate, fileNameOf } from '#workers/algorithms/command-template.ts';
import type { NeighbourLists } from '#workers/algorithms/neighbour-lists.ts';
import { flagColumn, intColumn, numberColumn, tableOf, textColumn } from '../table-columns.ts';
import type { MapLayout } from './map-layout.ts';
import type { MergedFeatures } from './merge.ts';
import type { Pruned } from './prune.ts';

/** Stands for the label of a process that no event names. */
export const UNKNOWN = '(unknown)';

/** All tables of the contract. */
export function mapTables(
  merged: MergedFeatures,
  pruned: Pruned,
  layout: MapLayout,
): Readonly<Record<string, ColumnBlock>> {
  return {
    processes: processTable(merged, pruned, layout),
    tokens: tokenTable(merged, pruned),
    labels: labelTable(merged, pruned),
    neighbours: neighbourTable(layout.neighbours),
    members: tableOf(merged.memberEvents.length, {
      event: intColumn(merged.memberEvents),
      process: intColumn(merged.memberProcesses),
    }),
    vectors: vectorTable(pruned),
  };
}

/** The label of a process as shown. */
function labelOf(merged: MergedFeatures, process: number): string {
  const label = merged.labels[process]!;
  return label === '' ? UNKNOWN : label;
}

/** Labels without what changes from run to run: file names by lot, numbers, hashes. */
function templates({ labels, images }: MergedFeatures): readonly (string | undefined)[] {
  const known = new Map<string, string>();
  return labels.map((label, process) => {
    const image = images[process]!;
    if (label === '') return undefined;
    const key = `${image}\n${label}`;
    const found = known.get(key) ?? commandTemplate(image, label === image ? '' : label).template;
    known.set(key, found);
    return found;
  });
}

function processTable(merged: MergedFeatures, pruned: Pruned, layout: MapLayout): ColumnBlock {
  const { keys, images, hosts } = merged;
  const vectors = pruned.vectorOfProcess;
  const place = (coordinate: 0 | 1): Float64Array =>
    Float64Array.from(vectors, (vector) =>
      vector < 0 ? NaN : layout.positions[2 * vector + coordinate]!,
    );
  const events = new Int32Array(keys.length);
  for (const process of merged.memberProcesses) events[process]!++;
  return tableOf(keys.length, {
    process: textColumn(keys),
    label: textColumn(keys.map((_, process) => labelOf(merged, process))),
    tokens: intColumn(Int32Array.from(pruned.tokensOfProcess)),
    kept: flagColumn(pruned.processKept),
    vector: intColumn(vectors),
    x: numberColumn(place(0)),
    y: numberColumn(place(1)),
    program: textColumn(images.map((image) => (image === '' ? undefined : fileNameOf(image)))),
    template: textColumn(templates(merged)),
    host: textColumn(hosts.map((host) => (host === '' ? undefined : host))),
    events: intColumn(events),
    keptTokens: intColumn(Int32Array.from(pruned.keptTokensOfProcess)),
    firstTime: merged.first,
    lastTime: merged.last,
  });
}

function tokenTable(merged: MergedFeatures, pruned: Pruned): ColumnBlock {
  return tableOf(merged.values.length, {
    kind: textColumn(merged.kinds),
    value: textColumn(merged.values),
    count: intColumn(Int32Array.from(pruned.tokenCounts)),
    processes: intColumn(pruned.processesOfToken),
    kept: flagColumn(pruned.tokenKept),
    countInKept: intColumn(Int32Array.from(pruned.tokenCountsInKept)),
  });
}

/** Labels of the processes on the map, most frequent first, equal ones by first appearance. */
function labelTable(merged: MergedFeatures, pruned: Pruned): ColumnBlock {
  const counts = new Map<string, number>();
  pruned.processKept.forEach((kept, process) => {
    if (kept === 0) return;
    const label = labelOf(merged, process);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  });
  const ranked = [...counts].sort(([, a], [, b]) => b - a);
  return tableOf(ranked.length, {
    label: textColumn(ranked.map(([label]) => label)),
    processes: intColumn(Int32Array.from(ranked, ([, count]) => count)),
    rank: intColumn(Int32Array.from(ranked, (_, at) => at + 1)),
  });
}

function neighbourTable({ rows, count, indices, distances }: NeighbourLists): ColumnBlock {
  return tableOf(rows * count, {
    vector: intColumn(Int32Array.from(indices, (_, at) => Math.floor(at / count))),
    neighbour: intColumn(indices),
    distance: numberColumn(distances),
    rank: intColumn(Int32Array.from(indices, (_, at) => (at % count) + 1)),
  });
}

/** What each distinct vector is made of: `token` is a row of the table `tokens`. */
function vectorTable({ vectors, keptTokens }: Pruned): ColumnBlock {
  const { starts, indices, values } = vectors;
  const rows = new Int32Array(indices.length);
  for (let row = 0; row < vectors.rows; row++) rows.fill(row, starts[row], starts[row + 1]);
  return tableOf(indices.length, {
    vector: intColumn(rows),
    token: intColumn(Int32Array.from(indices, (column) => keptTokens[column]!)),
    count: intColumn(Int32Array.from(values)),
  });
}
