/** What is drawn on the map and in which colour: pure functions over the table of processes. */
import type { ColumnBlock, TextColumn } from '#contract/block.ts';
import { boundsOf, type Bounds } from '../../canvas/scatter/plane.ts';
import { distinctMarks, type Marks } from '../../canvas/scatter/marks.ts';
import { fileName } from '../../ui/cut-text.ts';
import { numbersOf, textOf, textsOf } from '../whole-table.ts';

/** Labels with a colour of their own; all others are grey. */
export const COLOURED_LABELS = 12;
/** Columns that the map needs of the table `processes`. */
export const mapColumns: readonly string[] = [
  'label',
  'tokens',
  'kept',
  'vector',
  'x',
  'y',
  'program',
  'events',
];

/** A row of the legend. */
export interface LegendEntry {
  readonly label: string;
  /** Colour; COLOURED_LABELS = grey. */
  readonly slot: number;
  /** Processes on the map with this label, ascending. */
  readonly rows: Int32Array;
}

export interface ProcessMapModel {
  /** Rows of the table, on the map or not. */
  readonly processes: number;
  readonly kept: number;
  readonly distinct: number;
  readonly labels: TextColumn;
  readonly programs: TextColumn;
  readonly tokens: Float64Array;
  readonly vectors: Float64Array;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly marks: Marks;
  readonly bounds: Bounds;
  /** Processes with each vector. */
  readonly vectorCounts: Int32Array;
  /** The most frequent labels, then one entry for the others when there are any. */
  readonly legend: readonly LegendEntry[];
  /** Labels behind the entry of the others. */
  readonly otherLabels: number;
}

/**
 * The map as it is drawn.
 * @param remembered colours that labels had on maps before; extended by those given now
 */
export function mapModel(block: ColumnBlock, remembered: Map<string, number>): ProcessMapModel {
  const kept = numbersOf(block, 'kept');
  const isKept = (row: number): boolean => kept[row] === 1;
  const labels = textsOf(block, 'label');
  const [xs, ys] = [placed(block, 'x', isKept), placed(block, 'y', isKept)];
  const rowsByLabel = keptRowsByLabel(labels, isKept);
  const ranked = [...rowsByLabel].sort(([a, of], [b, than]) => than.length - of.length || a - b);
  const top = ranked.slice(0, COLOURED_LABELS);
  const slots = rankedSlots(
    remembered,
    top.map(([id]) => labels.values[id] ?? ''),
  );
  const entries = top.map(([id, rows], at) => ({
    label: labels.values[id] ?? '',
    slot: slots[at] ?? COLOURED_LABELS,
    rows: Int32Array.from(rows),
  }));
  const others = ranked.slice(COLOURED_LABELS);
  const otherRows = Int32Array.from(others.flatMap(([, rows]) => rows)).sort();
  const vectors = numbersOf(block, 'vector');
  const marks = distinctMarks({ xs, ys, slots: slotsOfRows(block.rows, entries) });
  const vectorCounts = countsOf(vectors);
  return {
    processes: block.rows,
    kept: kept.reduce((sum, flag) => sum + flag, 0),
    distinct: vectorCounts.length,
    labels,
    programs: textsOf(block, 'program'),
    tokens: numbersOf(block, 'tokens'),
    vectors,
    xs,
    ys,
    marks,
    bounds: boundsOf(xs, ys),
    vectorCounts,
    legend:
      otherRows.length === 0
        ? entries
        : [...entries, { label: '', slot: COLOURED_LABELS, rows: otherRows }],
    otherLabels: others.length,
  };
}

/**
 * Colours of labels, most frequent first: a label keeps the colour it had before, the others get those
 * that are free, so that maps of one case can be compared.
 */
export function rankedSlots(
  remembered: Map<string, number>,
  labels: readonly string[],
): readonly number[] {
  const taken = new Set<number>();
  const slots = labels.map((label) => {
    const known = remembered.get(label);
    if (known === undefined || taken.has(known)) return undefined;
    taken.add(known);
    return known;
  });
  let free = 0;
  return slots.map((slot, at) => {
    if (slot !== undefined) return slot;
    while (taken.has(free)) free++;
    taken.add(free);
    remembered.set(labels[at] ?? '', free);
    return free;
  });
}

/** Short name of what a process ran: its program, else the file name in its label. */
export function programOf(model: ProcessMapModel, row: number): string {
  const program = textOf(model.programs, row);
  return program ?? fileName(textOf(model.labels, row) ?? '');
}

/** Labels of some processes with their counts, most frequent first. */
export function labelCounts(
  { labels }: Pick<ProcessMapModel, 'labels'>,
  rows: Iterable<number>,
): readonly { readonly label: string; readonly count: number }[] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const id = labels.ids[row] ?? -1;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, count], [b, than]) => than - count || a - b)
    .map(([id, count]) => ({ label: labels.values[id] ?? '', count }));
}

/** How many of the sorted `rows` are among `picked`. */
export function countAmong(rows: Int32Array, picked: ReadonlySet<number>): number {
  let count = 0;
  for (const row of rows) if (picked.has(row)) count++;
  return count;
}

function placed(block: ColumnBlock, name: string, isKept: (row: number) => boolean): Float64Array {
  return numbersOf(block, name).map((value, row) => (isKept(row) ? value : NaN));
}

function keptRowsByLabel(
  { ids }: TextColumn,
  isKept: (row: number) => boolean,
): ReadonlyMap<number, readonly number[]> {
  const byLabel = new Map<number, number[]>();
  ids.forEach((id, row) => {
    if (!isKept(row)) return;
    const rows = byLabel.get(id);
    if (rows === undefined) byLabel.set(id, [row]);
    else rows.push(row);
  });
  return byLabel;
}

function slotsOfRows(rows: number, entries: readonly LegendEntry[]): Uint8Array {
  const slots = new Uint8Array(rows).fill(COLOURED_LABELS);
  for (const entry of entries) for (const row of entry.rows) slots[row] = entry.slot;
  return slots;
}

function countsOf(vectors: Float64Array): Int32Array {
  const most = vectors.reduce((a, b) => Math.max(a, b), -1);
  const counts = new Int32Array(most + 1);
  for (const vector of vectors) {
    if (vector >= 0) counts[vector] = (counts[vector] ?? 0) + 1;
  }
  return counts;
}
