import { expect, test } from 'vitest';
import { sessionStarts } from '#workers/algorithms/sessionise.ts';
import { timeOrder } from '#workers/algorithms/time-order.ts';
import { SeededRandom } from '#workers/base/random.ts';

const quiet = (): void => undefined;

test('times come out in order, equal ones as they came in, as by a plain stable sort', () => {
  const random = new SeededRandom(4);
  for (let round = 0; round < 200; round++) {
    const length = random.below(60);
    const timeUs = Float64Array.from({ length }, () => random.below(12));
    const nanos = Uint16Array.from({ length }, () => random.below(3));
    const from = random.below(length + 1);
    const plain = Array.from({ length: length - from }, (_, at) => from + at).sort(
      (a, b) => timeUs[a]! - timeUs[b]! || nanos[a]! - nanos[b]! || a - b,
    );
    const order = timeOrder({ timeUs, nanos }, from, length, quiet);
    expect([...(order ?? plain.toSorted((a, b) => a - b))]).toEqual(plain);
  }
});

test('what is in order already needs no order', () => {
  const timeUs = Float64Array.of(1, 2, 2, 3);
  const nanos = Uint16Array.of(0, 0, 5, 0);
  expect(timeOrder({ timeUs, nanos }, 0, 4, quiet)).toBeUndefined();
  expect(timeOrder({ timeUs, nanos: Uint16Array.of(0, 5, 0, 0) }, 0, 4, quiet)).toEqual(
    Int32Array.of(0, 2, 1, 3),
  );
});

test('sessions are cut at limits that are exceeded, not at limits that are met, to the nanosecond', () => {
  const timeUs = Float64Array.of(0, 10, 20, 30, 30, 0);
  const nanos = Uint16Array.of(0, 0, 0, 0, 1, 0);
  const identities = Int32Array.of(0, 5, 6);
  const cut = (maxGapUs: number, maxSessionUs: number): number[] => [
    ...sessionStarts({ timeUs, nanos }, identities, { maxGapUs, maxSessionUs }, quiet),
  ];
  expect(cut(10, 100)).toEqual([0, 5, 6]);
  expect(cut(9.9, 100)).toEqual([0, 1, 2, 3, 5, 6]);
  expect(cut(10, 30)).toEqual([0, 4, 5, 6]);
  expect(cut(0, 0)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});
