/** Small graphs for tests, from a list of edges. */
import type { FuzzyGraph } from '#workers/algorithms/fuzzy-graph.ts';

/** An undirected graph of weight 1 and distance 0.1 on every edge. */
export function plainGraph(
  vertices: number,
  edges: readonly (readonly [number, number])[],
): FuzzyGraph {
  const ends = Array.from({ length: vertices }, (_, vertex) =>
    edges.flatMap(([a, b]) => (a === vertex ? [b] : b === vertex ? [a] : [])).sort((a, b) => a - b),
  );
  const starts = new Int32Array(vertices + 1);
  ends.forEach((list, vertex) => (starts[vertex + 1] = starts[vertex]! + list.length));
  const count = starts[vertices]!;
  return {
    vertices,
    starts,
    ends: Int32Array.from(ends.flat()),
    weights: new Float64Array(count).fill(1),
    distances: new Float64Array(count).fill(0.1),
  };
}

/** Edges of a chain from one vertex to another. */
export function chain(from: number, to: number): (readonly [number, number])[] {
  return Array.from({ length: to - from }, (_, i) => [from + i, from + i + 1] as const);
}
