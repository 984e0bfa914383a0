/** Texts: patterns, the dictionary, the words of documents; each held against something slow and obvious. */
import { expect, test } from 'vitest';
import { BatchBuilder } from '#workers/batch/builder.ts';
import { foldTerm, scanPage, TERM_CLASS } from '#workers/batch/terms.ts';
import { SeededRandom } from '#workers/base/random.ts';
import type { TextRun, TextsReader } from '#workers/case-file/read-texts.ts';
import type { Pattern, Piece } from '#workers/query/language/ast.ts';
import { ByteSearch } from '#workers/query/text/byte-search.ts';
import { TextDictionary } from '#workers/query/text/dictionary.ts';
import { DocumentFilter } from '#workers/query/text/document-filter.ts';
import { walkTerms } from '#workers/query/text/document-terms.ts';
import { foldText } from '#workers/query/text/fold.ts';
import { Glob, globsOf } from '#workers/query/text/glob.ts';
import { phraseOf, PhraseMatcher } from '#workers/query/text/phrase.ts';
import { textRanks } from '#workers/query/text/text-ranks.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const random = new SeededRandom(11);
const pick = <T>(items: readonly T[]): T => items[random.below(items.length)]!;
const textFrom = (letters: readonly string[], most: number): string =>
  Array.from({ length: random.below(most + 1) }, () => pick(letters)).join('');
const text = (value: string, quoted = false): Piece => ({ kind: 'text', text: value, quoted });
const any: Piece = { kind: 'any' };
const one: Piece = { kind: 'one' };

test('patterns match as regular expressions do', () => {
  const letters = ['a', 'b', 'é', '😀', '\\', '.', '\n'];
  for (let round = 0; round < 20_000; round++) {
    const pattern: Piece[] = [];
    for (let i = random.below(6); i >= 0; i--) {
      const piece = pick([any, one, text(textFrom(letters, 3), true)]);
      const before = pattern[pattern.length - 1];
      if (piece.kind !== 'any' || before?.kind !== 'any') pattern.push(piece);
    }
    const source = pattern.map((piece) =>
      piece.kind === 'text'
        ? piece.text.replace(/[\\.]/g, '\\$&')
        : piece.kind === 'any'
          ? '.*'
          : '.',
    );
    const value = textFrom(letters, 8);
    const bytes = encoder.encode(`>${value}<`);
    const glob = new Glob(pattern, (part) => part);
    const expected = new RegExp(`^${source.join('')}$`, 'su').test(value);
    expect(glob.matches(bytes, 1, bytes.length - 1), `${source.join('')} on ${value}`).toBe(
      expected,
    );
    if (expected) expect(value).toContain(decoder.decode(glob.needle));
  }
});

test('a pattern of many stars takes no longer than a pattern of few', () => {
  const pattern: Pattern = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? any : text('a')));
  const bytes = encoder.encode(`${'a'.repeat(100_000)}b`);
  const began = performance.now();
  expect(new Glob([...pattern, text('c')], foldText).matches(bytes, 0, bytes.length)).toBe(false);
  expect(performance.now() - began).toBeLessThan(2000);
});

test.each([
  ['*\\\\cmd.exe', 'C:\\cmd.exe', true],
  ['*\\\\cmd.exe', 'C:\\\\cmd.exe', true],
  ['\\\\\\\\server\\\\share', '\\\\server\\share', true],
  ['\\\\server\\share', '\\\\server\\share', true],
  ['\\\\server\\\\share', '\\\\server\\share', true],
  ['C:\\\\Windows\\\\x', 'C:\\Windows\\x', true],
  ['C:\\Windows\\x', 'C:\\\\Windows\\\\x', false],
])('%s and %s: %s', (typed, value, expected) => {
  const pieces = typed.startsWith('*') ? [any, text(typed.slice(1))] : [text(typed)];
  const bytes = encoder.encode(foldText(value));
  expect(globsOf(pieces, foldText).some((glob) => glob.matches(bytes, 0, bytes.length))).toBe(
    expected,
  );
});

test('bytes are found where indexOf finds them', () => {
  for (let round = 0; round < 5000; round++) {
    const bytes = Buffer.from(textFrom(['a', 'b'], 40));
    const needle = Buffer.from(`${pick(['a', 'b'])}${textFrom(['a', 'b'], 4)}`);
    const from = random.below(bytes.length + 1);
    expect(new ByteSearch(needle).next(bytes, from, bytes.length)).toBe(
      bytes.indexOf(needle, from),
    );
  }
});

