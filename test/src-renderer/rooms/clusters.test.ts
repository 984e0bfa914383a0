/** Rows of clusters as picks and filters, features as marks, logons counted. */
import { describe, expect, test } from 'vitest';
import type { ColumnBlock } from '#contract/block.ts';
import { blockRows } from '#renderer/grid/grid-column.ts';
import {
  clusterRow,
  clustersOf,
  isMixture,
  pickFilter,
  pickLabel,
  sizeOf,
  type ClusterRow,
} from '#renderer/rooms/cluster-row.ts';
import {
  accountMatrix,
  heat01,
  hourCounts,
  hourOf,
  rowsOfCell,
} from '#renderer/rooms/logon-clusters/layout.ts';
import {
  clusterSlots,
  COLOURED_CLUSTERS,
  featureMarks,
  featuresOf,
  firstFeatures,
  NOISE_SLOT,
  OTHER_SLOT,
  rowsWith,
} from '#renderer/rooms/scatter-features.ts';
import { numbersOf, TableBuilder, textOf, textsOf } from '#renderer/rooms/whole-table.ts';

const int = (...values: number[]) => ({ kind: 'int' as const, values: Int32Array.from(values) });
const number = (...values: number[]) => ({
  kind: 'number' as const,
  values: Float64Array.from(values),
});
const text = (...values: string[]) => ({
  kind: 'text' as const,
  ids: Int32Array.from(values, (value) =>
    value === '' ? -1 : [...new Set(values)].indexOf(value),
  ),
  values: [...new Set(values)],
});

const row = (cluster: number, exemplar: number, size = 1): ClusterRow => ({
  key: `${cluster} ${exemplar}`,
  cluster,
  size,
  exemplar,
  name: 'cmd.exe',
  why: '',
  looksLike: undefined,
});

describe('rows of clusters', () => {
  test('are read from the table: noise is its event, a cluster its number', () => {
    const block: ColumnBlock = {
      rows: 2,
      columns: {
        cluster: int(-1, 17),
        size: int(1, 40),
        exemplar: int(9, 12),
        processName: text('scvhost.exe', 'cmd.exe'),
        why: text('Alone.', 'Together.'),
        looksLike: text('named like svchost.exe', ''),
      },
    };
    const rows = blockRows(block).map((each) => clusterRow(each, 'processName'));
    expect(rows.map(({ key, name, looksLike }) => [key, name, looksLike])).toEqual([
      ['event 9', 'scvhost.exe', 'named like svchost.exe'],
      ['cluster 17', 'cmd.exe', undefined],
    ]);
    expect(sizeOf(rows)).toBe(41);
  });

  test('become a group filter when all are clusters', () => {
    const rows = [row(7, 1), row(3, 2)];
    expect(pickFilter(5, rows)).toEqual({ kind: 'group', run: 5, groups: [3, 7] });
    expect(clustersOf(rows)).toEqual([3, 7]);
    expect(pickLabel(rows)).toBe('2 clusters');
    expect(pickLabel([row(17, 2)])).toBe('cluster 17');
  });

  test('become single events when all are noise', () => {
    expect(pickFilter(5, [row(-1, 9), row(-1, 4)])).toEqual({ kind: 'events', ids: [4, 9] });
    expect(pickLabel([row(-1, 9)])).toBe('noise: cmd.exe');
    expect(pickLabel([row(-1, 9), row(-1, 4)])).toBe('2 noise events');
  });

  test('become the events of all when they are mixed', () => {
    const rows = [row(-1, 9), row(2, 1, 3)];
    expect(isMixture(rows)).toBe(true);
    expect(isMixture([row(2, 1)])).toBe(false);
    expect(pickFilter(5, rows, [1, 5, 7])).toEqual({ kind: 'events', ids: [1, 5, 7, 9] });
    expect(pickLabel(rows)).toBe('1 cluster and 1 noise event');
  });
});

describe('a whole table', () => {
  test('is put together from pages, texts under one numbering', () => {
    const builder = new TableBuilder(4, ['event', 'name', 'score']);
    builder.add({
      rows: 2,
      columns: { event: int(1, 2), name: text('b', 'a'), score: number(0.5, NaN), left: int(8, 8) },
    });
    builder.add({
      rows: 2,
      columns: { event: int(3, 4), name: text('c', 'a'), score: number(1, 2), left: int(8, 8) },
    });
    const table = builder.finish();
    expect(builder.loaded).toBe(4);
    expect(Object.keys(table.columns)).toEqual(['event', 'name', 'score']);
    const names = textsOf(table, 'name');
    expect([0, 1, 2, 3].map((at) => textOf(names, at))).toEqual(['b', 'a', 'c', 'a']);
    expect(names.values).toEqual(['b', 'a', 'c']);
    expect(Array.from(numbersOf(table, 'score'))).toEqual([0.5, NaN, 1, 2]);
    expect(Array.from(numbersOf(table, 'missing'))).toEqual([NaN, NaN, NaN, NaN]);
  });
});

