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
  'host',
];

/** What the colours tell apart. */
export type ColourBy = 'label' | 'program' | 'host';

/** A row of the legend. */
export interface LegendEntry {
  /** Label, program or host; '' for all others together. */
  readonly name: string;
  /** Colour; COLOURED_LABELS = grey. */
  readonly slot: number;
  /** Processes on the map that are called so, ascending. */
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
  readonly colourBy: ColourBy;
  /** The most frequent names, then one entry for the others when there are any. */
  readonly legend: readonly LegendEntry[];
  /** Names behind the entry of the others. */
  readonly otherNames: number;
}

/**
 * The map as it is drawn.
 * @param remembered colours that names had on maps before; extended by those given now
 */
export function mapModel(
  block: ColumnBlock,
  colourBy: ColourBy,
  remembered: Map<string, number>,
): ProcessMapModel {
  const kept = numbersOf(block, 'kept');
  const [xs, ys] = [placed(block, 'x', kept), placed(block, 'y', kept)];
  const vectors = numbersOf(block, 'vector');
  const vectorCounts = countsOf(vectors);
  const { legend, otherNames } = legendOf(namesBy(block, colourBy), kept, remembered);
  return {
    processes: block.rows,
    kept: kept.reduce((sum, flag) => sum + flag, 0),
    distinct: vectorCounts.length,
    labels: textsOf(block, 'label'),
    programs: textsOf(block, 'program'),
    tokens: numbersOf(block, 'tokens'),
    vectors,
    xs,
    ys,
    marks: distinctMarks({ xs, ys, slots: slotsOfRows(block.rows, legend) }),
    bounds: boundsOf(xs, ys),
    vectorCounts,
    colourBy,
    legend,
    otherNames,
  };
}

/** Labels that cover less than this leave most of the map grey: then programs tell more. */
const ENOUGH_COLOUR01 = 0.4;

/** What to colour by at first: labels, as published, unless hardly two processes share one. */
export function firstColourBy(block: ColumnBlock): ColourBy {
  const kept = numbersOf(block, 'kept');
  const { legend } = legendOf(namesBy(block, 'label'), kept, new Map());
  const coloured = legend.reduce((sum, { name, rows }) => sum + (name === '' ? 0 : rows.length), 0);
  const all = legend.reduce((sum, { rows }) => sum + rows.length, 0);
  return coloured < all * ENOUGH_COLOUR01 ? 'program' : 'label';
}

/** Names of all rows. Windows does not tell programs apart by case. */
function namesBy(block: ColumnBlock, by: ColourBy): TextColumn {
  const column = textsOf(block, by);
  if (by === 'label') return column;
  const folded = new Map<string, number>([[UNKNOWN, 0]]);
  const numbers = column.values.map((value) => {
    const name = value.toLowerCase();
    const known = folded.get(name) ?? folded.size;
    folded.set(name, known);
    return known;
  });
  const ids = column.ids.map((id) => numbers[id] ?? 0);
  return { kind: 'text', ids, values: [...folded.keys()] };
}

/** As the engine calls what has no label. */
const UNKNOWN = '(unknown)';

function legendOf(
  names: TextColumn,
  kept: Float64Array,
  remembered: Map<string, number>,
): Pick<ProcessMapModel, 'legend' | 'otherNames'> {
  const ranked = [...keptRowsByName(names, kept)].sort(
    ([a, of], [b, than]) => than.length - of.length || a - b,
  );
  const nameOf = (id: number): string => names.values[id] ?? UNKNOWN;
  const top = ranked.slice(0, COLOURED_LABELS);
  const slots = rankedSlots(
    remembered,
    top.map(([id]) => nameOf(id)),
  );
  const entries = top.map(([id, rows], at) => ({
    name: nameOf(id),
    slot: slots[at] ?? COLOURED_LABELS,
    rows: Int32Array.from(rows),
  }));
  const others = ranked.slice(COLOURED_LABELS);
  if (others.length === 0) return { legend: entries, otherNames: 0 };
  const rows = Int32Array.from(others.flatMap(([, own]) => own)).sort();
  return {
    legend: [...entries, { name: '', slot: COLOURED_LABELS, rows }],
    otherNames: others.length,
  };
}

/**
 * Colours of names, most frequent first: a name keeps the colour it had before, the others get those
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

function placed(block: ColumnBlock, name: string, kept: Float64Array): Float64Array {
  return numbersOf(block, name).map((value, row) => (kept[row] === 1 ? value : NaN));
}

function keptRowsByName(
  { ids }: TextColumn,
  kept: Float64Array,
): ReadonlyMap<number, readonly number[]> {
  const byName = new Map<number, number[]>();
  ids.forEach((id, row) => {
    if (kept[row] !== 1) return;
    const rows = byName.get(id);
    if (rows === undefined) byName.set(id, [row]);
    else rows.push(row);
  });
  return byName;
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
