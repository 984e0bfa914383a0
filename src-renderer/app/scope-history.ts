/** Every change of query or chips is a step that can be undone: pure functions over that history. */
import type { Chip, Scope } from '#contract/scope.ts';

export interface ScopeHistory {
  readonly past: readonly Scope[];
  readonly present: Scope;
  readonly future: readonly Scope[];
}

/** Steps that can be undone. */
const MAX_STEPS = 200;

/** All events. */
export const emptyScope: Scope = { query: '', chips: [] };

export const emptyHistory: ScopeHistory = { past: [], present: emptyScope, future: [] };

/** A new step; what had been undone before is forgotten. */
export function pushScope(history: ScopeHistory, next: Scope): ScopeHistory {
  if (sameScope(history.present, next)) return history;
  const past = [...history.past, history.present].slice(-MAX_STEPS);
  return { past, present: next, future: [] };
}

/** One step back; the same history when there is none. */
export function undoScope(history: ScopeHistory): ScopeHistory {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
  };
}

/** One step forward again. */
export function redoScope(history: ScopeHistory): ScopeHistory {
  const next = history.future[0];
  if (next === undefined) return history;
  return {
    past: [...history.past, history.present],
    present: next,
    future: history.future.slice(1),
  };
}

/** Adds a chip; chips that it `replaces` go, an equal one is not added twice. */
export function withChip(scope: Scope, chip: Chip, replaces?: (old: Chip) => boolean): Scope {
  const kept = scope.chips.filter((old) => replaces?.(old) !== true && !sameChip(old, chip));
  return { ...scope, chips: [...kept, chip] };
}

/** Without the chip at a position. */
export function withoutChip(scope: Scope, at: number): Scope {
  return { ...scope, chips: scope.chips.filter((_, position) => position !== at) };
}

/** Turns the chip at a position round: only these ↔ all but these. */
export function withChipInverted(scope: Scope, at: number): Scope {
  const chips = scope.chips.map((chip, position) => {
    if (position !== at) return chip;
    const { not = false, ...rest } = chip;
    return not ? rest : { ...rest, not: true };
  });
  return { ...scope, chips };
}

/** The scope with no time window: what the histogram shows around the window. */
export function withoutTime(scope: Scope): Scope {
  const chips = scope.chips.filter((chip) => chip.filter.kind !== 'time');
  return chips.length === scope.chips.length ? scope : { ...scope, chips };
}

/** The time window of a scope: where all its time chips overlap; undefined when it has none. */
export function timeWindow(scope: Scope): { fromUs: number; toUs: number } | undefined {
  let window: { fromUs: number; toUs: number } | undefined;
  for (const { filter, not } of scope.chips) {
    if (filter.kind !== 'time' || not === true) continue;
    const { fromUs, toUs } = filter;
    window ??= { fromUs: -Infinity, toUs: Infinity };
    window = { fromUs: Math.max(window.fromUs, fromUs), toUs: Math.min(window.toUs, toUs) };
  }
  return window;
}

/** True when a scope leaves nothing out. */
export function isEverything(scope: Scope): boolean {
  return scope.query.trim() === '' && scope.chips.length === 0;
}

function sameScope(a: Scope, b: Scope): boolean {
  return (
    a.query === b.query &&
    a.chips.length === b.chips.length &&
    a.chips.every((chip, at) => sameChip(chip, b.chips[at]))
  );
}

function sameChip(a: Chip, b: Chip | undefined): boolean {
  return (
    b !== undefined &&
    (a.not ?? false) === (b.not ?? false) &&
    (a.filter === b.filter || JSON.stringify(a.filter) === JSON.stringify(b.filter))
  );
}
