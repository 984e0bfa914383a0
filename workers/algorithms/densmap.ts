/**
 * densMAP (Narayan, Berger, Cho: "Assessing single-cell transcriptomic variability through
 * density-preserving data visualization", 2021): a force that makes each point's radius on the map
 * follow its radius in the original space, so that crowds look crowded and sparse regions sparse.
 */
import { portableLog } from '#workers/base/portable-math.ts';
import type { FuzzyGraph } from './fuzzy-graph.ts';

const EPSILON = 1e-8;
/** Keeps the force finite while all radii on the map are alike, as in umap-learn. */
const VARIANCE_SHIFT = 0.1;

/**
 * Logarithm of each point's local radius: the mean squared distance to its neighbours, weighted by
 * membership. NaN for a point without edges.
 */
export function logRadii(graph: FuzzyGraph): Float64Array {
  const radii = new Float64Array(graph.vertices);
  for (let v = 0; v < graph.vertices; v++) {
    let weight = 0;
    let sum = 0;
    for (let e = graph.starts[v]!; e < graph.starts[v + 1]!; e++) {
      weight += graph.weights[e]!;
      sum += graph.weights[e]! * graph.distances[e]! * graph.distances[e]!;
    }
    radii[v] = weight > 0 ? portableLog(EPSILON + sum / weight) : NaN;
  }
  return radii;
}

/** What the density force needs; renewed every round from the positions. */
export class DensityForce {
  /** Per point: how it pulls or pushes along its edges per unit of membership. */
  readonly pull: Float64Array;
  /** Per point: mean squared distance to its neighbours on the map, plus a little. */
  readonly spread: Float64Array;
  /** Per point: sum of closeness over its edges, each counted from both ends. */
  readonly closeness: Float64Array;
  /** Sum of all memberships over the number of points, times lambda. */
  private readonly strength: number;
  /** Radii in the original space, standardised; 0 for a point without edges. */
  private readonly wanted: Float64Array;
  private readonly connected: number;
  private readonly logs: Float64Array;

  constructor(graph: FuzzyGraph, lambda: number) {
    const n = graph.vertices;
    this.pull = new Float64Array(n);
    this.spread = new Float64Array(n);
    this.closeness = new Float64Array(n);
    this.logs = new Float64Array(n);
    this.wanted = logRadii(graph);
    this.connected = standardise(this.wanted);
    let total = 0;
    for (const weight of graph.weights) total += weight;
    this.strength = (lambda * total) / Math.max(1, n);
  }

  /** Before the sums of a round are collected. */
  clear(): void {
    this.spread.fill(0);
    this.closeness.fill(0);
  }

  /** After `closeness` has the sums of closeness and `spread` those of closeness times squared distance. */
  renew(): void {
    const { logs, spread, closeness, wanted, pull } = this;
    let sum = 0;
    for (let v = 0; v < logs.length; v++) {
      if (closeness[v] === 0) continue;
      spread[v] = EPSILON + spread[v]! / closeness[v]!;
      logs[v] = portableLog(spread[v]!);
      sum += logs[v]!;
    }
    const mean = sum / Math.max(1, this.connected);
    let squares = 0;
    let covariance = 0;
    for (let v = 0; v < logs.length; v++) {
      if (closeness[v] === 0) continue;
      squares += (logs[v]! - mean) * (logs[v]! - mean);
      covariance += logs[v]! * wanted[v]!;
    }
    const variance = squares / Math.max(1, this.connected) + VARIANCE_SHIFT;
    covariance /= Math.max(1, this.connected - 1);
    const factor = this.strength / Math.sqrt(variance);
    for (let v = 0; v < logs.length; v++) {
      if (closeness[v] === 0) continue;
      const miss = wanted[v]! - (covariance * (logs[v]! - mean)) / variance;
      pull[v] = (factor * miss) / closeness[v]!;
    }
  }
}

/** To mean 0 and variance 1; NaN becomes 0. @returns how many were not NaN */
function standardise(values: Float64Array): number {
  let count = 0;
  let sum = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
  }
  const mean = sum / Math.max(1, count);
  let squares = 0;
  for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) * (value - mean);
  const deviation = Math.sqrt(squares / Math.max(1, count));
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    values[i] = Number.isNaN(value) || deviation === 0 ? 0 : (value - mean) / deviation;
  }
  return count;
}
