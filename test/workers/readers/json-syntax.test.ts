/** The finder of faults agrees with the engine's parser about what is JSON. */
import { expect, test } from 'vitest';
import { findSyntaxFault } from '#workers/readers/json/syntax-error.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** A small generator of chance: the same numbers in every run. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

const whole = JSON.stringify({
  a: [1, -2.5e-3, true, false, null, 'x\\y"\u0001é😀'],
  'b c': { d: {}, e: [], f: [[{ g: '\\u' }]] },
});

test('whatever is done to a text, both see a fault or neither does', () => {
  const next = chance(7);
  const alphabet = Array.from('{}[]",:\\0123456789.eE+-truefalsn \n\tu');
  let broken = 0;
  for (let round = 0; round < 20_000; round++) {
    let text = whole;
    for (let cut = next(3); cut >= 0; cut--) {
      const at = next(text.length);
      const put = next(3) === 0 ? '' : alphabet[next(alphabet.length)]!;
      text = text.slice(0, at) + put + text.slice(at + next(3));
    }
    const fault = findSyntaxFault(text);
    expect(fault === undefined, text).toBe(isJson(text));
    if (fault !== undefined) broken++;
  }
  expect(broken).toBeGreaterThan(10_000);
});

test('every beginning of a text breaks off at its end', () => {
  for (let length = 0; length < whole.length; length++) {
    const fault = findSyntaxFault(whole.slice(0, length));
    expect(fault).toMatchObject({ afterRecord: false });
  }
  expect(findSyntaxFault(whole.slice(0, -1))).toMatchObject({
    at: whole.length - 1,
    breaksOff: true,
  });
});
