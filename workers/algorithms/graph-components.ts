/** Parts of a graph that no edge connects: each is laid out for itself. */

/** The part of a FuzzyGraph that matters here. */
interface Graph {
  readonly vertices: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export interface Components {
  readonly count: number;
  /** Component of each vertex, numbered by their first vertex. */
  readonly of: Int32Array;
  readonly sizes: Int32Array;
}

/** Connected components of an undirected graph. O(vertices + edges). */
export function graphComponents(graph: Graph): Components {
  const of = new Int32Array(graph.vertices).fill(-1);
  const queue = new Int32Array(graph.vertices);
  const sizes: number[] = [];
  for (let first = 0; first < graph.vertices; first++) {
    if (of[first] !== -1) continue;
    const component = sizes.length;
    let end = 0;
    queue[end++] = first;
    of[first] = component;
    for (let at = 0; at < end; at++) {
      const vertex = queue[at]!;
      for (let e = graph.starts[vertex]!; e < graph.starts[vertex + 1]!; e++) {
        const other = graph.ends[e]!;
        if (of[other] !== -1) continue;
        of[other] = component;
        queue[end++] = other;
      }
    }
    sizes.push(end);
  }
  return { count: sizes.length, of, sizes: Int32Array.from(sizes) };
}
