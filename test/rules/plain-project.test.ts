/**
 * The project stands on its own: no file names a path of somebody's machine, the host of a package
 * registry, or the tools that somebody wrote it with.
 */
import { expect, test } from 'vitest';
import { projectFiles, textOf } from './project-files.ts';

/** Put together from pieces, so that this file does not name them either. */
const join = (...pieces: readonly string[]): string => pieces.join('');

const forbidden: readonly RegExp[] = [
  // A folder at the root of a machine; not the same word inside a longer path.
  new RegExp(join('(?<![\\w.$})-])', '/', '(?:work', '|farm)', '/')),
  new RegExp(join('/\\.lib', 'rary/')),
  new RegExp(join('regis', 'try\\.(?:npmjs|yarn', 'pkg)')),
  new RegExp(join('regis', 'try\\.npm', 'mirror')),
  new RegExp(join('\\b(?:cl', 'aude|anth', 'ropic)\\b'), 'i'),
];

/** Evidence keeps what it says; everything else that is text is looked at. */
const looked = projectFiles.filter(
  (file) => !file.startsWith('test/fixtures/') && !/\.(png|ico|icns|gz|zst|zip|evtx)$/.test(file),
);

/** The first forbidden words of a text. */
const found = (text: string): readonly string[] =>
  forbidden.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);

test('no file names a machine, a registry or a private tool', () => {
  const named = looked.flatMap((file) => found(textOf(file)).map((words) => `${file}: ${words}`));
  expect(named).toEqual([]);
});

test('the patterns find what they are for, and leave relative paths alone', () => {
  expect(found(join('cd ', '/work', '/x'))).toHaveLength(1);
  expect(found(join('https://regis', 'try.npmjs', '.org/a'))).toHaveLength(1);
  expect(found(join('./workers/a.ts and test', '/work', '/a and ..', '/work', '/b'))).toEqual([]);
});
