/**
 * UMAP's layout by stochastic gradient descent, with or without densMAP, after umap-learn 0.5:
 * typed arrays throughout, forces from tables, all chance from the seed and nothing but + − × ÷ and
 * square roots, so the same graph gives the same bytes on every machine.
 */
import { SeededRandom } from '#workers/base/random.ts';
import { DensityForce } from './densmap.ts';
import type { FuzzyGraph } from './fuzzy-graph.ts';
import { TABLE_LAST, TABLE_OFFSET, TABLE_SHIFT, umapTables } from './umap-curve.ts';
import type { UmapCurve, UmapTables } from './umap-curve.ts';
import type { Watch } from './watch.ts';

export interface UmapLayoutOptions {
  /** Rounds of optimisation, at least 1. */
  readonly epochs: number;
  readonly seed: number;
  readonly curve: UmapCurve;
  /** Weight of the density force in the last 30 % of rounds; 0 = plain UMAP. 2 in umap-learn. */
  readonly densityLambda: number;
}

/** Pushes from random points per pull along an edge. */
const NEGATIVES = 5;
const DENSITY_SHARE = 0.3;
/** No single force moves a point further than this times the step. */
const CLIP = 4;
/** Edges between two looks at whether to go on: a few milliseconds. */
const EDGES_AT_ONCE = 65_536;

/** All that a round works on. */
interface Optimisation {
  /** x and y interleaved. */
  readonly positions: Float64Array;
  readonly heads: Int32Array;
  readonly tails: Int32Array;
  readonly weights: Float64Array;
  /** Rounds between two uses of an edge, and the round of the next one. */
  readonly period: Float64Array;
  readonly nextUse: Float64Array;
  readonly nextNegative: Float64Array;
  readonly tables: UmapTables;
  readonly random: SeededRandom;
  readonly density: DensityForce | undefined;
}

/** The upper half of a double is its place in the force tables. */
const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);

/**
 * Moves points until neighbours are near and others apart. O(epochs · edges).
 * @param start x and y interleaved; not modified
 * @returns positions, x and y interleaved, finite
 */
export function umapLayout(
  graph: FuzzyGraph,
  start: Float64Array,
  options: UmapLayoutOptions,
  watch: Watch,
): Float64Array {
  const work = prepare(graph, start, options);
  const { density } = work;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    watch.onProgress(epoch / options.epochs);
    const step = 1 - epoch / options.epochs;
    const dense = density !== undefined && (epoch + 1) / options.epochs > 1 - DENSITY_SHARE;
    if (dense) measureDensity(work, density, watch);
    for (let from = 0; from < work.heads.length; from += EDGES_AT_ONCE) {
      watch.checkCancelled();
      const to = Math.min(from + EDGES_AT_ONCE, work.heads.length);
      if (dense) runDenseEdges(work, density, { from, to, epoch, step });
      else runEdges(work, { from, to, epoch, step });
    }
  }
  watch.onProgress(1);
  return work.positions;
}

/** Edges too light to be used once in all rounds are left out, as in umap-learn. */
function prepare(graph: FuzzyGraph, start: Float64Array, options: UmapLayoutOptions): Optimisation {
  let heaviest = 0;
  for (const weight of graph.weights) if (weight > heaviest) heaviest = weight;
  const least = heaviest / options.epochs;
  const kept = pruned(graph, least);
  const count = kept.ends.length;
  const heads = new Int32Array(count);
  for (let v = 0; v < kept.vertices; v++) heads.fill(v, kept.starts[v], kept.starts[v + 1]);
  const period = new Float64Array(count);
  for (let e = 0; e < count; e++) period[e] = heaviest / kept.weights[e]!;
  return {
    positions: start.slice(),
    heads,
    tails: kept.ends,
    weights: kept.weights,
    period,
    nextUse: period.slice(),
    nextNegative: period.map((rounds) => rounds / NEGATIVES),
    tables: umapTables(options.curve),
    random: new SeededRandom(options.seed),
    density: options.densityLambda > 0 ? new DensityForce(kept, options.densityLambda) : undefined,
  };
}

function pruned(graph: FuzzyGraph, least: number): FuzzyGraph {
  const keep = graph.weights.map((weight) => (weight >= least ? 1 : 0));
  const starts = new Int32Array(graph.vertices + 1);
  for (let v = 0, end = 0; v < graph.vertices; v++) {
    for (let e = graph.starts[v]!; e < graph.starts[v + 1]!; e++) end += keep[e]!;
    starts[v + 1] = end;
  }
  return {
    vertices: graph.vertices,
    starts,
    ends: graph.ends.filter((_, e) => keep[e] === 1),
    weights: graph.weights.filter((_, e) => keep[e] === 1),
    distances: graph.distances.filter((_, e) => keep[e] === 1),
  };
}

