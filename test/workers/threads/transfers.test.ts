import { expect, test } from 'vitest';
import { buffersOf } from '#workers/threads/transfers.ts';

test('every buffer of a value is found once, however deep it lies', () => {
  const shared = new ArrayBuffer(16);
  const value = {
    kind: 'text',
    ids: new Int32Array(shared, 0, 2),
    values: ['a', 'b'],
    parts: [
      { nanos: new Uint16Array(shared, 8) },
      undefined,
      { deep: { bytes: new Uint8Array(3) } },
    ],
    none: null,
  };
  const found = buffersOf(value);
  expect(found).toHaveLength(2);
  expect(found).toContain(shared);
  expect(found).toContain(value.parts[2]?.deep?.bytes.buffer);
});

test('memory that threads share cannot change hands', () => {
  expect(buffersOf([new Int32Array(new SharedArrayBuffer(4))])).toEqual([]);
});
