/** The room on the reference: every count, label, token, vector and neighbour. */
import { expect } from 'vitest';
import { processMapRoom } from '#workers/analyses/process-map/room.ts';
import type { Explanation } from '#contract/api.ts';
import type { RoomOutput } from '#workers/analyses/room.ts';
import { expected, referenceEvents } from '#test/support/process-map-reference.ts';
import { referenceTest } from '#test/support/reference.ts';
import { rowsOf, runRoom, tableOf } from '#test/support/run-room.ts';

type Row = Readonly<Record<string, unknown>>;
/** Fewer rounds than the default: the tests are about what is on the map, not how fine it is. */
const quick = { epochs: 200 };

const table = (output: RoomOutput, name: string): readonly Row[] => rowsOf(tableOf(output, name));

function explain(output: RoomOutput, groups: readonly number[], limit = 10): Explanation {
  return processMapRoom.explain((name) => tableOf(output, name), groups, limit);
}

interface Summary extends Readonly<Record<string, unknown>> {
  readonly labelCounts: Readonly<Record<string, number>>;
}

referenceTest(
  'counts, labels, tokens and vectors are those of the reference, to the last one',
  () => {
    const summary = expected<Summary>('summary');
    const output = runRoom(processMapRoom, referenceEvents(), {
      params: quick,
      slices: [1000, 7, 2500],
    });
    expect(output.summary).toMatchObject({
      events: summary['events'],
      eventsWithoutProcess: 12,
      processRows: summary['vectorisedRows'],
      processes: summary['processes'],
      kept: summary['processesKept'],
      unlabelled: 10,
      tokens: summary['vocabulary'],
      totalTokens: summary['totalTokens'],
      keptTokens: summary['columnsKept'],
      distinctVectors: summary['uniqueVectors'],
    });
    const labels = table(output, 'labels');
    expect(new Map(labels.map(({ label, processes }) => [label, processes]))).toEqual(
      new Map(Object.entries(summary.labelCounts)),
    );
    const { processes } = expected<{ processes: readonly Row[] }>('processes');
    expect(
      table(output, 'processes').map(({ process, tokens, kept, label, vector, keptTokens }) =>
        kept === true
          ? {
              processId: process,
              features: tokens,
              kept,
              label,
              unique: vector,
              reducedFeatures: keptTokens,
            }
          : { processId: process, features: tokens, kept },
      ),
    ).toEqual(
      processes.map(({ processId, features, kept, label, unique, reducedFeatures }) =>
        kept === true
          ? { processId, features, kept, label, unique, reducedFeatures }
          : { processId, features, kept },
      ),
    );
    const vocabulary = expected<{ tokens: readonly (readonly unknown[])[] }>('vocabulary').tokens;
    expect(
      table(output, 'tokens').map((row) => [
        row['kind'],
        row['value'],
        row['count'],
        row['countInKept'],
        row['kept'],
      ]),
    ).toEqual(
      vocabulary.map(([kind, value, count, , inKept, column]) => [
        kind,
        value,
        count,
        inKept,
        column !== null,
      ]),
    );
    expectVectors(output);
  },
);

function expectVectors(output: RoomOutput): void {
  const column = new Map<unknown, number>();
  table(output, 'tokens').forEach((row, token) => {
    if (row['kept'] === true) column.set(token, column.size);
  });
  const vectors: [number, number][][] = [];
  for (const { vector, token, count } of table(output, 'vectors')) {
    (vectors[Number(vector)] ??= []).push([column.get(token)!, Number(count)]);
  }
  expect(vectors).toEqual(expected<{ rows: unknown }>('unique-vectors').rows);
}

referenceTest('the neighbours table has the reference’s distances in order of rank', () => {
  const output = runRoom(processMapRoom, referenceEvents(), { params: { epochs: 1 } });
  const { neighbours } = expected<{
    neighbours: readonly { readonly distances: readonly number[] }[];
  }>('neighbours');
  const rows = table(output, 'neighbours');
  expect(rows).toHaveLength(neighbours.length * 15);
  rows.forEach(({ vector, rank, distance }, at) => {
    expect([vector, rank]).toEqual([Math.floor(at / 15), (at % 15) + 1]);
    expect(
      Math.abs(Number(distance) - neighbours[Number(vector)]!.distances[Number(rank) - 1]!),
    ).toBeLessThan(1e-9);
  });
});

referenceTest('the reference’s intruders are told apart by their remote threads', () => {
  const output = runRoom(processMapRoom, referenceEvents(), { params: quick });
  const suspects = table(output, 'processes').flatMap(({ label }, at) =>
    String(label).includes('-w hidden -c simulated-stage') ? at : [],
  );
  expect(explain(output, suspects, 5).reasons[0]).toMatchObject({
    what: 'action REMOTE_CREATE',
    inside: 2,
    outside: 1,
  });
});
