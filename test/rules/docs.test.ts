/** Documents decay by naming files that are gone: every path that a README names exists. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { exists, projectFiles, textOf } from './project-files.ts';

const readmes = projectFiles.filter((file) => path.posix.basename(file) === 'README.md');

const topLevel = new Set(projectFiles.map((file) => file.split('/')[0]));

/** Folders that a build makes: a README may name them on a clean clone. */
const generated = /^(dist|release|node_modules|test-results|playwright-report|bench-results)\b/;

const sourceName = /\.(ts|tsx|js|css|html|md)$/;

/** What a README names, leaving out fenced examples and links to elsewhere. */
function namesIn(markdown: string): readonly string[] {
  const prose = markdown.replace(/^ *(```|~~~)[\s\S]*?^ *\1/gm, '');
  const ticked = [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  const linked = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  return [...ticked, ...linked.map((link) => link.replace(/#.*$/, ''))];
}

/** Placeholders (<room>, *, …), commands and words are no paths. */
function isPath(name: string, folder: string): boolean {
  if (!/^[#.\w][\w@./-]*$/.test(name) || generated.test(name)) return false;
  if (/^(\.\.?|#\w+)\//.test(name) || sourceName.test(name)) return true;
  const first = name.split('/')[0] ?? '';
  return name.includes('/') && (topLevel.has(first) || exists(path.posix.join(folder, first)));
}

/** A path counts from the README's folder or from the root; a bare file name may lie anywhere below. */
function isThere(name: string, folder: string): boolean {
  const alias = /^#(contract|workers|main|renderer|test)\//.exec(name)?.[1];
  if (alias !== undefined) return exists(unaliased(name, alias));
  if (exists(path.posix.join(folder, name)) || exists(name)) return true;
  const below = folder === '.' ? '' : `${folder}/`;
  return (
    !name.includes('/') &&
    projectFiles.some((file) => file.startsWith(below) && path.posix.basename(file) === name)
  );
}

function unaliased(name: string, alias: string): string {
  const { imports } = JSON.parse(textOf('package.json')) as { imports: Record<string, string> };
  const target = imports[`#${alias}/*`] ?? '';
  return path.posix.normalize(target.replace('*', name.slice(alias.length + 2)));
}

/** The paths that a README names in vain. */
function missing(markdown: string, folder: string): readonly string[] {
  return namesIn(markdown)
    .filter((name) => isPath(name, folder))
    .filter((name) => !isThere(name, folder));
}

test('every path that a README names exists', () => {
  const gone = readmes.flatMap((readme) =>
    missing(textOf(readme), path.posix.dirname(readme)).map((name) => `${readme}: ${name}`),
  );
  expect(gone).toEqual([]);
});

test('a path is told from a word, a command and a placeholder', () => {
  const words = '`npm test`, `time_ms`, `rooms/<room>.ts`, `and/or`, `--json`, [x](https://a.b/c)';
  expect(missing(words, '.')).toEqual([]);
  expect(missing('`test/rules/docs.test.ts` and [it](docs.test.ts)', 'test/rules')).toEqual([]);
  expect(missing('`test/gone.ts`, `gone.ts`, [x](./gone/)', '.')).toEqual([
    'test/gone.ts',
    'gone.ts',
    './gone/',
  ]);
});
