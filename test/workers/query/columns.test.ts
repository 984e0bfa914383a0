/** What columns are made of: sets of rows, sort orders, a cache with a budget; held against plain arrays. */
import { expect, test } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';
import { Bits, onesIn } from '#workers/query/columns/bits.ts';
import { ByteCache } from '#workers/query/columns/byte-cache.ts';
import { orderByNumbers } from '#workers/query/columns/row-order.ts';

const random = new SeededRandom(3);
const rowsOf = (bits: Bits): number[] => {
  const rows: number[] = [];
  bits.each((row) => rows.push(row));
  return rows;
};
const randomRows = (length: number): boolean[] =>
  Array.from({ length }, () => random.below(3) === 0);
const setOf = (rows: readonly boolean[]): Bits => {
  const bits = new Bits(rows.length);
  rows.forEach((is, row) => {
    if (is) bits.set(row);
  });
  return bits;
};
const where = (rows: readonly boolean[]): number[] => rows.flatMap((is, row) => (is ? [row] : []));

test('sets of rows join, turn round and count as lists of rows do', () => {
  for (let round = 0; round < 500; round++) {
    const length = random.below(200);
    const [a, b] = [randomRows(length), randomRows(length)];
    expect(rowsOf(setOf(a).and(setOf(b)))).toEqual(where(a.map((is, row) => is && b[row]!)));
    expect(rowsOf(setOf(a).or(setOf(b)))).toEqual(where(a.map((is, row) => is || b[row]!)));
    expect(rowsOf(setOf(a).invert())).toEqual(where(a.map((is) => !is)));
    expect(
      rowsOf(
        setOf(a)
          .invert()
          .copy(length + 40),
      ),
    ).toEqual(where(a.map((is) => !is)));
    expect(setOf(a).invert().count()).toBe(a.filter((is) => !is).length);
    expect(setOf(a).empty).toBe(where(a).length === 0);
    const [from, to] = [random.below(length + 1), random.below(length + 1)];
    const some: number[] = [];
    setOf(a).each((row) => some.push(row), from, to);
    expect(some).toEqual(where(a).filter((row) => row >= from && row < to));
    expect(setOf(a).anyIn(from, to)).toBe(some.length > 0);
    const range = new Bits(length);
    range.setRange(from, to);
    expect(rowsOf(range)).toEqual(
      Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i),
    );
  }
  expect([0, 1, -1, 0x80000001 | 0].map(onesIn)).toEqual([0, 1, 32, 2]);
});

test('rows are ordered as a stable sort orders them, missing ones last', () => {
  const values = [
    0,
    -0,
    1,
    -1,
    0.5,
    0.25,
    -2.5,
    1e300,
    -1e-300,
    4294967296,
    1.6e15,
    1.6e15 + 1,
    7,
    70_000,
  ];
  for (let round = 0; round < 400; round++) {
    const column = Array.from({ length: random.below(60) }, () =>
      random.below(6) === 0 ? NaN : values[random.below(values.length)]!,
    );
    for (const descending of [false, true]) {
      const rows = [...column.keys()];
      const present = rows.filter((row) => !Number.isNaN(column[row]));
      present.sort(
        (a, b) => (descending ? column[b]! - column[a]! : column[a]! - column[b]!) || a - b,
      );
      const expected = [...present, ...rows.filter((row) => Number.isNaN(column[row]))];
      expect([...orderByNumbers(column, descending, Number.isNaN)]).toEqual(expected);
    }
  }
});

test('the cache keeps what was used last and stays within its budget', () => {
  const cache = new ByteCache<string>(10);
  cache.set('a', 'A', 4);
  cache.set('b', 'B', 4);
  expect(cache.get('a')).toBe('A');
  cache.set('c', 'C', 4);
  expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual(['A', undefined, 'C']);
  cache.set('d', 'D', 100);
  expect(['a', 'c', 'd'].map((key) => cache.get(key))).toEqual([undefined, undefined, 'D']);
  cache.set('e', 'E', 1);
  expect(['d', 'e'].map((key) => cache.get(key))).toEqual([undefined, 'E']);
});
