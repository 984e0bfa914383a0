/** Everything that ships with the product may be passed on: its licences are on a list. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exists, root, textOf } from './project-files.ts';

const allowed = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'CC0-1.0',
  'Unlicense',
  'BlueOak-1.0.0',
  'Python-2.0',
  'Zlib',
]);

interface Locked {
  readonly dev?: boolean;
  readonly license?: string;
}

interface Manifest {
  readonly license?: string | { readonly type: string };
  readonly licenses?: readonly { readonly type: string }[];
}

const { packages } = JSON.parse(textOf('package-lock.json')) as {
  packages: Readonly<Record<string, Locked>>;
};

/** The production dependencies; one for another platform is judged by what the lock file says. */
const shipped = Object.entries(packages).filter(([place, { dev }]) => place !== '' && dev !== true);

function licenceOf(place: string, locked: Locked): string {
  const file = path.posix.join(place, 'package.json');
  if (!exists(file)) return locked.license ?? 'unknown';
  const manifest = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Manifest;
  const { license, licenses = [] } = manifest;
  if (typeof license === 'string') return license;
  return license?.type ?? licenses.map(({ type }) => type).join(' AND ');
}

/** Judges an SPDX expression: one of the ORs, all of the ANDs (OR binds weaker). */
function mayShip(expression: string): boolean {
  const innermost = /\(([^()]*)\)/.exec(expression);
  if (innermost) {
    const verdict = mayShip(innermost[1] ?? '') ? 'MIT' : 'none';
    return mayShip(expression.replace(innermost[0], verdict));
  }
  return expression
    .split(/ or /i)
    .some((choice) => choice.split(/ and /i).every((name) => allowed.has(name.trim())));
}

test('every production dependency has a licence that may ship', () => {
  expect(shipped.length).toBeGreaterThan(0);
  const doubtful = shipped
    .map(([place, locked]) => [place, licenceOf(place, locked)] as const)
    .filter(([, licence]) => !mayShip(licence));
  expect(doubtful).toEqual([]);
});

test('licence expressions are read as SPDX means them', () => {
  expect(mayShip('(MIT OR GPL-3.0)')).toBe(true);
  expect(mayShip('MIT AND GPL-3.0')).toBe(false);
  expect(mayShip('GPL-3.0 OR (MIT AND Zlib)')).toBe(true);
  expect(mayShip('MIT and ISC')).toBe(true);
  expect(mayShip('MPL-2.0')).toBe(false);
  expect(mayShip('')).toBe(false);
});
