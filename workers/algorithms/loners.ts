/** Points that share nothing with any other have no place among them: they are set around the map. */
import type { FuzzyGraph } from './fuzzy-graph.ts';

/** Cosine and sine of the golden angle: steps of it fill a circle evenly, however many there are. */
const GOLDEN_COSINE = -0.7373688780783197;
const GOLDEN_SINE = 0.6754902942615238;
/** Distance of the first from the rim of the map, as a share of its radius, and growth with their number. */
const GAP = 0.15;
const GROWTH = 0.01;

/**
 * Moves the points without edges onto a slow spiral outside all others.
 * @param positions x and y interleaved; changed in place
 * @returns how many there were
 */
export function placeLoners(graph: FuzzyGraph, positions: Float64Array): number {
  const loners: number[] = [];
  for (let v = 0; v < graph.vertices; v++) {
    if (graph.starts[v] === graph.starts[v + 1]) loners.push(v);
  }
  const { x, y, radius } = circleOf(positions, new Set(loners));
  let cosine = 1;
  let sine = 0;
  loners.forEach((vertex, i) => {
    const alone = loners.length === graph.vertices && i === 0;
    const reach = alone ? 0 : radius * (1 + GAP + GROWTH * Math.sqrt(i));
    positions[2 * vertex] = x + reach * cosine;
    positions[2 * vertex + 1] = y + reach * sine;
    const turned = cosine * GOLDEN_COSINE - sine * GOLDEN_SINE;
    sine = cosine * GOLDEN_SINE + sine * GOLDEN_COSINE;
    cosine = turned;
  });
  return loners.length;
}

/** Mean of all points but the loners and the distance of the furthest, at least 1. */
function circleOf(
  positions: Float64Array,
  loners: ReadonlySet<number>,
): { x: number; y: number; radius: number } {
  let x = 0;
  let y = 0;
  const others = positions.length / 2 - loners.size;
  for (let v = 0; 2 * v < positions.length; v++) {
    if (loners.has(v)) continue;
    x += positions[2 * v]! / others;
    y += positions[2 * v + 1]! / others;
  }
  let squared = 1;
  for (let v = 0; 2 * v < positions.length; v++) {
    if (loners.has(v)) continue;
    const dx = positions[2 * v]! - x;
    const dy = positions[2 * v + 1]! - y;
    squared = Math.max(squared, dx * dx + dy * dy);
  }
  return { x, y, radius: Math.sqrt(squared) };
}
