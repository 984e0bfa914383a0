/** Names that are made to be overlooked. */
import { expect, test } from 'vitest';
import { isOneEditApart, LookAlikes } from '#workers/algorithms/look-alike.ts';

test.each([
  ['svchost', 'svchots'],
  ['svchost', 'suchost'],
  ['svchost', 'svchosts'],
  ['svchost', 'svhost'],
  ['svchost', 'vschost'],
  ['administrator', 'adm1nistrator'],
])('%s and %s are one edit apart', (a, b) => {
  expect(isOneEditApart(a, b)).toBe(true);
  expect(isOneEditApart(b, a)).toBe(true);
});

test.each([
  ['svchost', 'svchost'],
  ['svchost', 'tsohcvs'],
  ['svchost', 'svchostst'],
  ['abcd', 'badc'],
  ['', 'ab'],
])('%s and %s are not', (a, b) => {
  expect(isOneEditApart(a, b)).toBe(false);
  expect(isOneEditApart(b, a)).toBe(false);
});

test('a known name imitates nobody, short names are left in peace', () => {
  const names = new LookAlikes(['cscript', 'wscript', 'net'], 5);
  expect(names.of('cscript')).toBeUndefined();
  expect(names.of('cscrlpt')).toBe('cscript');
  expect(names.of('ne7')).toBeUndefined();
});
