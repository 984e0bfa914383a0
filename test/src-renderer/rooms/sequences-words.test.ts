/** What the room says of a run before its result is believed, its form, and tables that leave it. */
import { describe, expect, test } from 'vitest';
import type { RunReceipt } from '#contract/runs.ts';
import { sequences } from '#contract/rooms/sequences.ts';
import type { GridColumn } from '#renderer/grid/grid-column.ts';
import { draftOf } from '#renderer/rooms/param-values.ts';
import { csvField, csvHeading, csvLines } from '#renderer/rooms/sequences/csv.ts';
import { runNotes } from '#renderer/rooms/sequences/notes.ts';
import {
  minutesText,
  needsOf,
  recipeFacts,
  recipeIn,
  shownFields,
  shownMinutes,
} from '#renderer/rooms/sequences/recipe-words.ts';

describe('notes of a run', () => {
  const receipt = (
    summary: RunReceipt['summary'],
    change: Partial<RunReceipt> = {},
  ): RunReceipt => ({
    run: 1,
    room: 'sequences',
    params: {},
    scope: { query: '', chips: [] },
    baseQuery: '',
    input: { events: 1, sha256: '' },
    seed: 1,
    codeVersion: '',
    outputSha256: 'ab'.repeat(32),
    createdAt: '',
    durationMs: 0,
    summary,
    ...change,
  });

  test('say what was lost before what is only worth knowing', () => {
    const notes = runNotes(
      receipt({
        recipe: 'Exchange administration',
        sessions: 400,
        'sessions of one command': '12 dropped',
        'events without time': 1234,
        learnt: 'from all sessions',
        'not scored by rarestWindow': 3,
        'events without command': 0,
      }),
    );
    expect(notes).toEqual([
      { text: 'sessions of one command: 12 dropped', isLoss: true },
      { text: '1,234 events without time', isLoss: true },
      { text: 'learnt from all sessions', isLoss: false },
      { text: '3 too short for the window', isLoss: false },
    ]);
  });

  test('name the run whose model scored', () => {
    const notes = runNotes(receipt({}, { builtOn: { run: 4, outputSha256: '0123456789' } }));
    expect(notes.map(({ text: words }) => words)).toEqual([
      'scored by the model of run 4 (01234567)',
    ]);
  });
});

describe('the form', () => {
  const draft = draftOf(sequences.params);

  test('shows a field only while it means something', () => {
    const usual = shownFields(draft);
    for (const name of ['folds', 'seed', 'identity', 'parameters', 'modelledParameters']) {
      expect(usual.has(name), name).toBe(false);
    }
    expect(shownFields({ ...draft, training: 'cross-fit' }).has('folds')).toBe(true);
    expect(shownFields({ ...draft, training: 'leave-identity-out' }).has('identity')).toBe(true);
    const values = shownFields({ ...draft, sessionType: 'commands-params-values' });
    expect(values.has('modelledParameters')).toBe(true);
    expect(shownFields({ ...draft, model: '3', training: 'cross-fit' }).has('folds')).toBe(false);
  });

  test('has a place for every parameter of the contract', () => {
    const everything = { ...draft, sessionType: 'commands-params-values', training: 'cross-fit' };
    const shown = shownFields(everything);
    for (const { name } of sequences.params) expect(shown.has(name), name).toBe(true);
  });

  test('says minutes as numbers, and as nothing what the recipe says', () => {
    expect(shownMinutes(draft['maxSessionMinutes']!)).toBe('');
    expect(minutesText(' ')).toBe('-1');
    expect(minutesText('20')).toBe('20');
  });

  test('tells what a recipe takes, and what is missing where there is none of it', () => {
    const recipe = recipeIn({ ...draft, recipe: 'exchange-admin' })!;
    expect(recipeFacts(recipe).find(({ label }) => label === 'one session is')?.value).toBe(
      'UserId,ClientIP',
    );
    expect(recipeIn(draft)).toBeUndefined();
    expect(needsOf('auto', {})).toBe(sequences.needs);
    expect(needsOf('cloudtrail', {})).toContain('AWS CloudTrail');
    expect(needsOf('custom', { keys: 'user.name', command: 'Operation' })).toBe(
      'events with user.name and Operation',
    );
  });
});

test('a saved table runs nothing in a spreadsheet', () => {
  const columns: readonly GridColumn<readonly [string, string | undefined]>[] = [
    { id: 'rank', label: 'Rank', widthPx: 1, text: ([first]) => first },
    { id: 'key Us"er', label: 'User', widthPx: 1, text: ([, second]) => second },
  ];
  expect(csvHeading(columns)).toBe('rank,"key Us""er"\r\n');
  expect(
    csvLines(columns, [
      ['-1.5', '=cmd|calc'],
      ['2', undefined],
    ]),
  ).toBe("-1.5,'=cmd|calc\r\n2,\r\n");
  expect(csvField('-x')).toBe("'-x");
  expect(csvField('a\r\nb')).toBe('"a\r\nb"');
});
