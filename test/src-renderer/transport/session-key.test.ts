/** The one-time token leaves the address bar at once; over a real socket it becomes a key. */
import { expect, test } from 'vitest';
import { takeToken } from '#renderer/transport/session-key.ts';

function page(hash: string) {
  const shown: string[] = [];
  return {
    shown,
    location: { hash, pathname: '/', search: '' } as Location,
    history: {
      replaceState: (_state: unknown, _title: string, url: string) => shown.push(url),
    } as unknown as History,
  };
}

test('the token is taken out of the address', () => {
  const given = page('#token=abc_-123');
  expect(takeToken(given)).toBe('abc_-123');
  expect(given.shown).toEqual(['/']);
});

test('an address without a token is left alone', () => {
  const given = page('');
  expect(takeToken(given)).toBe('');
  expect(given.shown).toEqual([]);
});
