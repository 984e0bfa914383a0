/** The process map as it is drawn: colours, legend, places shared by processes, names of regions. */
import { describe, expect, test } from 'vitest';
import type { ColumnBlock } from '#contract/block.ts';
import { distinctMarks } from '#renderer/canvas/scatter/marks.ts';
import { boundsOf, planeOf, wholeLook } from '#renderer/canvas/scatter/plane.ts';
import {
  COLOURED_LABELS,
  countAmong,
  firstColourBy,
  labelCounts,
  mapModel,
  programOf,
  rankedSlots,
} from '#renderer/rooms/process-map/layout.ts';
import { levelOfZoom, placedRegions, regionsOf } from '#renderer/rooms/process-map/regions.ts';
import { shortLabel } from '#renderer/rooms/short-label.ts';

interface Process {
  readonly label: string;
  readonly program?: string;
  readonly vector: number;
  readonly x?: number;
  readonly y?: number;
}

function text(values: readonly (string | undefined)[]): ColumnBlock['columns'][string] {
  const distinct = [...new Set(values.filter((value) => value !== undefined))];
  return {
    kind: 'text',
    ids: Int32Array.from(values, (value) => (value === undefined ? -1 : distinct.indexOf(value))),
    values: distinct,
  };
}

/** A table `processes`; those with vector -1 are not on the map. */
function processes(rows: readonly Process[]): ColumnBlock {
  const places = (name: 'x' | 'y'): Float64Array =>
    Float64Array.from(rows, (row) => (row.vector < 0 ? NaN : (row[name] ?? row.vector)));
  return {
    rows: rows.length,
    columns: {
      label: text(rows.map(({ label }) => label)),
      program: text(rows.map(({ program }) => program)),
      host: text(rows.map(() => 'WS01')),
      tokens: { kind: 'int', values: Int32Array.from(rows, (_, at) => 10 + at) },
      kept: { kind: 'flag', values: Uint8Array.from(rows, ({ vector }) => (vector < 0 ? 0 : 1)) },
      vector: { kind: 'int', values: Int32Array.from(rows, ({ vector }) => vector) },
      x: { kind: 'number', values: places('x') },
      y: { kind: 'number', values: places('y') },
    },
  };
}

describe('the map', () => {
  const block = processes([
    { label: 'svchost.exe -k a', program: 'svchost.exe', vector: 0 },
    { label: 'cmd.exe /c dir', program: 'cmd.exe', vector: 1 },
    { label: 'cmd.exe /c dir', program: 'CMD.EXE', vector: 1 },
    { label: 'cmd.exe /c dir', program: 'cmd.exe', vector: -1 },
    { label: '(unknown)', vector: 2 },
  ]);

  test('holds kept processes only, one mark for those that did the same', () => {
    const model = mapModel(block, 'label', new Map());
    expect([model.processes, model.kept, model.distinct]).toEqual([5, 4, 3]);
    expect(model.marks.count).toBe(3);
    expect(Array.from(model.marks.markOf)).toEqual([0, 1, 1, -1, 2]);
    expect(Array.from(model.vectorCounts)).toEqual([1, 2, 1]);
  });

  test('lists the most frequent label first, counted on the map alone', () => {
    const { legend, otherNames } = mapModel(block, 'label', new Map());
    expect(legend.map(({ name, rows }) => [name, Array.from(rows)])).toEqual([
      ['cmd.exe /c dir', [1, 2]],
      ['svchost.exe -k a', [0]],
      ['(unknown)', [4]],
    ]);
    expect(otherNames).toBe(0);
  });

  test('does not tell programs apart by case', () => {
    const { legend } = mapModel(block, 'program', new Map());
    expect(legend[0]).toMatchObject({ name: 'cmd.exe' });
    expect(Array.from(legend[0]?.rows ?? [])).toEqual([1, 2]);
  });

  test('colours twelve labels and puts the rest together as one grey entry', () => {
    const many = processes(
      Array.from({ length: 60 }, (_, at) => ({ label: `p${Math.floor(at / 4)}`, vector: at })),
    );
    const model = mapModel(many, 'label', new Map());
    expect(model.legend).toHaveLength(COLOURED_LABELS + 1);
    expect(model.otherNames).toBe(3);
    const others = model.legend.at(-1);
    expect(others?.slot).toBe(COLOURED_LABELS);
    expect(Array.from(others?.rows ?? [])).toEqual([
      48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59,
    ]);
    const slots = new Set(model.legend.map(({ slot }) => slot));
    expect(slots.size).toBe(COLOURED_LABELS + 1);
  });

  test('colours by program at first when hardly two processes share a label', () => {
    const own = Array.from({ length: 100 }, (_, at) => ({ label: `a ${at}`, vector: at }));
    expect(firstColourBy(processes(own))).toBe('program');
    expect(firstColourBy(block)).toBe('label');
  });

  test('names a process by its program, else by the file in its label', () => {
    const model = mapModel(
      processes([
        { label: 'C:\\Tools\\x.exe', vector: 0 },
        { label: 'a', program: 'b.exe', vector: 1 },
      ]),
      'label',
      new Map(),
    );
    expect([programOf(model, 0), programOf(model, 1)]).toEqual(['x.exe', 'b.exe']);
  });

  test('counts labels of a pick', () => {
    const model = mapModel(block, 'label', new Map());
    expect(labelCounts(model, [0, 1, 2])).toEqual([
      { label: 'cmd.exe /c dir', count: 2 },
      { label: 'svchost.exe -k a', count: 1 },
    ]);
    expect(countAmong(Int32Array.of(1, 2, 9), new Set([2, 9, 10]))).toBe(2);
  });
});

