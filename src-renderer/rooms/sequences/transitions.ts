/** The model as a matrix and as a list: which commands are shown, what each cell says. Pure functions. */
import type { ColumnBlock, TextColumn } from '#contract/block.ts';
import { numbersOf, textOf, textsOf } from '../whole-table.ts';

/** Columns of `transitions` that are loaded. Keep the array the same object. */
export const transitionColumns: readonly string[] = [
  'from',
  'to',
  'count',
  'fromCount',
  'probability',
  'sessions',
  'identities',
  'bits',
];

export interface Edges {
  readonly count: number;
  readonly from: TextColumn;
  readonly to: TextColumn;
  readonly counts: Float64Array;
  readonly fromCounts: Float64Array;
  readonly probabilities: Float64Array;
  readonly sessions: Float64Array;
  readonly identities: Float64Array;
  readonly bits: Float64Array;
}

/** The table as numbers. An edge is its row. */
export function edgesOf(block: ColumnBlock): Edges {
  return {
    count: block.rows,
    from: textsOf(block, 'from'),
    to: textsOf(block, 'to'),
    counts: numbersOf(block, 'count'),
    fromCounts: numbersOf(block, 'fromCount'),
    probabilities: numbersOf(block, 'probability'),
    sessions: numbersOf(block, 'sessions'),
    identities: numbersOf(block, 'identities'),
    bits: numbersOf(block, 'bits'),
  };
}

/** Names as the engine writes them; commands of the evidence never have a token's number, only its looks. */
export const START = '(start)';
export const END = '(end)';

export type EdgeColumn =
  'from' | 'to' | 'count' | 'probability' | 'sessions' | 'identities' | 'bits';

export interface EdgeOrder {
  readonly column: EdgeColumn;
  readonly descending: boolean;
}

/** Edges whose commands hold a text, in an order; all of them for ''. Case does not matter. */
export function listedEdges(edges: Edges, search: string, order: EdgeOrder): Int32Array {
  const wanted = search.trim().toLowerCase();
  const fromHits = hitsOf(edges.from, wanted);
  const toHits = hitsOf(edges.to, wanted);
  const found: number[] = [];
  for (let edge = 0; edge < edges.count; edge++) {
    if (fromHits[edges.from.ids[edge] ?? -1] === 1 || toHits[edges.to.ids[edge] ?? -1] === 1) {
      found.push(edge);
    }
  }
  return Int32Array.from(found).sort(comparison(edges, order));
}

function hitsOf({ values }: TextColumn, wanted: string): Uint8Array {
  return Uint8Array.from(values, (value) => (value.toLowerCase().includes(wanted) ? 1 : 0));
}

function comparison(
  edges: Edges,
  { column, descending }: EdgeOrder,
): (a: number, b: number) => number {
  const sign = descending ? -1 : 1;
  if (column === 'from' || column === 'to') {
    const text = edges[column];
    const ranks = ranksOf(text.values);
    const rankAt = (edge: number): number => ranks[text.ids[edge] ?? -1] ?? -1;
    return (a, b) => sign * (rankAt(a) - rankAt(b)) || a - b;
  }
  const values = columnValues(edges, column);
  return (a, b) => sign * ((values[a] ?? 0) - (values[b] ?? 0)) || a - b;
}

function columnValues(edges: Edges, column: Exclude<EdgeColumn, 'from' | 'to'>): Float64Array {
  if (column === 'count') return edges.counts;
  return column === 'probability' ? edges.probabilities : edges[column];
}

function ranksOf(values: readonly string[]): Int32Array {
  const order = values.map((_, id) => id).sort((a, b) => compareTexts(values[a], values[b]));
  const ranks = new Int32Array(values.length);
  order.forEach((id, rank) => (ranks[id] = rank));
  return ranks;
}

