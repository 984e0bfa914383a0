/** Compares a run of a clustering room with the published answers, value by value. */
import { expect } from 'vitest';
import type { Room } from '#workers/analyses/room.ts';
import type { Technique } from './cluster-reference.ts';
import { expectedLabels, expectedRun, paramsOf } from './cluster-reference.ts';
import type { PlainEvent } from './run-room.ts';
import { rowsOf, runRoom, tableOf } from './run-room.ts';

/** The whole of a run: counts, labels, cores, the clustered matrix, and the table of clusters. */
export function checkPublishedRun<F>(
  room: Room<F>,
  events: readonly PlainEvent[],
  technique: Technique,
  run: string,
): void {
  const expected = expectedRun(technique, run);
  const output = runRoom(room, events, { params: paramsOf(expected) });
  expect(output.summary).toMatchObject({
    events: events.length,
    rows: expected.clusteredRows,
    clusters: expected.clusters,
    noise: expected.noiseRows,
  });
  checkLabels(rowsOf(tableOf(output, 'events')), expectedLabels(technique, run));
  const clusters = rowsOf(tableOf(output, 'clusters'));
  expect(clusters).toHaveLength(expected.rows.length);
  for (const [at, row] of expected.rows.entries()) {
    const { ClusterId, ClusterSize, exemplarRow, memberRows } = row;
    expect(clusters[at], `row ${at} of the table`).toMatchObject({
      cluster: ClusterId,
      size: ClusterSize,
      exemplar: exemplarRow + 1,
      groupFirstTime: `${row.FirstEventTime}Z`,
      groupLastTime: `${row.LastEventTime}Z`,
    });
    if (ClusterId < 0) continue;
    const members = rowsOf(tableOf(output, 'events')).filter(
      ({ cluster }) => cluster === ClusterId,
    );
    expect(members.map((member) => member['row'])).toEqual(memberRows);
    expect(clusters[at]).toMatchObject({ firstTime: clusters[at]?.['groupFirstTime'] });
  }
}

function checkLabels(
  events: readonly Readonly<Record<string, unknown>>[],
  expected: readonly Readonly<Record<string, string>>[],
): void {
  expect(events).toHaveLength(expected.length);
  for (const [at, { row, label, is_core: isCore, ...points }] of expected.entries()) {
    const event = events[at] ?? {};
    expect([event['row'], event['cluster'], event['isCore']]).toEqual([
      Number(row),
      Number(label),
      isCore === '1',
    ]);
    for (const [name, value] of Object.entries(points)) {
      const tolerance = Math.abs(Number(value)) * 1e-12;
      expect(Math.abs(Number(event[name]) - Number(value)), name).toBeLessThanOrEqual(tolerance);
    }
  }
}
