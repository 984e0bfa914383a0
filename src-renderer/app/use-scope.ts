/** Which events are looked at: one scope for all views, every change of it a step that can be undone. */
import { useMemo } from 'react';
import type { Chip, Scope } from '#contract/scope.ts';
import {
  emptyScope,
  pushScope,
  redoScope,
  undoScope,
  withChip,
  withChipInverted,
  withoutChip,
  withoutTime,
  type ScopeHistory,
} from './scope-history.ts';
import { useWorkbench, useWorkbenchState } from './use-workbench.ts';
import { valueQuery } from '../query/quoting.ts';
import type { Workbench } from './workbench.ts';

/** What can be done to the scope; the same functions as long as the window lives. */
export interface ScopeActions {
  readonly setQuery: (query: string) => void;
  /** Adds a chip; those for which `replaces` is true go in the same step. */
  readonly addChip: (chip: Chip, replaces?: (old: Chip) => boolean) => void;
  readonly removeChip: (at: number) => void;
  readonly invertChip: (at: number) => void;
  /** Sets the one time window, or takes it away. Microseconds, half open. */
  readonly setWindow: (window: { fromUs: number; toUs: number } | undefined) => void;
  /** Picks groups of a run; an earlier pick out of the same run goes. */
  readonly pickGroups: (run: number, groups: readonly number[], label: string) => void;
  /** Only events that have (or with `not` lack) this value. */
  readonly filterValue: (field: string, value: string, not?: boolean) => void;
  readonly clear: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

export interface ScopeState extends ScopeActions {
  readonly scope: Scope;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** The scope and what can be done to it. */
export function useScope(): ScopeState {
  const bench = useWorkbench();
  const history = useWorkbenchState((state) => state.history);
  const actions = useMemo(() => scopeActions(bench), [bench]);
  return {
    ...actions,
    scope: history.present,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}

/** The actions alone, for code that does not draw. */
export function scopeActions(bench: Workbench): ScopeActions {
  const change = (step: (history: ScopeHistory) => ScopeHistory): void =>
    bench.store.update((state) => ({ ...state, history: step(state.history) }));
  const push = (next: (scope: Scope) => Scope): void =>
    change((history) => pushScope(history, next(history.present)));
  const addChip: ScopeActions['addChip'] = (chip, replaces) =>
    push((scope) => withChip(scope, chip, replaces));
  return {
    setQuery: (query) => push((scope) => ({ ...scope, query })),
    addChip,
    removeChip: (at) => push((scope) => withoutChip(scope, at)),
    invertChip: (at) => push((scope) => withChipInverted(scope, at)),
    setWindow: (window) => {
      if (window === undefined) push(withoutTime);
      else addChip({ filter: { kind: 'time', ...window }, label: 'time' }, isTime);
    },
    pickGroups: (run, groups, label) =>
      addChip({ filter: { kind: 'group', run, groups: [...groups] }, label }, isPickOf(run)),
    filterValue: (field, value, not = false) => {
      const filter = { kind: 'query' as const, query: valueQuery(field, value) };
      addChip({ filter, label: `${field}: ${value}`.slice(0, 500), ...(not ? { not } : {}) });
    },
    clear: () => push(() => emptyScope),
    undo: () => change(undoScope),
    redo: () => change(redoScope),
  };
}

const isTime = (chip: Chip): boolean => chip.filter.kind === 'time';

const isPickOf =
  (run: number) =>
  (chip: Chip): boolean =>
    chip.filter.kind === 'group' && chip.filter.run === run && chip.not !== true;
