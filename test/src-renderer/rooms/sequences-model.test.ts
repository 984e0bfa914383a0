/** What the room shows of a session's steps, of the model's transitions and of parameters. */
import { describe, expect, test } from 'vitest';
import type { Column, ColumnBlock } from '#contract/block.ts';
import { identityText, sessionLabel, sessionOf } from '#renderer/rooms/sequences/session-row.ts';
import { setupOf, stepParameters } from '#renderer/rooms/sequences/setup.ts';
import {
  countsText,
  isInWindow,
  linesInView,
  movedStep,
  probabilityText,
  STEP_PX,
  STEP_ROW_PX,
  stepsOf,
  stripGrid,
  surprise01,
  surpriseLevel,
  windowOf,
} from '#renderer/rooms/sequences/steps.ts';
import {
  cellAt,
  cellShade01,
  commandsByCount,
  edgeAt,
  edgeName,
  edgesOf,
  listedEdges,
  matrixFrame,
  matrixOf,
  movedCell,
  roomFor,
} from '#renderer/rooms/sequences/transitions.ts';

const text = (values: readonly (string | undefined)[]): Column => {
  const distinct = [...new Set(values.filter((value) => value !== undefined))];
  return {
    kind: 'text',
    ids: Int32Array.from(values, (value) => (value === undefined ? -1 : distinct.indexOf(value))),
    values: distinct,
  };
};
const int = (values: readonly number[]): Column => ({
  kind: 'int',
  values: Int32Array.from(values),
});
const number = (values: readonly number[]): Column => ({
  kind: 'number',
  values: Float64Array.from(values),
});
const json = (values: readonly unknown[]): Column => ({
  kind: 'json',
  values: values.map((value) => (value === undefined ? '' : JSON.stringify(value))),
});

describe('steps', () => {
  const step = {
    count: 1,
    fromCount: 1204,
    probability: 0.00083,
    parametersProbability: 1,
    bits: 10.2,
  };
  const block: ColumnBlock = {
    rows: 2,
    columns: {
      event: int([7, 9]),
      position: int([0, 1]),
      command: text(['New-InboxRule', 'Set-Mailbox']),
      step: json([undefined, step]),
      setup: int([3, 4]),
    },
  };

  test('come out of the table with what they were worth', () => {
    const [first, second] = stepsOf(block);
    expect(first).toMatchObject({ event: 7, position: 0, into: undefined, setup: 3 });
    expect(second?.into).toEqual(step);
    expect(countsText(second!.into!)).toBe('1 of 1,204');
    expect(probabilityText(second!.into!.probability)).toBe('< 0.1 %');
    const { setup: _, ...others } = block.columns;
    expect(stepsOf({ rows: 2, columns: others })[0]?.setup).toBe(-1);
  });

  test('stand out by how surprising they are', () => {
    expect([1, 3.33, 6.7, 10.2, 14].map(surpriseLevel)).toEqual([0, 1, 2, 3, 4]);
    expect([surprise01(NaN), surprise01(10), surprise01(90)]).toEqual([0, 0.5, 1]);
    expect(probabilityText(3.1e-7)).toBe('3.1·10⁻⁷');
    expect(probabilityText(NaN)).toBe('–');
  });

  test('lie in lines like words, and only those in view are drawn', () => {
    const grid = stripGrid(10_001, 4 * STEP_PX + 9);
    expect(grid).toEqual({ perRow: 4, rows: 2501, heightPx: 2501 * STEP_ROW_PX });
    expect(linesInView(grid, 1000 * STEP_ROW_PX, 2 * STEP_ROW_PX)).toEqual({
      first: 999,
      last: 1003,
    });
    expect(linesInView(grid, 0, 100)).toMatchObject({ first: 0 });
    expect(stripGrid(3, 0)).toMatchObject({ perRow: 1, rows: 3 });
  });

  test('are walked through with arrows', () => {
    const all = { steps: 10, perRow: 4 };
    expect(movedStep('ArrowRight', 3, all)).toBe(4);
    expect(movedStep('ArrowLeft', 0, all)).toBe(0);
    expect(movedStep('ArrowRight', 9, all)).toBe(9);
    expect(movedStep('ArrowDown', 5, all)).toBe(9);
    expect(movedStep('ArrowDown', 7, all)).toBe(7);
    expect(movedStep('ArrowUp', 2, all)).toBe(2);
    expect(movedStep('Home', 5, all)).toBe(0);
    expect(movedStep('End', 5, all)).toBe(9);
    expect(movedStep('a', 5, all)).toBeUndefined();
  });
});