describe('colours of names', () => {
  test('stay what they were on the map before', () => {
    const remembered = new Map<string, number>();
    expect(rankedSlots(remembered, ['a', 'b', 'c'])).toEqual([0, 1, 2]);
    expect(rankedSlots(remembered, ['c', 'd', 'a'])).toEqual([2, 1, 0]);
    expect(rankedSlots(remembered, ['b', 'd'])).toEqual([1, 0]);
  });

  test('are never given twice', () => {
    const remembered = new Map<string, number>();
    for (let round = 0; round < 30; round++) {
      const labels = Array.from({ length: 12 }, (_, at) => `n${(at * 7 + round * 5) % 40}`);
      const slots = rankedSlots(remembered, labels);
      expect(new Set(slots).size).toBe(12);
      expect(Math.max(...slots)).toBe(11);
    }
  });
});

describe('regions', () => {
  const crowd = (name: string, x: number, y: number, count: number) =>
    Array.from({ length: count }, (_, at) => ({
      name,
      x: x + Math.cos(at) * 0.3,
      y: y + Math.sin(at * 2) * 0.3,
    }));
  const regionsFor = (points: readonly { name: string; x: number; y: number }[], level = 0) => {
    const xs = Float64Array.from(points, ({ x }) => x);
    const ys = Float64Array.from(points, ({ y }) => y);
    const marks = distinctMarks({ xs, ys, slots: new Uint8Array(points.length) });
    const rows = { marks, bounds: boundsOf(xs, ys), nameOf: (row: number) => points[row]!.name };
    return regionsOf(rows, level);
  };

  test('are crowds of one program, each where it lies', () => {
    const regions = regionsFor([
      ...crowd('svchost.exe', 0, 0, 60),
      ...crowd('cmd.exe', 10, 0, 30),
      ...crowd('svchost.exe', 5, 9, 20),
    ]);
    expect(regions.map(({ name, count }) => [name, count])).toEqual([
      ['svchost.exe', 60],
      ['cmd.exe', 30],
      ['svchost.exe', 20],
    ]);
    expect(regions[1]?.x).toBeGreaterThan(9.5);
    expect(regions[2]?.y).toBeGreaterThan(8.5);
  });

  test('bear the name of strangers on remote islands, but not of strays in a crowd', () => {
    const regions = regionsFor([
      ...crowd('chrome.exe', 0, 0, 200),
      { name: 'stray.exe', x: 0.1, y: 0.1 },
      { name: 'scvhost.exe', x: 12, y: 12 },
    ]);
    expect(regions.map(({ name }) => name)).toEqual(['chrome.exe', 'scvhost.exe']);
  });

  test('are there for a single process, and finer ones come closer by', () => {
    expect(regionsFor([{ name: 'one.exe', x: 3, y: 3 }])).toEqual([
      { name: 'one.exe', count: 1, x: 3, y: 3 },
    ]);
    expect([0.5, 1, 1.9, 4, 300].map(levelOfZoom)).toEqual([0, 0, 1, 2, 4]);
  });

  test('have their names on screen once, not twice side by side', () => {
    const regions = [
      { x: 0, y: 0, name: 'a.exe', count: 9 },
      { x: 1, y: 0, name: 'a.exe', count: 8 },
      { x: 5, y: 0, name: 'b.exe', count: 7 },
      { x: 50, y: 0, name: 'a.exe', count: 6 },
    ];
    const bounds = { minX: 0, maxX: 50, minY: -20, maxY: 20 };
    const size = { widthPx: 900, heightPx: 600 };
    const plane = planeOf(wholeLook(bounds), { bounds, size, square: true });
    const placed = placedRegions(regions, plane, size, (name) => name.length * 8);
    expect(placed.map(({ region }) => region.count)).toEqual([9, 7, 6]);
  });
});

test('a command line is shortened to program and arguments', () => {
  expect(shortLabel('"C:\\Program Files\\A B\\x.exe" -a "c:\\d"')).toBe('x.exe -a "c:\\d"');
  expect(shortLabel('C:\\Program Files\\A B\\x.exe -a')).toBe('x.exe -a');
  expect(shortLabel('cmd /c C:\\a\\b.exe')).toBe('cmd /c C:\\a\\b.exe');
  expect(shortLabel('C:\\a\\tool /run C:\\b\\c.exe')).toBe('tool /run C:\\b\\c.exe');
  expect(shortLabel('/usr/bin/python3 -m http')).toBe('python3 -m http');
  expect(shortLabel('(unknown)')).toBe('(unknown)');
  expect(shortLabel('')).toBe('');
});
