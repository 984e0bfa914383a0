/** Whatever numbers a column holds, they come back as they were. */
import { expect, test } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';
import { packNumbers, unpackNumbers } from '#workers/case-file/packing.ts';

function roundTrip(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length + 3).fill(-7);
  const rows = unpackNumbers(packNumbers(values), out, 2);
  expect(rows).toBe(values.length);
  expect([out[0], out[1], out[out.length - 1]]).toEqual([-7, -7, -7]);
  return out.subarray(2, -1);
}

test.each<[string, number[]]>([
  ['none', []],
  ['one', [42]],
  ['constants', [5, 5, 5, 5]],
  ['missing numbers', [-1, -1, -1]],
  ['lines', [101, 102, 103, 104]],
  ['falling steps', [9, 6, 3, 0, -3]],
  ['a byte apart', [1000, 1255, 1001]],
  ['two bytes apart', [0, 65_535, 7]],
  ['four bytes apart', [2 ** 40, 2 ** 40 + 2 ** 32 - 1, 2 ** 40 + 3]],
  ['too far apart for whole offsets', [0, 2 ** 32, 2 ** 52]],
  ['times, some missing', [1.6e15, NaN, 1.6e15 + 1]],
  ['no time at all', [NaN, NaN]],
])('%s survive', (_name, numbers) => {
  const values = Float64Array.from(numbers);
  expect(roundTrip(values)).toEqual(values);
});

test('random columns of random spans survive, also from an unaligned place', () => {
  const random = new SeededRandom(3);
  for (let round = 0; round < 200; round++) {
    const span = 2 ** random.below(50);
    const least = random.below(2) === 0 ? -1 : random.below(1e9);
    const values = Float64Array.from({ length: 1 + random.below(40) }, () =>
      Math.floor(least + (random.below(1e9) / 1e9) * span),
    );
    expect(roundTrip(values)).toEqual(values);
    const packed = packNumbers(values);
    const moved = new Uint8Array(packed.length + 1);
    moved.set(packed, 1);
    const out = new Float64Array(values.length);
    unpackNumbers(moved.subarray(1), out, 0);
    expect(out).toEqual(values);
  }
});

test('even steps take no room, however many there are', () => {
  const lines = Float64Array.from({ length: 100_000 }, (_, at) => at + 1);
  expect(packNumbers(lines).length).toBeLessThan(64);
});

test('a column that claims more rows than there is room for is not believed', () => {
  const packed = packNumbers(Float64Array.from([1, 2, 3]));
  new DataView(packed.buffer).setUint32(16, 0xffffffff, true);
  const out = new Float64Array(3);
  unpackNumbers(packed, out, 0);
  expect([...out]).toEqual([1, 2, 3]);
});
