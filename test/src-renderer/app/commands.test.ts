/** Keys, commands and finding them by name. */
import { expect, test } from 'vitest';
import type { Job } from '#contract/jobs.ts';
import { commandsOfMenu, matchesKeys } from '#renderer/app/commands.ts';
import { jobsRatio, withJob, withoutJob } from '#renderer/app/job-list.ts';
import { progressText, rateText } from '#renderer/app/job-text.ts';
import { ranked } from '#renderer/app/rank-commands.ts';

const stroke = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test('Mod is Ctrl or Command, and is not ignored', () => {
  expect(matchesKeys(stroke('k', { ctrlKey: true }), 'Mod+K')).toBe(true);
  expect(matchesKeys(stroke('k', { metaKey: true }), 'Mod+K')).toBe(true);
  expect(matchesKeys(stroke('k'), 'Mod+K')).toBe(false);
  expect(matchesKeys(stroke('d', { ctrlKey: true }), 'd')).toBe(false);
});

test('Shift tells letters apart but not signs, which need it on some keyboards', () => {
  expect(matchesKeys(stroke('Z', { ctrlKey: true, shiftKey: true }), 'Shift+Mod+Z')).toBe(true);
  expect(matchesKeys(stroke('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z')).toBe(false);
  expect(matchesKeys(stroke('/', { shiftKey: true }), '/')).toBe(true);
});

test('entries of a menu become commands that name what they are about', () => {
  const ran: string[] = [];
  const commands = commandsOfMenu('cell', [
    { title: 'host.name: WS01' },
    { label: 'Only events with this', onSelect: () => ran.push('only') },
    'line',
    { label: 'Copy value', disabled: true, onSelect: () => ran.push('copy') },
  ]);
  expect(commands.map(({ title, enabled }) => [title, enabled])).toEqual([
    ['Only events with this: host.name: WS01', true],
    ['Copy value: host.name: WS01', false],
  ]);
  commands[0]?.run();
  expect(ran).toEqual(['only']);
});

test('commands are found by words in any order, beginnings of words first', () => {
  const titles = ['Undo the last filter', 'Go to timeline', 'Remove the time window'];
  expect(ranked(titles, 'time', (title) => title)).toEqual([
    'Go to timeline',
    'Remove the time window',
  ]);
  expect(ranked(titles, 'window time', (title) => title)).toEqual(['Remove the time window']);
  expect(ranked(titles, 'xyz', (title) => title)).toEqual([]);
  expect(ranked(titles, '', (title) => title)).toEqual(titles);
});

const job = (id: number, state: Job['state'], ratio01 = -1): Job => ({
  id,
  kind: 'import',
  title: `job ${id}`,
  state,
  progress: {
    stage: '',
    doneBytes: 0,
    totalBytes: 0,
    records: 12_408,
    rejected: 3,
    ratio01,
    recordsPerSecond: 131_072,
    secondsLeft: 12,
  },
});

test('jobs keep their place, new ones come first, old finished ones go', () => {
  let jobs: readonly Job[] = [];
  for (let id = 1; id <= 30; id++) jobs = withJob(jobs, job(id, 'done'));
  jobs = withJob(jobs, job(31, 'running', 0.5));
  jobs = withJob(jobs, job(31, 'running', 0.6));
  expect(jobs[0]?.progress.ratio01).toBe(0.6);
  expect(jobs).toHaveLength(21);
  expect(withoutJob(jobs, 31)).toHaveLength(20);
});

test('the bar shows the mean of what is known', () => {
  expect(
    jobsRatio([job(1, 'running', 0.2), job(2, 'running', 0.6), job(3, 'running')]),
  ).toBeCloseTo(0.4);
  expect(jobsRatio([job(1, 'running'), job(2, 'done', 1)])).toBe(-1);
});

test('progress is told in words', () => {
  expect(progressText(job(1, 'running').progress)).toBe('12,408 records, 3 rejected');
  expect(rateText(job(1, 'running', 0.629).progress)).toBe('62 %, 131 k records/s, 12 s left');
});
