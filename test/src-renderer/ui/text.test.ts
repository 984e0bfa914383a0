/** Numbers, cut texts and characters that deceive. */
import { expect, test } from 'vitest';
import { isDeceptive, spelledOut, visiblePieces } from '#renderer/ui/control-glyphs.ts';
import { cutMiddle, fileName } from '#renderer/ui/cut-text.ts';
import {
  bytesText,
  counted,
  durationText,
  exactNumber,
  shareText,
  shortNumber,
} from '#renderer/ui/numbers.ts';

test('numbers are exact with every digit, or short for the eye', () => {
  expect(exactNumber(1_234_567)).toBe('1,234,567');
  expect(exactNumber(-1234.5)).toBe('−1,234.5');
  expect(exactNumber(NaN)).toBe('–');
  expect(exactNumber(0)).toBe('0');
  expect([0, 999, 9999, 12_408, 999_949, 999_950, 1_234_567].map(shortNumber)).toEqual([
    '0',
    '999',
    '9,999',
    '12.4 k',
    '1 M',
    '1 M',
    '1.2 M',
  ]);
});

test('sizes and lengths of time have a unit', () => {
  expect([0, 999, 1000, 37_900_000].map(bytesText)).toEqual(['0 B', '999 B', '1.0 kB', '37.9 MB']);
  expect([340, 12_400, 192_000, 7_500_000, 273_600_000].map(durationText)).toEqual([
    '340 ms',
    '12.4 s',
    '3 min 12 s',
    '2 h 05 min',
    '3 d 4 h',
  ]);
  expect(durationText(59_960)).toBe('1 min 00 s');
  expect(counted(1, 'event')).toBe('1 event');
  expect(counted(2, 'is not', 'are not')).toBe('2 are not');
});

test('tiny and almost whole shares are not rounded away', () => {
  expect([0, 0.0004, 0.1234, 0.99999, 1].map(shareText)).toEqual([
    '0 %',
    '< 0.1 %',
    '12.3 %',
    '> 99.9 %',
    '100 %',
  ]);
});

test('paths lose their middle and keep drive and file name', () => {
  const cut = cutMiddle('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', 30);
  expect(cut).toHaveLength(30);
  expect(cut.startsWith('C:\\Windows')).toBe(true);
  expect(cut.endsWith('powershell.exe')).toBe(true);
  const long = cutMiddle('/evidence/ws03/2026-03-10/Security-archived-0042.evtx', 34);
  expect(long).toHaveLength(34);
  expect(long.endsWith('/Security-archived-0042.evtx')).toBe(true);
  expect(cutMiddle('short', 5)).toBe('short');
  expect(cutMiddle('longer', 1)).toBe('…');
  expect(cutMiddle('ab😀😀😀😀cd', 6)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  expect(fileName('/a/b.evtx')).toBe('b.evtx');
  expect(fileName('C:\\a\\b.evtx')).toBe('b.evtx');
});

test('a right-to-left override cannot hide an extension', () => {
  const name = 'invoice\u202egpj.exe';
  expect(isDeceptive(name)).toBe(true);
  expect(visiblePieces(name)).toEqual([
    { kind: 'text', text: 'invoice' },
    { kind: 'glyph', text: 'RLO', title: 'U+202E, right-to-left override' },
    { kind: 'text', text: 'gpj.exe' },
  ]);
  expect(spelledOut(name)).toBe('invoice‹RLO›gpj.exe');
});

test('nothing invisible passes, and nothing is lost', () => {
  const codes = [
    ...[0x0, 0x7, 0x1b, 0x85, 0xad, 0x61c, 0x200b, 0x200d, 0x200f],
    ...[0x202a, 0x2066, 0x2069, 0x3164, 0xfeff, 0xe0041],
  ];
  for (const character of codes.map((code) => String.fromCodePoint(code))) {
    const pieces = visiblePieces(`a${character}b`);
    expect(pieces.map(({ kind }) => kind)).toEqual(['text', 'glyph', 'text']);
  }
  expect(isDeceptive('Ärger, 日本語, 😀, عربى')).toBe(false);
});