test('a window is known by where it begins and how many commands it has', () => {
  const window = windowOf('{"likelihood":1e-9,"start":2,"commands":["a","b","c"]}');
  expect(window).toEqual({ likelihood: 1e-9, start: 2, commands: 3 });
  expect([1, 2, 4, 5].map((position) => isInWindow(window, position))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(windowOf('')).toBeUndefined();
  expect(isInWindow(undefined, 0)).toBe(false);
});

test('a session is called by its keys, without those that are missing', () => {
  const block: ColumnBlock = {
    rows: 1,
    columns: {
      session: int([5]),
      keys: json([{ UserId: 'alice', ClientIP: null }]),
      events: int([4]),
      endStep: json([
        { count: 3, fromCount: 4, probability: 0.5, parametersProbability: 1, bits: 1 },
      ]),
    },
  };
  const session = sessionOf({ block, at: 0 });
  expect(identityText(session.keys)).toBe('alice');
  expect(identityText([['UserId', undefined]])).toBe('no identity');
  expect(sessionLabel(session)).toBe('session of alice (4 commands)');
  expect(session.end?.count).toBe(3);
  expect(session.window).toBeUndefined();
});

describe('parameters of a step', () => {
  const commandParameters: ColumnBlock = {
    rows: 4,
    columns: {
      command: text(['Set-Mailbox', 'Set-Mailbox', 'Set-Mailbox', 'New-Mailbox']),
      parameter: text(['Identity', 'Forward', '(unknown)', 'Identity']),
      kind: text(['parameter', 'parameter', 'unknown', 'parameter']),
      probability: number([0.99, 0.01, 0.001, 0.2]),
    },
  };
  const values: ColumnBlock = {
    rows: 2,
    columns: {
      parameter: text(['Forward', 'Forward']),
      value: text(['True', 'False']),
      kind: text(['value', 'value']),
      probability: number([0.05, 0.9]),
    },
  };

  test('are listed the least likely first, those that are missed among them', () => {
    const setup = setupOf('{"names":["Forward","Odd"],"values":["True",null]}');
    const found = stepParameters('Set-Mailbox', setup, { commandParameters, values });
    expect(found.map(({ parameter, isPresent }) => [parameter, isPresent])).toEqual([
      ['Odd', true],
      ['Forward', true],
      ['Identity', false],
    ]);
    expect(found[0]?.probability).toBeNaN();
    expect(found[1]).toMatchObject({ probability: 0.01, value: 'True', valueProbability: 0.05 });
  });

  test('that never were are said to be none', () => {
    expect(setupOf(undefined)).toEqual({ names: [], values: [] });
    expect(setupOf('[3]')).toEqual({ names: [], values: [] });
    expect(stepParameters('Get-User', setupOf(''), { commandParameters, values })).toEqual([]);
  });
});

describe('transitions', () => {
  const rows = [
    ['(start)', 'a', 90, 100],
    ['(start)', 'b', 10, 100],
    ['a', 'a', 50, 150],
    ['a', '(end)', 99, 150],
    ['a', 'Rare', 1, 150],
    ['b', 'a', 10, 10],
    ['Rare', '(end)', 1, 1],
  ] as const;
  const edges = edgesOf({
    rows: rows.length,
    columns: {
      from: text(rows.map(([from]) => from)),
      to: text(rows.map(([, to]) => to)),
      count: int(rows.map(([, , count]) => count)),
      fromCount: int(rows.map(([, , , all]) => all)),
      probability: number(rows.map(([, , count, all]) => count / all)),
      sessions: int(rows.map(([, , count]) => count)),
      identities: int(rows.map(() => 1)),
      bits: number(rows.map(([, , count, all]) => -Math.log2(count / all))),
    },
  });

  test('are listed by how surprising they are, or by any other column', () => {
    const listed = listedEdges(edges, '', { column: 'bits', descending: true });
    expect(edgeName(edges, listed[0]!)).toBe('a → Rare');
    const byCount = listedEdges(edges, '', { column: 'count', descending: true });
    expect(edgeName(edges, byCount[0]!)).toBe('a → (end)');
    const byTo = listedEdges(edges, '', { column: 'to', descending: false });
    expect(Array.from(byTo, (edge) => rows[edge]![1])).toEqual([
      '(end)',
      '(end)',
      'Rare',
      'a',
      'a',
      'a',
      'b',
    ]);
  });

  test('are found by either command, in any case', () => {
    const found = listedEdges(edges, ' rare ', { column: 'count', descending: false });
    expect(Array.from(found, (edge) => edgeName(edges, edge))).toEqual([
      'a → Rare',
      'Rare → (end)',
    ]);
    expect(listedEdges(edges, 'nothing', { column: 'count', descending: false })).toHaveLength(0);
  });

  test('make a matrix of the most frequent commands between start and end', () => {
    expect(commandsByCount(edges)).toEqual(['a', 'b', 'Rare']);
    const matrix = matrixOf(edges, '', 2);
    expect(matrix.rows).toEqual(['(start)', 'a', 'b']);
    expect(matrix.columns).toEqual(['a', 'b', '(end)']);
    expect(Array.from(matrix.edges)).toEqual([0, 1, -1, 2, -1, 3, 5, -1, -1]);
    expect(matrix.hidden).toBe(1);
  });

  test('make a matrix of what is searched and what it is tied to', () => {
    const matrix = matrixOf(edges, 'rare', 9);
    expect(matrix.rows).toEqual(['(start)', 'Rare', 'a']);
    expect(edgeName(edges, edgeAt(matrix, { row: 2, column: 0 }))).toBe('a → Rare');
  });

  test('have cells that are hit where they are drawn, and walked over with arrows', () => {
    const matrix = matrixOf(edges, '', 9);
    const frame = matrixFrame(4, 600, 400);
    for (let row = 0; row < matrix.rows.length; row++) {
      for (let column = 0; column < matrix.columns.length; column++) {
        const x = frame.leftPx + (column + 0.5) * frame.cellPx;
        const y = frame.topPx + (row + 0.5) * frame.cellPx;
        expect(cellAt(matrix, frame, x, y)).toEqual({ row, column });
      }
    }
    expect(cellAt(matrix, frame, frame.leftPx - 1, frame.topPx + 1)).toBeUndefined();
    expect(movedCell(matrix, { row: 0, column: 0 }, 'ArrowUp')).toEqual({ row: 0, column: 0 });
    expect(movedCell(matrix, { row: 0, column: 3 }, 'ArrowRight')).toEqual({ row: 0, column: 3 });
    expect(movedCell(matrix, { row: 0, column: 0 }, 'ArrowDown')).toEqual({ row: 1, column: 0 });
    expect(movedCell(matrix, { row: 0, column: 0 }, 'x')).toBeUndefined();
  });

  test('are darker the likelier they are, by the logarithm', () => {
    expect(cellShade01(1)).toBe(1);
    expect(cellShade01(0.01)).toBeCloseTo(0.5);
    expect(cellShade01(1e-9)).toBe(0);
    expect(cellShade01(0)).toBe(0);
    expect(cellShade01(NaN)).toBe(0);
  });
});

test('two thousand commands stay legible: as many as fit are in the matrix, all in the list', () => {
  const count = 2000;
  const commands = Array.from({ length: count }, (_, at) => `command ${at}`);
  const froms = commands.flatMap((command) => [command, command, command]);
  const tos = froms.map((_, at) => commands[(at * 7 + 3) % count]!);
  const edges = edgesOf({
    rows: froms.length,
    columns: {
      from: text(froms),
      to: text(tos),
      count: int(froms.map((_, at) => 1 + (at % 50))),
      bits: number(froms.map((_, at) => at % 13)),
    },
  });
  const most = roomFor(550, 400);
  const matrix = matrixOf(edges, '', most);
  const { cellPx } = matrixFrame(matrix.rows.length, 550, 400);
  expect(cellPx).toBeGreaterThanOrEqual(11);
  expect(matrix.rows).toHaveLength(most + 1);
  expect(matrix.hidden).toBe(count - most);
  expect(listedEdges(edges, '', { column: 'bits', descending: true })).toHaveLength(6000);
});
