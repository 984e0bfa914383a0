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
const EDGES_AT_ONCE = 16_384;

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
  readonly tables: UmapTables;
  /** Place in the table of repulsion from which on no push is strong enough to be clipped. */
  readonly unclippedFrom: number;
  readonly random: SeededRandom;
  readonly density: DensityForce | undefined;
}

/** The upper half of a double tells its place in the force tables. */
const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);
const LAST_PLACE = TABLE_LAST;
const SHIFT = TABLE_SHIFT;
const OFFSET = TABLE_OFFSET;

/** Place of a squared distance in the force tables. */
function placeOf(squared: number): number {
  double[0] = squared;
  const place = (halves[1]! >>> SHIFT) + OFFSET;
  return place < 0 ? 0 : place > LAST_PLACE ? LAST_PLACE : place;
}

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
  const tables = umapTables(options.curve);
  return {
    positions: start.slice(),
    heads,
    tails: kept.ends,
    weights: kept.weights,
    period,
    nextUse: period.slice(),
    tables,
    unclippedFrom: unclippedFrom(tables),
    random: new SeededRandom(options.seed),
    density: options.densityLambda > 0 ? new DensityForce(kept, options.densityLambda) : undefined,
  };
}

function unclippedFrom(tables: UmapTables): number {
  let place = TABLE_LAST + 1;
  while (place > 0 && tables.repulsion[place - 1]! * tables.distance[place - 1]! < CLIP) place--;
  return place;
}

function pruned(graph: FuzzyGraph, least: number): FuzzyGraph {
  const starts = new Int32Array(graph.vertices + 1);
  const ends = new Int32Array(graph.ends.length);
  const weights = new Float64Array(graph.ends.length);
  const distances = new Float64Array(graph.ends.length);
  let end = 0;
  for (let v = 0; v < graph.vertices; v++) {
    for (let e = graph.starts[v]!; e < graph.starts[v + 1]!; e++) {
      if (graph.weights[e]! < least) continue;
      ends[end] = graph.ends[e]!;
      weights[end] = graph.weights[e]!;
      distances[end++] = graph.distances[e]!;
    }
    starts[v + 1] = end;
  }
  return {
    vertices: graph.vertices,
    starts,
    ends: ends.subarray(0, end),
    weights: weights.subarray(0, end),
    distances: distances.subarray(0, end),
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
  let draw = work.random.uint32() | 1;
  for (let e = run.from; e < run.to; e++) {
    if (nextUse[e]! > epoch) continue;
    nextUse[e]! += period[e]!;
    const head = 2 * heads[e]!;
    const tail = 2 * tails[e]!;
    const dx = positions[head]! - positions[tail]!;
    const dy = positions[head + 1]! - positions[tail + 1]!;
    const squared = dx * dx + dy * dy;
    if (squared > 0) {
      const force = attraction[placeOf(squared)]!;
      const moveX = clipped(force * dx) * step;
      const moveY = clipped(force * dy) * step;
      positions[head]! -= moveX;
      positions[head + 1]! -= moveY;
      positions[tail]! += moveX;
      positions[tail + 1]! += moveY;
    }
    draw = pushAway(work, head, step, draw);
  }
}

/**
 * Pushes the head of an edge away from random points, all as seen from where it is now.
 * @param draw state of the generator: xorshift of 32 bits by Marsaglia (2003), never 0
 * @returns the generator's next state
 */
function pushAway(work: Optimisation, head: number, step: number, draw: number): number {
  const { positions, unclippedFrom } = work;
  const { repulsion } = work.tables;
  const scale = (positions.length >>> 1) / 4294967296;
  const x = positions[head]!;
  const y = positions[head + 1]!;
  let moveX = 0;
  let moveY = 0;
  for (let i = 0; i < NEGATIVES; i++) {
    draw ^= draw << 13;
    draw ^= draw >>> 17;
    draw ^= draw << 5;
    const other = 2 * Math.floor((draw >>> 0) * scale);
    const dx = x - positions[other]!;
    const dy = y - positions[other + 1]!;
    const squared = dx * dx + dy * dy;
    const place = placeOf(squared);
    if (place >= unclippedFrom) {
      const force = repulsion[place]!;
      moveX += force * dx;
      moveY += force * dy;
    } else if (other !== head) {
      const force = repulsion[place]!;
      // Two points in one place are driven apart along a diagonal drawn by lot.
      const apart = squared > 0;
      moveX += apart ? clipped(force * dx) : (draw & 1) === 0 ? CLIP : -CLIP;
      moveY += apart ? clipped(force * dy) : (draw & 2) === 0 ? CLIP : -CLIP;
    }
  }
  positions[head] = x + moveX * step;
  positions[head + 1] = y + moveY * step;
  return draw;
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
    const close = table[placeOf(squared)]!;
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
  let draw = work.random.uint32() | 1;
  for (let e = run.from; e < run.to; e++) {
    if (nextUse[e]! > epoch) continue;
    nextUse[e]! += period[e]!;
    const head = 2 * heads[e]!;
    const tail = 2 * tails[e]!;
    const dx = positions[head]! - positions[tail]!;
    const dy = positions[head + 1]! - positions[tail + 1]!;
    const squared = dx * dx + dy * dy;
    if (squared > 0) {
      const place = placeOf(squared);
      const force = work.tables.attraction[place]!;
      const correction = 2 * densityForce(work, density, e, place);
      const moveX = (clipped(correction * dx) - clipped(force * dx)) * step;
      const moveY = (clipped(correction * dy) - clipped(force * dy)) * step;
      positions[head]! += moveX;
      positions[head + 1]! += moveY;
      positions[tail]! -= moveX;
      positions[tail + 1]! -= moveY;
    }
    draw = pushAway(work, head, step, draw);
  }
}

/** Force of densMAP along an edge, per unit of distance; above 0 it pushes apart. */
function densityForce(
  work: Optimisation,
  density: DensityForce,
  edge: number,
  place: number,
): number {
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
