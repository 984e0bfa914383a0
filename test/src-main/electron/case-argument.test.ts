import path from 'node:path';
import { expect, test } from 'vitest';
import { caseArgument } from '#main/electron/case-argument.ts';
import { createCaseInbox } from '#main/electron/case-inbox.ts';

const folder = path.resolve('/cases');

test.each([
  [['loupe', 'a.loupe'], 'a.loupe'],
  [['loupe', '--some-switch', 'A.LOUPE'], 'A.LOUPE'],
  [['electron', '--no-sandbox', '/app', '--case=odd-name.sqlite'], 'odd-name.sqlite'],
  [
    [
      'electron',
      '/app',
      '--case=a.loupe',
      '--allow-file-access-from-files',
      '--original-process-start-time=1',
    ],
    'a.loupe',
  ],
])('%j names a case', (words, expected) => {
  expect(caseArgument(words, folder)).toBe(path.resolve(folder, expected));
});

test.each([
  [['loupe']],
  [['/opt/x.loupe']],
  [['electron', '/app', '--flag=x.loupe']],
  [['electron', '/app', '--case=']],
])('%j names none', (words) => {
  expect(caseArgument(words, folder)).toBeUndefined();
});

test('an absolute path stays as it is', () => {
  const file = path.resolve('/elsewhere/b.loupe');
  expect(caseArgument(['loupe', file], folder)).toBe(file);
});

test('a case that comes before the window waits for it, later ones go at once', () => {
  const inbox = createCaseInbox();
  const opened: string[] = [];
  inbox.put('early.loupe');
  inbox.put('later.loupe');
  inbox.put(undefined);
  inbox.deliverTo((file) => opened.push(file));
  inbox.put('next.loupe');
  expect(opened).toEqual(['later.loupe', 'next.loupe']);
});