/** Texts in memory, in runs of a few; with ids missing when `gaps`. */
function textsReader(texts: ReadonlyMap<number, string>): TextsReader {
  const after = (from: number): [number, string][] => [...texts].filter(([id]) => id > from);
  return {
    value: (id) => texts.get(id) ?? '',
    after,
    last: () => Math.max(0, ...texts.keys()),
    run: (from): TextRun | undefined => {
      const some = after(from).slice(0, 7);
      const [last] = some[some.length - 1] ?? [NaN];
      if (last !== from + some.length) return undefined;
      const bytes = Buffer.concat(
        some.flatMap(([, value]) => [Buffer.from(value), Buffer.of(255)]),
      );
      return { first: from + 1, last: from + some.length, bytes };
    },
  };
}

const letters = ['a', 'A', 'b', 'B', 'ä', 'Ä', 'Σ', 'ς', '😀', '\\', '.', '7', ' '];

test.each([
  ['without gaps', 0],
  ['with ids that are not used', 5],
])('the dictionary finds what a filter over all texts finds, %s', (_name, gaps) => {
  const texts = new Map<number, string>();
  const dictionary = new TextDictionary(textsReader(texts));
  let id = 0;
  const globs = Array.from({ length: 60 }, () => {
    const literal = text(textFrom(letters, 5) || 'x', true);
    return pick<Pattern>([
      [literal],
      [any, literal],
      [literal, any],
      [any, literal, any],
      [one, any, literal],
    ]);
  });
  for (let growth = 0; growth < 6; growth++) {
    for (let i = 0; i < 150; i++) {
      id += gaps > 0 && random.below(gaps) === 0 ? 2 : 1;
      texts.set(id, textFrom(letters, 12) || 'x');
    }
    dictionary.refresh();
    for (const pattern of globs) {
      const compiled = globsOf(pattern, foldText);
      const table = dictionary.matching(JSON.stringify(pattern), compiled);
      const expected = [...texts].filter(([, value]) => {
        const bytes = encoder.encode(foldText(value));
        return compiled.some((glob) => glob.matches(bytes, 0, bytes.length));
      });
      expect([...table.keys()].filter((at) => table[at] === 1)).toEqual(expected.map(([at]) => at));
    }
  }
  const firsts = new Map<string, number>();
  for (const [at, value] of texts) {
    const first = firsts.get(foldText(value)) ?? at;
    firsts.set(foldText(value), first);
    expect(dictionary.canonical(at)).toBe(first);
    expect(dictionary.folded(at)).toBe(foldText(value));
  }
});

test('texts are ranked as sorting them by their bytes ranks them, whole numbers first', () => {
  const texts = new Map<number, string>();
  const beginnings = [
    '',
    'c:\\windows\\system32\\',
    'C:\\Windows\\System32\\',
    'aaaaaaaa',
    'aaaa\0\0\0\0',
    '\0',
  ];
  for (let id = 1; id <= 5000; id++) {
    const number = String(random.below(400));
    texts.set(
      id,
      pick([
        number,
        `${pick(beginnings)}${textFrom([...letters, '\0'], 9)}z`,
        `${pick(beginnings)}${'\0'.repeat(random.below(9))}`,
      ]) || 'x',
    );
  }
  const dictionary = new TextDictionary(textsReader(texts));
  dictionary.refresh();
  const used = Int32Array.from([...texts.keys(), 0, 0]);
  const ranks = textRanks(dictionary, used);
  const isNumber = (value: string): boolean => /^\d{1,15}$/.test(value);
  const compare = (a: string, b: string): number =>
    isNumber(a) && isNumber(b)
      ? Number(a) - Number(b)
      : isNumber(a) !== isNumber(b)
        ? Number(isNumber(b)) - Number(isNumber(a))
        : Buffer.compare(Buffer.from(a), Buffer.from(b));
  const distinct = [...new Set([...texts.values()].map(foldText))].sort(compare);
  for (const [id, value] of texts) expect(ranks[id]).toBe(distinct.indexOf(foldText(value)));
  expect(ranks[0]).toBe(-1);
});

/** Terms that the index has of one document. */
function indexed(document: string, kind: 'json' | 'text'): string[] {
  const builder = new BatchBuilder(kind);
  builder.commit({ offset: 0, length: 0, recordId: -1, line: -1 }, encoder.encode(document));
  const terms: string[] = [];
  for (const { data } of builder.finish().terms) {
    scanPage(
      data,
      1,
      (term) => (terms.push(decoder.decode(term)), -1),
      () => undefined,
    );
  }
  return terms.sort();
}

