import { describe, expect, test } from 'vitest';
import type { Cell } from '#main/cli/output/cells.ts';
import { csvCell, rowFormat, type RowFormatName } from '#main/cli/output/row-format.ts';
import { readCsv } from './read-csv.ts';

function written(
  format: RowFormatName,
  names: readonly string[],
  rows: readonly (readonly Cell[])[],
  rawCells = false,
): string {
  const { head, between, tail, row } = rowFormat(format, { names, missing: 'left-out', rawCells });
  const lines = rows.map(row);
  return (
    head +
    (format === 'csv' ? lines.map((line) => between + line).join('') : lines.join(between)) +
    tail
  );
}

describe('CSV', () => {
  const nasty = [
    'a,b',
    'say "hi"',
    'two\r\nlines',
    'lone\rreturn',
    '',
    '   ',
    'naïve – ünïcode',
    'C:\\x',
  ];

  test('comes back as it was from a reader of RFC 4180', () => {
    const text = written(
      'csv',
      ['n', 'value'],
      nasty.map((value, n) => [n, value]),
    );
    expect(readCsv(text)).toEqual([['n', 'value'], ...nasty.map((value, n) => [String(n), value])]);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x'])(
    'text that begins like a formula is disarmed: %j',
    (value) => {
      const cell = csvCell(value, false);
      expect(cell.replace(/^"/, '')).toMatch(/^'/);
      expect(csvCell(value, true).replace(/^"/, '')).not.toMatch(/^'/);
    },
  );

  test('numbers stay numbers, also below zero', () => {
    expect(csvCell(-1, false)).toBe('-1');
    expect(csvCell(0.5, false)).toBe('0.5');
    expect(csvCell(true, false)).toBe('true');
    expect(csvCell(undefined, false)).toBe('');
  });

  test('has its heading even without rows', () => {
    expect(written('csv', ['a', 'b'], [])).toBe('a,b\r\n');
  });
});

describe('JSON', () => {
  test('is one array, and missing values are left out', () => {
    const text = written(
      'json',
      ['id', 'a.b', 'keys'],
      [
        [1, 'x', { json: '{"k":[1,2]}' }],
        [2, undefined, undefined],
      ],
    );
    expect(JSON.parse(text)).toEqual([{ id: 1, 'a.b': 'x', keys: { k: [1, 2] } }, { id: 2 }]);
  });

  test('without rows is an empty array, and JSON lines are no lines', () => {
    expect(JSON.parse(written('json', ['id'], []))).toEqual([]);
  });

  test('null stands for missing where columns are fixed', () => {
    const { row } = rowFormat('jsonl', { names: ['a', 'b'], missing: 'null', rawCells: false });
    expect(row([undefined, 0])).toBe('{"a":null,"b":0}');
  });

  test('fields named like parts of JavaScript are ordinary fields', () => {
    const { row } = rowFormat('jsonl', {
      names: ['__proto__', 'constructor'],
      missing: 'null',
      rawCells: false,
    });
    expect(row(['x', 'y'])).toBe('{"__proto__":"x","constructor":"y"}');
  });

  test('text keeps formulas, controls and lone surrogates readable', () => {
    const text = written('jsonl', ['a'], [['=1\u0000\ud800']]);
    expect(JSON.parse(text)).toEqual({ a: '=1\u0000\ud800' });
  });
});
