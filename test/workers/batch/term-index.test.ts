/** The text index against a slow and obvious one, over documents made by chance. */
import { expect, test } from 'vitest';
import { indexedTerms, slowTerms, slowValues } from '#test/support/term-pages.ts';
import { BatchBuilder } from '#workers/batch/builder.ts';
import type { DocumentKind } from '#workers/batch/builder.ts';

/** A small generator of chance: the same numbers in every run. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

function indexOf(kind: DocumentKind, documents: readonly string[]): Map<string, number[]> {
  const batch = new BatchBuilder(kind);
  for (const document of documents) {
    const bytes = Buffer.from(document);
    batch.commit({ offset: 0, length: bytes.length, recordId: -1, line: -1 }, bytes);
  }
  return indexedTerms(batch.finish());
}

function slowIndex(rows: readonly (readonly string[])[]): Map<string, number[]> {
  const out = new Map<string, number[]>();
  for (const [row, texts] of rows.entries()) {
    for (const term of new Set(texts.flatMap(slowTerms))) {
      const known = out.get(term);
      if (known === undefined) out.set(term, [row]);
      else known.push(row);
    }
  }
  return out;
}

const inOrder = (index: Map<string, number[]>) =>
  [...index].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

const pieces = [
  ...['a', 'B', 'powershell', 'C:\\Windows\\System32', '10.0.0.5', 'x'.repeat(15), 'Y'.repeat(16)],
  ...['Z'.repeat(17), 'w'.repeat(64), 'V'.repeat(65), 'u'.repeat(200), 'é', 'É', 'ÄÖü', 'ß', 'İ'],
  ...['Ω', '日本語', '😀', '\u212a', 'ſ', 'é'.repeat(40), '\n', '\t', '\r\n', ' ', '"', '\\', '/'],
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '-',
    '_',
    '\u0001',
    '\0',
    '0x1A2C',
    '%%1936',
    'ﬁ',
    '\u{1f600}b',
  ],
];

function texts(next: (below: number) => number, count: number): string[] {
  return Array.from({ length: count }, () =>
    Array.from({ length: next(12) }, () => pieces[next(pieces.length)]!).join(
      next(3) === 0 ? '' : ' ',
    ),
  );
}

/** JSON with every character that may be escaped escaped at random. */
function jsonOf(value: unknown, next: (below: number) => number): string {
  const text = JSON.stringify(value);
  if (next(3) > 0) return text;
  return Array.from(text, (letter) =>
    letter.charCodeAt(0) > 127
      ? Array.from(
          { length: letter.length },
          (_, at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, '0')}`,
        ).join('')
      : letter,
  ).join('');
}

for (const seed of [1, 2, 3]) {
  test(`JSON documents give the terms of their values, chance ${seed}`, () => {
    const next = chance(seed);
    const values = Array.from({ length: 400 }, () => {
      const [a = '', b = '', c = '', key = ''] = texts(next, 4);
      return { Message: a, [`key ${key}`]: { deep: [b, { x: c }, next(1e9), -1.5, true, null] } };
    });
    const documents = values.map((value) => jsonOf(value, next));
    const found = indexOf('json', documents);
    expect(inOrder(found)).toEqual(inOrder(slowIndex(values.map(slowValues))));
    expect([...found.keys()]).not.toContain('message');
  });

  test(`plain documents give the terms of all they hold, chance ${seed}`, () => {
    const next = chance(seed + 100);
    const documents = texts(next, 400).map((text) => `${text},"${pieces[next(20)]!}";\tend\n`);
    const found = indexOf('text', documents);
    expect(inOrder(found)).toEqual(inOrder(slowIndex(documents.map((text) => [text]))));
  });
}

test('terms come in byte order, each page begins with the term that it names', () => {
  const next = chance(9);
  const batch = new BatchBuilder('text');
  for (let row = 0; row < 20_000; row++) {
    const bytes = Buffer.from(
      `${next(1e9).toString(36)} ${next(1e9).toString(36)} common ${row % 7}`,
    );
    batch.commit({ offset: 0, length: 0, recordId: -1, line: -1 }, bytes);
  }
  const finished = batch.finish();
  expect(finished.terms.length).toBeGreaterThan(10);
  const terms = [...indexedTerms(finished).keys()];
  expect(terms).toEqual([...terms].sort());
  expect(terms).toContain(Buffer.from(finished.terms[1]!.firstTerm).toString());
  expect(indexedTerms(finished).get('common')).toHaveLength(20_000);
});

test('letters written as escapes are letters, other escapes separate', () => {
  const found = indexOf('json', [
    '{"a":"caf\\u00e9 C:\\\\new\\u0020x \\u0041bc \\ud83d\\ude00 a\\u003cb \\ud800z"}',
    '{"a":"plain\\nline\\ttab\\"quote\\/slash"}',
  ]);
  expect(found.get('café')).toEqual([0]);
  expect(found.get('abc')).toEqual([0]);
  expect(found.get('😀')).toEqual([0]);
  expect(found.get('\ufffdz')).toEqual([0]);
  for (const term of ['c', 'new', 'x', 'a', 'b']) expect(found.get(term)).toEqual([0]);
  for (const term of ['plain', 'line', 'tab', 'quote', 'slash'])
    expect(found.get(term)).toEqual([1]);
  expect(found.has('nline')).toBe(false);
});

test('keys are not indexed, at any depth, and lists of texts are', () => {
  const found = indexOf('json', ['{"k1":"v1","k2":{"k3":["v2",{"k4":"v3"},"v4"],"k5":5},"k6":[]}']);
  expect([...found.keys()].sort()).toEqual(['5', 'v1', 'v2', 'v3', 'v4']);
});

test('two batches at once do not see each other’s terms', () => {
  const one = new BatchBuilder('text');
  const two = new BatchBuilder('text');
  const place = { offset: 0, length: 0, recordId: -1, line: -1 };
  one.commit(place, Buffer.from('alpha'));
  two.commit(place, Buffer.from('beta'));
  one.commit(place, Buffer.from('gamma alpha'));
  expect(inOrder(indexedTerms(one.finish()))).toEqual([
    ['alpha', [0, 1]],
    ['gamma', [1]],
  ]);
  expect(inOrder(indexedTerms(two.finish()))).toEqual([['beta', [0]]]);
  const three = new BatchBuilder('text');
  three.commit(place, Buffer.from('delta'));
  expect([...indexedTerms(three.finish()).keys()]).toEqual(['delta']);
});

test('a document of many megabytes and many distinct terms is indexed whole', () => {
  const words = Array.from({ length: 400_000 }, (_, at) => `w${at.toString(36)}`);
  const found = indexOf('text', [words.join(' '), 'w0 last']);
  expect(found.size).toBe(400_001);
  expect(found.get('w0')).toEqual([0, 1]);
  expect(found.get(words.at(-1)!)).toEqual([0]);
});

test('a batch without events has no pages', () => {
  expect(new BatchBuilder('json').finish().terms).toEqual([]);
});
