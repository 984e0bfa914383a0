import { expect, test } from 'vitest';
import { chain, plainGraph } from '#test/support/plain-graph.ts';
import { graphComponents } from '#workers/algorithms/graph-components.ts';

test('parts are numbered by their first vertex, with their sizes', () => {
  const graph = plainGraph(7, [
    [0, 3],
    [3, 5],
    [1, 6],
  ]);
  const { count, of, sizes } = graphComponents(graph);
  expect(count).toBe(4);
  expect([...of]).toEqual([0, 1, 2, 0, 3, 0, 1]);
  expect([...sizes]).toEqual([3, 2, 1, 1]);
});

test('a chain of a hundred thousand is walked without running out of stack', () => {
  expect(graphComponents(longChain(100_000)).count).toBe(1);
});

function longChain(vertices: number): Parameters<typeof graphComponents>[0] {
  const starts = new Int32Array(vertices + 1);
  const ends: number[] = [];
  for (let v = 0; v < vertices; v++) {
    if (v > 0) ends.push(v - 1);
    if (v < vertices - 1) ends.push(v + 1);
    starts[v + 1] = ends.length;
  }
  return { vertices, starts, ends: Int32Array.from(ends) };
}

test('a chain made edge by edge is one part', () => {
  expect(graphComponents(plainGraph(9, chain(0, 8)))).toMatchObject({ count: 1 });
});
