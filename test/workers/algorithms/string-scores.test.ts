/** Numbers made of text agree with Python's, character for character. */
import { expect, test } from 'vitest';
import { referenceJson, referenceTest } from '#test/support/reference.ts';
import { crc32OfText } from '#workers/algorithms/crc32.ts';
import {
  codePointCount,
  codePointSum,
  delimiterCount,
  delimiterHash,
  logOfScore,
  tokenCount,
} from '#workers/algorithms/string-scores.ts';

const EXPECTED = 'event-clustering/expected-string-functions.json';

interface Case {
  readonly input: string;
  readonly delimCount: number;
  readonly delimHash: number;
  readonly charOrdScore: number;
  readonly charOrdScoreScale7: number;
  readonly tokenCount: number;
  readonly crc32: number;
}

referenceTest('all string functions give the published values on the edge cases', () => {
  const { cases } = referenceJson<{ cases: readonly Case[] }>(EXPECTED);
  expect(cases.length).toBeGreaterThan(10);
  for (const { input, ...expected } of cases) {
    expect(
      {
        delimCount: delimiterCount(input),
        delimHash: delimiterHash(input),
        charOrdScore: codePointSum(input),
        charOrdScoreScale7: codePointSum(input, 7),
        tokenCount: tokenCount(input),
        crc32: crc32OfText(input),
      },
      JSON.stringify(input),
    ).toEqual(expected);
  }
});

test('an emoji is one character', () => {
  expect(codePointCount('a😀b')).toBe(3);
  expect(codePointSum('😀')).toBe(0x1f600);
});

test('half a surrogate pair does no harm', () => {
  expect(codePointCount('\ud83d')).toBe(1);
  expect(codePointSum('\ud83da')).toBe(0xd83d + 97);
  expect(crc32OfText('\udc00')).toBe(crc32OfText('\ufffd'));
});

test('checksums are those of zip', () => {
  expect(crc32OfText('123456789')).toBe(0xcbf43926);
  expect(crc32OfText('')).toBe(0);
});

test('white space is what Python takes for it', () => {
  const python = '\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\u00a0\u2028\u3000';
  expect(delimiterCount(python)).toBe(python.length);
  expect(delimiterCount('\ufeff\u200b')).toBe(0);
});

test('the logarithm of nothing is 0', () => {
  expect(logOfScore(0)).toBe(0);
  expect(logOfScore(1000)).toBeCloseTo(3, 13);
});
