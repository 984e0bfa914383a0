/** The scope as a history: every change can be undone, nothing is said twice. */
import { expect, test } from 'vitest';
import type { Chip } from '#contract/scope.ts';
import {
  emptyHistory,
  emptyScope,
  isEverything,
  pushScope,
  redoScope,
  timeWindow,
  undoScope,
  withChip,
  withChipInverted,
  withoutChip,
  withoutTime,
} from '#renderer/app/scope-history.ts';

const time = (fromUs: number, toUs: number): Chip => ({
  filter: { kind: 'time', fromUs, toUs },
  label: 'time',
});
const query = (text: string): Chip => ({ filter: { kind: 'query', query: text }, label: text });

test('undo and redo walk through every step', () => {
  const a = pushScope(emptyHistory, { ...emptyScope, query: 'a' });
  const b = pushScope(a, { ...emptyScope, query: 'b' });
  expect(undoScope(b).present.query).toBe('a');
  expect(undoScope(undoScope(b)).present).toEqual(emptyScope);
  expect(redoScope(undoScope(b)).present.query).toBe('b');
  expect(undoScope(emptyHistory)).toBe(emptyHistory);
  expect(redoScope(b)).toBe(b);
});

test('a new step after an undo forgets what was undone', () => {
  const a = pushScope(emptyHistory, { ...emptyScope, query: 'a' });
  const other = pushScope(undoScope(a), { ...emptyScope, query: 'x' });
  expect(redoScope(other)).toBe(other);
});

test('a step that changes nothing is none', () => {
  const a = pushScope(emptyHistory, withChip(emptyScope, query('x')));
  expect(pushScope(a, withChip(emptyScope, query('x')))).toBe(a);
});

test('the history is bounded', () => {
  let history = emptyHistory;
  for (let step = 0; step < 500; step++) {
    history = pushScope(history, { ...emptyScope, query: String(step) });
  }
  expect(history.past).toHaveLength(200);
});

test('a chip replaces those it is meant to, and is not added twice', () => {
  const one = withChip(withChip(emptyScope, time(0, 10)), query('x'));
  const isTime = (chip: Chip) => chip.filter.kind === 'time';
  const two = withChip(one, time(5, 8), isTime);
  expect(two.chips.map((chip) => chip.filter.kind)).toEqual(['query', 'time']);
  expect(withChip(two, query('x')).chips).toHaveLength(2);
});

test('chips are turned round and taken away by their place', () => {
  const scope = withChip(withChip(emptyScope, query('a')), query('b'));
  const turned = withChipInverted(scope, 1);
  expect(turned.chips.map((chip) => chip.not)).toEqual([undefined, true]);
  expect(withChipInverted(turned, 1)).toEqual(scope);
  expect(withoutChip(scope, 0).chips.map((chip) => chip.label)).toEqual(['b']);
});

test('the time window is where all time chips overlap; inverted ones are no window', () => {
  const scope = withChip(withChip(emptyScope, time(0, 10)), time(5, 20));
  expect(timeWindow(scope)).toEqual({ fromUs: 5, toUs: 10 });
  expect(timeWindow(withChipInverted(scope, 0))).toEqual({ fromUs: 5, toUs: 20 });
  expect(timeWindow(emptyScope)).toBeUndefined();
  expect(isEverything(withoutTime(scope))).toBe(true);
  expect(withoutTime(emptyScope)).toBe(emptyScope);
});
