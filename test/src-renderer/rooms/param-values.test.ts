/** Parameter forms: what is typed, what is wrong with it, what it means. */
import { expect, test } from 'vitest';
import { eventClusters } from '#contract/rooms/event-clusters.ts';
import type { ParamSpec } from '#contract/rooms/room.ts';
import { differenceText, draftOf, valuesOf, wrongWith } from '#renderer/rooms/param-values.ts';

const specs: readonly ParamSpec[] = [
  { name: 'eps', type: 'number', default: 0.5, min: 0, max: 1, unit: '', help: '' },
  { name: 'min', type: 'integer', default: 2, min: 1, max: 10, unit: '', help: '' },
  { name: 'on', type: 'boolean', default: true, unit: '', help: '' },
  { name: 'how', type: 'choice', default: 'a', choices: ['a', 'b'], unit: '', help: '' },
  { name: 'of', type: 'list', default: ['x'], choices: ['x', 'y'], unit: '', help: '' },
];

test('a form begins with defaults, or with what a run had', () => {
  expect(draftOf(specs)).toEqual({ eps: '0.5', min: '2', on: true, how: 'a', of: ['x'] });
  expect(draftOf(specs, { eps: 0.1 })['eps']).toBe('0.1');
});

test('the defaults of a real room are right', () => {
  expect(valuesOf(eventClusters.params, draftOf(eventClusters.params))).toBeDefined();
});

test('what is wrong is said in words, and nothing can be run with it', () => {
  const [eps, min, , , of] = specs as [ParamSpec, ParamSpec, ParamSpec, ParamSpec, ParamSpec];
  expect(wrongWith(eps, '')).toBe('This is not a number.');
  expect(wrongWith(eps, '1e')).toBe('This is not a number.');
  expect(wrongWith(eps, '2')).toBe('Between 0 and 1.');
  expect(wrongWith(min, '1.5')).toBe('This must be a whole number.');
  expect(wrongWith(of, [])).toBe('Choose at least one.');
  expect(wrongWith(eps, ' 1e-3 ')).toBeUndefined();
  expect(valuesOf(specs, { ...draftOf(specs), eps: 'x' })).toBeUndefined();
});

test('typed texts become values', () => {
  expect(valuesOf(specs, { ...draftOf(specs), eps: '1e-3' })).toEqual({
    eps: 0.001,
    min: 2,
    on: true,
    how: 'a',
    of: ['x'],
  });
});

test('a run is told by what differs from the defaults', () => {
  const values = valuesOf(specs, { ...draftOf(specs), eps: '0.1', how: 'b' });
  expect(differenceText(specs, values ?? {})).toBe('eps 0.1, how b');
  expect(differenceText(specs, valuesOf(specs, draftOf(specs)) ?? {})).toBe('');
});
