/** Sentences about clusters stay true and readable. */
import { expect, test } from 'vitest';
import {
  counted,
  percent,
  sentence,
  shortNumber,
  shortText,
  spreadPhrase,
} from '#workers/analyses/phrases.ts';

test('a share is never rounded up to all or down to none', () => {
  expect(percent(999, 1000)).toBe('99 %');
  expect(percent(1, 1000)).toBe('<1 %');
  expect([percent(10, 10), percent(0, 10), percent(1, 3)]).toEqual(['100 %', '0 %', '33 %']);
});

test('paths are cut in the middle, other text at its end', () => {
  const path = shortText(`C:\\Windows\\${'x'.repeat(80)}\\last.exe`, 30);
  expect(path).toHaveLength(30);
  expect(path).toMatch(/^C:\\Windows\\x+…x+\\last\.exe$/);
  expect(shortText('word '.repeat(20), 10)).toBe('word word…');
  expect(shortText('short')).toBe('short');
});

test('how a group stands to a property', () => {
  const spread = { distinct: 1, top: 'ann', topCount: 5, size: 5 };
  const phrase = (more: object): string | undefined =>
    spreadPhrase({ ...spread, ...more }, 'all by', 'users');
  expect(phrase({})).toBe('all by ann');
  expect(phrase({ topCount: 3 })).toBe('all by ann where known');
  expect(phrase({ distinct: 2, topCount: 4 })).toBe('2 users, mostly ann (80 %)');
  expect(phrase({ distinct: 5, topCount: 1 })).toBe('5 users');
  expect(phrase({ distinct: 0, top: undefined, topCount: 0 })).toBeUndefined();
});

test('small things', () => {
  expect([counted(1, 'start'), counted(2, 'start')]).toEqual(['1 start', '2 starts']);
  expect([shortNumber(0), shortNumber(0.000123456)]).toEqual(['0', '0.000123']);
  expect(sentence(['a', undefined, 'b'])).toBe('a, b.');
});
