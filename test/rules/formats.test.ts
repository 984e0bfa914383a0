/** The README lists the formats that the registry has, in its words; every card says what a reader needs. */
import { expect, test } from 'vitest';
import { readers } from '#workers/readers/registry.ts';
import { formatCards, withFormatTable } from './format-table.ts';
import { textOf } from './project-files.ts';

test('the table of formats in README.md is that of the registry', () => {
  const readme = textOf('README.md');
  expect(
    withFormatTable(readme) === readme,
    'README.md and the registry of readers differ: run "node test/rules/write-format-table.ts".',
  ).toBe(true);
});

test('a README whose table is older than the registry is noticed', () => {
  const readme = textOf('README.md');
  const { label } = formatCards().at(-1)!;
  const older = readme.replaceAll(`| ${label} |`, '| Something else |');
  expect(older).not.toBe(readme);
  expect(withFormatTable(older)).toBe(withFormatTable(readme));
  expect(() => withFormatTable('# Loupe')).toThrow('no marks');
});

test('cards have ids of their own and say how a format is known and where its times are', () => {
  for (const { id, label, knownBy, times } of formatCards()) {
    expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    for (const text of [label, knownBy, times]) expect(text.trim().length).toBeGreaterThan(2);
  }
  const labels = formatCards().map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
  for (const reader of readers) expect(reader.cards.length).toBeGreaterThan(0);
});