function walked(document: string, json: boolean): string[] {
  const terms = new Set<string>();
  const bytes = encoder.encode(document);
  walkTerms(
    bytes,
    { from: 0, to: bytes.length, json },
    {
      found: false,
      border: () => undefined,
      term: (from, start, end) => {
        const cut = from.slice(start, Math.min(end, start + 64)).map((byte) => TERM_CLASS[byte]!);
        terms.add(decoder.decode(foldTerm(cut)));
      },
    },
  );
  return [...terms].sort();
}

const pieces = [
  'cmd',
  'EXE',
  'é',
  '\\',
  '"',
  '\n',
  '\t',
  'u0041',
  '/',
  ' ',
  ':',
  '{',
  '}',
  ',',
  '1',
  '-',
  '😀',
  'K',
  'İ',
  'x'.repeat(70),
];

/** A random JSON document, written in different ways. */
function randomJson(): string {
  const record = Object.fromEntries(
    Array.from({ length: 1 + random.below(4) }, () => [textFrom(pieces, 3), randomValue(2)]),
  );
  const written = JSON.stringify(record, undefined, pick([undefined, 1, '\t']));
  return random.below(3) === 0
    ? written.replace(/[é😀]/gu, (letter) =>
        letter.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
      )
    : written;
}

function randomValue(depth: number): unknown {
  return pick<() => unknown>([
    () => textFrom(pieces, 6),
    () => textFrom(pieces, 6),
    () => pick([1, -2.5, 1e30, true, null]),
    () => (depth === 0 ? [] : [randomValue(depth - 1), randomValue(depth - 1)]),
    () => (depth === 0 ? {} : { [textFrom(pieces, 2)]: randomValue(depth - 1) }),
  ])();
}

test('a document has the same words when it is indexed and when it is looked through', () => {
  for (let round = 0; round < 1000; round++) {
    const json = randomJson();
    expect(walked(json, true), json).toEqual(indexed(json, 'json'));
    expect(walked(json, false), json).toEqual(indexed(json, 'text'));
  }
});

test('the quick look at documents lets every document pass that has the phrase', () => {
  let found = 0;
  for (let round = 0; round < 20_000; round++) {
    const document = random.below(2) === 0 ? randomJson() : textFrom(pieces, 12);
    const json = document.startsWith('{');
    const words = Array.from({ length: 1 + random.below(3) }, () =>
      pick(['cmd', 'exe', 'é', 'k', 'i', '1', 'u0041', 'xxx']),
    );
    const pattern: Piece[] = words.flatMap((word) => [
      text(word),
      pick([text(' '), any, text('\\')]),
    ]);
    const phrase = phraseOf(pattern);
    const matcher = new PhraseMatcher(phrase);
    const bytes = encoder.encode(`..${document}`);
    walkTerms(bytes, { from: 2, to: bytes.length, json }, matcher);
    if (matcher.found) {
      found++;
      expect(DocumentFilter.ofPhrase(phrase).mayFit(bytes, 2, bytes.length), document).toBe(true);
    }
  }
  expect(found).toBeGreaterThan(200);
});

/** True when the words, from a typed text, stand in the document. */
function hasPhrase(document: unknown, pattern: Pattern): boolean {
  const matcher = new PhraseMatcher(phraseOf(pattern));
  const bytes = encoder.encode(JSON.stringify(document));
  walkTerms(bytes, { from: 0, to: bytes.length, json: true }, matcher);
  return matcher.found;
}

test('a phrase stands inside one value, in order, with nothing but separators between its words', () => {
  const document = {
    path: 'C:\\Windows\\System32\\cmd.exe',
    line: 'cmd /c "net user"\nwhoami',
    ip: '10.0.0.5',
  };
  expect(hasPhrase(document, [text('System32\\cmd.exe')])).toBe(true);
  expect(hasPhrase(document, [text('cmd exe')])).toBe(true);
  expect(hasPhrase(document, [text('net user whoami')])).toBe(true);
  expect(hasPhrase(document, [text('10.0.0.5')])).toBe(true);
  expect(hasPhrase(document, [text('exe cmd')])).toBe(false);
  expect(hasPhrase(document, [text('0.5')])).toBe(true);
  expect(hasPhrase(document, [text('windows cmd')])).toBe(false);
  expect(hasPhrase(document, [text('whoami 10')])).toBe(false);
  expect(hasPhrase(document, [text('cmd line')])).toBe(false);
  expect(hasPhrase(document, [text('path c')])).toBe(false);
  expect(hasPhrase(document, [text('C:\\'), any, text('\\cmd.exe')])).toBe(true);
  expect(hasPhrase(document, [text('windows '), any, text(' 10')])).toBe(false);
  expect(hasPhrase(document, [text('sys'), any, text('\\cmd.e'), any])).toBe(true);
  expect(hasPhrase([{ a: 'x' }, { a: 'y' }], [text('x y')])).toBe(false);
});
