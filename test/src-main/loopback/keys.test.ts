import { expect, test } from 'vitest';
import { createKeys } from '#main/loopback/keys.ts';

test('a token is exchanged once, and its key is good from then on', () => {
  const keys = createKeys();
  const token = keys.makeToken();
  const key = keys.exchange(token);
  expect(key).toBeDefined();
  expect(keys.exchange(token)).toBeUndefined();
  expect(keys.admits(key ?? '')).toBe(true);
  expect(keys.admits(key ?? '')).toBe(true);
});

test('a token is no key and a key is no token', () => {
  const keys = createKeys();
  const token = keys.makeToken();
  expect(keys.admits(token)).toBe(false);
  const key = keys.exchange(token) ?? '';
  expect(keys.exchange(key)).toBeUndefined();
});

test('nothing else is either', () => {
  const keys = createKeys();
  keys.makeToken();
  for (const guess of ['', 'undefined', 'a'.repeat(43)]) {
    expect(keys.exchange(guess)).toBeUndefined();
    expect(keys.admits(guess)).toBe(false);
  }
});

test('tokens have 32 bytes and never repeat', () => {
  const keys = createKeys();
  const tokens = new Set(Array.from({ length: 100 }, () => keys.makeToken()));
  expect(tokens.size).toBe(100);
  for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
});

test('keys of one start mean nothing to another', () => {
  const [one, other] = [createKeys(), createKeys()];
  const key = one.exchange(one.makeToken()) ?? '';
  expect(other.admits(key)).toBe(false);
});

test('of many links that were never opened the latest still work', () => {
  const keys = createKeys();
  const first = keys.makeToken();
  const later = Array.from({ length: 8 }, () => keys.makeToken());
  expect(keys.exchange(first)).toBeUndefined();
  for (const token of later) expect(keys.exchange(token)).toBeDefined();
});
