/** The list of CSV profiles: each is declared, each knows its own tables, none knows another's. */
import { expect, test } from 'vitest';
import { headers } from '#test/support/csv-headers.ts';
import { csvReader } from '#workers/readers/csv/reader.ts';
import {
  fittingProfiles,
  genericProfile,
  profileNamed,
  profiles,
} from '#workers/readers/csv/profiles/all-profiles.ts';

/** Profiles that are told by their cells alone. */
const headerlessOnly = ['bodyfile', 'lanl-redteam', 'lanl-proc', 'lanl-flows', 'lanl-dns'];

test('every profile has a card of its own, the one for any table comes last', () => {
  const ids = csvReader.cards.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(profiles.map(({ card }) => card.id));
  expect(ids.at(-1)).toBe('csv');
  for (const card of csvReader.cards) {
    expect(card.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    for (const text of [card.label, card.knownBy, card.times]) expect(text).not.toBe('');
  }
});

test('every profile has a header here or is told by its cells', () => {
  const covered = [...Object.keys(headers), ...headerlessOnly, 'csv'];
  expect(covered.sort()).toEqual(csvReader.cards.map(({ id }) => id).sort());
});

const cases = Object.entries(headers).flatMap(([id, list]) =>
  list.map((header, version) => [id, version + 1, header] as const),
);

test.each(cases)('header %s (%i) is known as itself and as nothing else', (id, _n, header) => {
  const columns = header.split(',').map((name) => name.replaceAll('"', ''));
  expect(fittingProfiles(columns, true).map(({ card }) => card.id)).toEqual([id]);
  const backwards = columns.map((name) => ` ${name.toUpperCase()}`.trim()).reverse();
  const marked = profileNamed(id).header?.exact !== undefined;
  if (!marked) expect(fittingProfiles(backwards, true).map(({ card }) => card.id)).toEqual([id]);
});

test('tables without a header are known by the names of their documentation, each by one profile', () => {
  const known = profiles.filter(({ headerless }) => headerless !== undefined);
  expect(known.length).toBeGreaterThanOrEqual(6);
  for (const { card, headerless } of known) {
    expect(headerless!.cells).toHaveLength(headerless!.names.length);
    const fitting = fittingProfiles(headerless!.names, false).map((profile) => profile.card.id);
    expect(fitting).toEqual([card.id]);
  }
});

test('tables of no known tool belong to the profile for any table', () => {
  for (const header of ['time,host,user', 'id,name', 'Timestamp,Message,Level', 'a,b,__proto__']) {
    expect(fittingProfiles(header.split(','), true)).toEqual([]);
  }
  expect(profileNamed('a profile of some later version')).toBe(genericProfile);
  expect(profileNamed('__proto__')).toBe(genericProfile);
});
