/** Indenting JSON changes nothing but space between signs. */
import { expect, test } from 'vitest';
import { indentJson } from '#renderer/details/indent-json.ts';

const squeezed = (text: string | undefined) => text?.replace(/\n\s*/g, '').replace(/": /g, '":');

test('it looks like JSON.stringify would make it', () => {
  const value = { a: 1, b: [1, 2, { c: 'x, y: {z}' }], d: {}, e: [], f: 'q"\\' };
  expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  expect(indentJson(JSON.stringify(value, null, 4))).toBe(JSON.stringify(value, null, 2));
});

test('big numbers, repeated keys and odd escapes stay as they were found', () => {
  const text = '{"id":18446744073709551615,"id":1.50,"s":"\\u0041\\/","__proto__":{"x":1e5}}';
  expect(squeezed(indentJson(text))).toBe(text);
});

test('what is not JSON is left alone', () => {
  expect(indentJson('a,b,c')).toBeUndefined();
  expect(indentJson('')).toBeUndefined();
  expect(indentJson('{"a":[1,2')).toBeUndefined();
  expect(indentJson('['.repeat(10_000))).toBeUndefined();
});