/** A run of edges in one round. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly epoch: number;
  readonly step: number;
}

/** Pulls along the edges that are due and pushes their heads from random points. */
function runEdges(work: Optimisation, run: Run): void {
  const { positions, heads, tails, period, nextUse } = work;
  const { attraction } = work.tables;
  const { epoch, step } = run;
  for (let e = run.from; e < run.to; e++) {
    if (nextUse[e]! > epoch) continue;
    nextUse[e]! += period[e]!;
    const head = 2 * heads[e]!;
    const tail = 2 * tails[e]!;
    const dx = positions[head]! - positions[tail]!;
    const dy = positions[head + 1]! - positions[tail + 1]!;
    const squared = dx * dx + dy * dy;
    if (squared > 0) {
      double[0] = squared;
      const place = (halves[1]! >>> TABLE_SHIFT) + TABLE_OFFSET;
      const force = attraction[place < 0 ? 0 : place > TABLE_LAST ? TABLE_LAST : place]!;
      const moveX = clipped(force * dx) * step;
      const moveY = clipped(force * dy) * step;
      positions[head]! -= moveX;
      positions[head + 1]! -= moveY;
      positions[tail]! += moveX;
      positions[tail + 1]! += moveY;
    }
    pushAway(work, e, epoch, step);
  }
}

/** Pushes the head of an edge from as many random points as are due. */
function pushAway(work: Optimisation, edge: number, epoch: number, step: number): void {
  const { positions, random } = work;
  const { repulsion } = work.tables;
  const points = positions.length >>> 1;
  const head = 2 * work.heads[edge]!;
  const every = work.period[edge]! / NEGATIVES;
  const due = Math.floor((epoch - work.nextNegative[edge]!) / every);
  work.nextNegative[edge]! += due * every;
  let x = positions[head]!;
  let y = positions[head + 1]!;
  for (let i = 0; i < due; i++) {
    const other = 2 * random.below(points);
    if (other === head) continue;
    const dx = x - positions[other]!;
    const dy = y - positions[other + 1]!;
    const squared = dx * dx + dy * dy;
    if (squared > 0) {
      double[0] = squared;
      const place = (halves[1]! >>> TABLE_SHIFT) + TABLE_OFFSET;
      const force = repulsion[place < 0 ? 0 : place > TABLE_LAST ? TABLE_LAST : place]!;
      x += clipped(force * dx) * step;
      y += clipped(force * dy) * step;
    } else {
      x += CLIP * step;
      y += CLIP * step;
    }
  }
  positions[head] = x;
  positions[head + 1] = y;
}

/** Sums of closeness and of closeness times squared distance over each point's edges. */
function measureDensity(work: Optimisation, density: DensityForce, watch: Watch): void {
  const { positions, heads, tails } = work;
  const table = work.tables.closeness;
  const { closeness, spread } = density;
  watch.checkCancelled();
  density.clear();
  for (let e = 0; e < heads.length; e++) {
    const head = heads[e]!;
    const tail = tails[e]!;
    const dx = positions[2 * head]! - positions[2 * tail]!;
    const dy = positions[2 * head + 1]! - positions[2 * tail + 1]!;
    const squared = dx * dx + dy * dy;
    double[0] = squared;
    const place = (halves[1]! >>> TABLE_SHIFT) + TABLE_OFFSET;
    const close = table[place < 0 ? 0 : place > TABLE_LAST ? TABLE_LAST : place]!;
    closeness[head]! += close;
    closeness[tail]! += close;
    spread[head]! += close * squared;
    spread[tail]! += close * squared;
  }
  density.renew();
}

/** Like {@link runEdges} with the density force added to each pull. */
function runDenseEdges(work: Optimisation, density: DensityForce, run: Run): void {
  const { positions, heads, tails, period, nextUse } = work;
  const { epoch, step } = run;
  for (let e = run.from; e < run.to; e++) {
    if (nextUse[e]! > epoch) continue;
    nextUse[e]! += period[e]!;
    const head = 2 * heads[e]!;
    const tail = 2 * tails[e]!;
    const dx = positions[head]! - positions[tail]!;
    const dy = positions[head + 1]! - positions[tail + 1]!;
    const squared = dx * dx + dy * dy;
    if (squared > 0) {
      double[0] = squared;
      const raw = (halves[1]! >>> TABLE_SHIFT) + TABLE_OFFSET;
      const place = raw < 0 ? 0 : raw > TABLE_LAST ? TABLE_LAST : raw;
      const force = work.tables.attraction[place]!;
      const correction = 2 * densityForce(work, density, e, place);
      const moveX = (clipped(correction * dx) - clipped(force * dx)) * step;
      const moveY = (clipped(correction * dy) - clipped(force * dy)) * step;
      positions[head]! += moveX;
      positions[head + 1]! += moveY;
      positions[tail]! -= moveX;
      positions[tail + 1]! -= moveY;
    }
    pushAway(work, e, epoch, step);
  }
}

/** Force of densMAP along an edge, per unit of distance; above 0 it pushes apart. */
function densityForce(work: Optimisation, density: DensityForce, edge: number, place: number): number {
  const { b } = work.tables;
  const close = work.tables.closeness[place]!;
  // a·b·s^(b-1) / (1 + a·s^b) is half the attraction.
  const fall = work.tables.attraction[place]! / 2;
  const rise = 1 - b * (1 - close);
  const head = work.heads[edge]!;
  const tail = work.tails[edge]!;
  const ofHead = density.pull[head]! * (rise / density.spread[head]! + fall);
  const ofTail = density.pull[tail]! * (rise / density.spread[tail]! + fall);
  return (close * (ofHead + ofTail)) / work.weights[edge]!;
}

function clipped(force: number): number {
  return force > CLIP ? CLIP : force < -CLIP ? -CLIP : force;
}