function compareTexts(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export interface Matrix {
  /** From the most frequent down; the start is the first row. */
  readonly rows: readonly string[];
  /** The end is the last column. */
  readonly columns: readonly string[];
  /** Edge of each cell, row by row; -1 = never seen. */
  readonly edges: Int32Array;
  /** Commands that are not in it. */
  readonly hidden: number;
}

/** Commands by how often they begin or end an edge, most frequent first. */
export function commandsByCount(edges: Edges): readonly string[] {
  const counts = new Map<string, number>();
  const add = (text: string | undefined, count: number): void => {
    if (text === undefined || text === START || text === END) return;
    counts.set(text, (counts.get(text) ?? 0) + count);
  };
  for (let edge = 0; edge < edges.count; edge++) {
    const count = edges.counts[edge] ?? 0;
    // Every event ends exactly one edge; commands of a kept model may have been seen only as beginnings.
    add(textOf(edges.to, edge), count);
    add(textOf(edges.from, edge), 0);
  }
  return [...counts]
    .sort(([a, of], [b, than]) => than - of || compareTexts(a, b))
    .map(([command]) => command);
}

/**
 * The most frequent commands against one another; while something is searched, the commands that hold
 * it and those most tied to them.
 * @param most commands that there is room for
 */
export function matrixOf(edges: Edges, search: string, most: number): Matrix {
  const ranked = commandsByCount(edges);
  const shown = shownCommands(edges, ranked, search, most);
  const rows = [START, ...shown];
  const columns = [...shown, END];
  const rowOf = new Map(rows.map((command, at) => [command, at]));
  const columnOf = new Map(columns.map((command, at) => [command, at]));
  const cells = new Int32Array(rows.length * columns.length).fill(-1);
  for (let edge = 0; edge < edges.count; edge++) {
    const row = rowOf.get(textOf(edges.from, edge) ?? '');
    const column = columnOf.get(textOf(edges.to, edge) ?? '');
    if (row !== undefined && column !== undefined) cells[row * columns.length + column] = edge;
  }
  return { rows, columns, edges: cells, hidden: ranked.length - shown.length };
}

function shownCommands(
  edges: Edges,
  ranked: readonly string[],
  search: string,
  most: number,
): readonly string[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return ranked.slice(0, most);
  const hits = new Set(ranked.filter((command) => command.toLowerCase().includes(wanted)));
  const tied = new Set<string>();
  for (let edge = 0; edge < edges.count; edge++) {
    const from = textOf(edges.from, edge) ?? '';
    const to = textOf(edges.to, edge) ?? '';
    if (hits.has(from)) tied.add(to);
    if (hits.has(to)) tied.add(from);
  }
  const neighbours = ranked.filter((command) => tied.has(command) && !hits.has(command));
  return [...hits, ...neighbours].slice(0, most);
}

/** Darkness of a cell: 1 for a certain step, 0 for one in 10,000 and less, by the logarithm. */
export function cellShade01(probability: number): number {
  if (!(probability > 0)) return 0;
  return Math.min(1, Math.max(0, 1 + Math.log10(probability) / 4));
}

export interface MatrixFrame {
  readonly cellPx: number;
  /** Room for names, left and above. */
  readonly leftPx: number;
  readonly topPx: number;
}

const MOST_CELL_PX = 22;
export const LEAST_CELL_PX = 11;

/** Size of cells that lets all of the matrix be seen. */
export function matrixFrame(commands: number, widthPx: number, heightPx: number): MatrixFrame {
  const leftPx = Math.min(190, Math.max(90, widthPx * 0.28));
  const topPx = Math.min(120, Math.max(80, heightPx * 0.26));
  const fit = Math.min(widthPx - leftPx - 8, heightPx - topPx - 8) / (commands + 1);
  return {
    leftPx,
    topPx,
    cellPx: Math.max(LEAST_CELL_PX, Math.min(MOST_CELL_PX, Math.floor(fit))),
  };
}

/** Commands that can be told apart in what room there is. */
export function roomFor(widthPx: number, heightPx: number): number {
  const { leftPx, topPx } = matrixFrame(1, widthPx, heightPx);
  const side = Math.min(widthPx - leftPx - 8, heightPx - topPx - 8);
  return Math.max(4, Math.min(60, Math.floor(side / 13) - 1));
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Cell under a point of the drawing; undefined beside the cells. */
export function cellAt(
  { rows, columns }: Matrix,
  { cellPx, leftPx, topPx }: MatrixFrame,
  xPx: number,
  yPx: number,
): Cell | undefined {
  const row = Math.floor((yPx - topPx) / cellPx);
  const column = Math.floor((xPx - leftPx) / cellPx);
  const isIn = row >= 0 && column >= 0 && row < rows.length && column < columns.length;
  return isIn ? { row, column } : undefined;
}

/** Cell that an arrow key leads to. */
export function movedCell(
  { rows, columns }: Matrix,
  { row, column }: Cell,
  key: string,
): Cell | undefined {
  const kept = (at: number, all: number): number => Math.min(all - 1, Math.max(0, at));
  switch (key) {
    case 'ArrowLeft':
      return { row, column: kept(column - 1, columns.length) };
    case 'ArrowRight':
      return { row, column: kept(column + 1, columns.length) };
    case 'ArrowUp':
      return { row: kept(row - 1, rows.length), column };
    case 'ArrowDown':
      return { row: kept(row + 1, rows.length), column };
    default:
      return undefined;
  }
}

/** Edge of a cell, -1 for a pair that was never seen. */
export function edgeAt({ edges, columns }: Matrix, { row, column }: Cell): number {
  return edges[row * columns.length + column] ?? -1;
}

/** "New-InboxRule → Set-Mailbox". */
export function edgeName(edges: Edges, edge: number): string {
  return `${textOf(edges.from, edge) ?? ''} → ${textOf(edges.to, edge) ?? ''}`;
}