describe('features', () => {
  const events: ColumnBlock = {
    rows: 5,
    columns: {
      event: int(11, 12, 13, 14, 15),
      cluster: int(0, 0, 1, -1, 0),
      same: number(2, 2, 2, 2, 2),
      length: number(1, 1, 5, 9, 1),
      score: number(3, 3, 3, 4, 3),
      x_length: number(0.1, 0.1, 0.5, 0.9, 0.1),
    },
  };

  test('begin with the clustered ones that tell events apart', () => {
    const features = featuresOf(events, ['same', 'length', 'score', 'absent']);
    expect(features.map(({ name }) => name)).toEqual(['same', 'length', 'score', 'x_length']);
    expect(firstFeatures(events, features, ['same', 'score'])).toEqual(['score', 'length']);
    expect(firstFeatures(events, featuresOf(events, ['same']), [])).toEqual(['same', 'same']);
  });

  test('make one mark of what lies together, noise in a style of its own', () => {
    const marks = featureMarks(events, 'length', 'score');
    expect(marks.count).toBe(3);
    expect(Array.from(marks.slots)).toEqual([0, 1, NOISE_SLOT]);
  });

  test('colour the largest clusters', () => {
    const clusters = Float64Array.from({ length: 225 }, (_, at) => Math.floor(Math.sqrt(at)));
    const slots = clusterSlots(clusters);
    expect(slots[224]).toBe(0);
    expect(slots[0]).toBe(OTHER_SLOT);
    expect(new Set(slots).size).toBe(COLOURED_CLUSTERS + 1);
  });

  test('are found again by cluster or by event', () => {
    expect(rowsWith(events, new Set([1]), new Set([11]))).toEqual([0, 2]);
  });
});

describe('logons', () => {
  test('are counted by account and type, busiest account first', () => {
    const matrix = accountMatrix({
      rows: 4,
      columns: {
        account: text('a', 'a', 'b', ''),
        logonType: int(3, 10, 3, -1),
        logonTypeName: text('Network', 'RemoteInteractive', 'Network', ''),
        count: int(2, 1, 9, 4),
      },
    });
    expect(matrix.types.map(({ type, name, total }) => [type, name, total])).toEqual([
      [-1, 'none', 4],
      [3, 'Network', 11],
      [10, 'RemoteInteractive', 1],
    ]);
    expect(matrix.rows).toEqual([
      { account: 'b', counts: [0, 9, 0], total: 9 },
      { account: '', counts: [4, 0, 0], total: 4 },
      { account: 'a', counts: [0, 2, 1], total: 3 },
    ]);
    expect(matrix.most).toBe(9);
  });

  test('tint a cell by its order of magnitude, and an empty one not at all', () => {
    expect(heat01(0, 100)).toBe(0);
    expect(heat01(100, 100)).toBe(1);
    expect(heat01(10, 100)).toBeCloseTo(0.575);
    expect(heat01(1, 1)).toBe(1);
  });

  test('are counted by hour in the zone on screen', () => {
    const at = (iso: string): number => Date.parse(iso) * 1000;
    const times = Float64Array.of(
      at('2026-01-10T23:30:00Z'),
      at('2026-01-10T05:00:00Z'),
      NaN,
      at('1969-12-31T23:00:00Z'),
    );
    const counts = hourCounts(times, 'UTC', new Set([0]));
    expect([counts.all[23], counts.all[5], counts.chosen[23], counts.timeless]).toEqual([
      2, 1, 1, 1,
    ]);
    expect(hourOf(at('2026-01-10T23:30:00Z'), 'Europe/Berlin')).toBe(0);
    expect(hourOf(at('2026-01-10T23:30:00Z'), 'Asia/Kolkata')).toBe(5);
  });

  test('of one account and type are found again', () => {
    const events: ColumnBlock = {
      rows: 4,
      columns: { account: text('a', '', 'a', 'b'), LogonType: number(3, 3, 5, 3) },
    };
    expect(rowsOfCell(events, 'a', 3)).toEqual([0]);
    expect(rowsOfCell(events, '', 3)).toEqual([1]);
  });
});
