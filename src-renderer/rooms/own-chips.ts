/**
 * Chips that a room made for itself. A new pick takes the place of the one before, and a room's own
 * lists must not be narrowed by its own pick, or the next row would always be empty.
 */
import type { Chip, Filter, Scope } from '#contract/scope.ts';
import { useScope } from '../app/use-scope.ts';
import { useWorkbench } from '../app/use-workbench.ts';
import { report } from '../app/workbench.ts';
import { tooManyEvents } from './too-many.ts';

/** Filters are never changed, so a filter made here is known for as long as some scope holds it. */
const made = new WeakSet<Filter>();

/** True for picks out of a run, whoever made them. */
export function isPickOf(run: number, { filter, not }: Chip): boolean {
  if (not === true) return false;
  return filter.kind === 'group' ? filter.run === run : made.has(filter);
}

/** The scope without picks out of a run. */
export function withoutPicks(scope: Scope, run: number): Scope {
  const chips = scope.chips.filter((chip) => !isPickOf(run, chip));
  return chips.length === scope.chips.length ? scope : { ...scope, chips };
}

/** Event ids of a pick among the chips; undefined when there is none. */
export function pickedEvents(scope: Scope, run: number): readonly number[] | undefined {
  const chip = scope.chips.find((each) => each.filter.kind === 'events' && isPickOf(run, each));
  return chip?.filter.kind === 'events' ? chip.filter.ids : undefined;
}

/** Puts a pick into the scope, in place of the one before; `not` leaves the events out instead. */
export function usePickChip(run: number): (filter: Filter, label: string, not?: boolean) => void {
  const bench = useWorkbench();
  const { addChip } = useScope();
  return (filter, label, not = false) => {
    if (filter.kind === 'events' && filter.ids.length > MAX_EVENTS) {
      report(bench, tooManyEvents(filter.ids.length, MAX_EVENTS));
      return;
    }
    made.add(filter);
    if (not) addChip({ filter, label, not });
    else addChip({ filter, label }, (old) => isPickOf(run, old));
  };
}

/** Events that one chip can name. */
export const MAX_EVENTS = 200_000;
