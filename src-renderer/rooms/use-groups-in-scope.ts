/** Which groups of a run have events in the present scope, as long as that is few enough to ask for. */
import { useMemo } from 'react';
import type { Scope } from '#contract/scope.ts';
import { isEverything } from '../app/scope-history.ts';
import { useAsk } from '../app/use-ask.ts';
import { useScope } from '../app/use-scope.ts';
import { pickOf } from './use-group-pick.ts';
import { numbersOf } from './whole-table.ts';

export interface GroupsInScope {
  /** Groups, in the order of their first events; undefined when nothing is left out, or nobody knows. */
  readonly rows: readonly number[] | undefined;
  /** True when the scope has too many events to be told apart. */
  readonly tooWide: boolean;
}

/** Where a room says which event belongs to which group. Keep the object the same. */
export interface Membership {
  readonly table: string;
  readonly event: string;
  readonly group: string;
}

/** Events whose groups are looked up; the answer would not say more above that. */
const MAX_EVENTS = 20_000;

/** Groups of the scope without this run's own pick. */
export function useGroupsInScope(run: number, membership: Membership): GroupsInScope {
  const { scope } = useScope();
  const rest = useMemo(() => withoutPick(scope, run), [scope, run]);
  const asks = !isEverything(rest);
  const page = useAsk(
    'events.page',
    asks ? { scope: rest, columns: ['id'], offset: 0, limit: MAX_EVENTS } : undefined,
  );
  const ids = useMemo(
    () => (page.value === undefined ? [] : Array.from(numbersOf(page.value.block, 'id'))),
    [page.value],
  );
  const tooWide = asks && (page.value?.total ?? 0) > MAX_EVENTS;
  const { table, event, group } = membership;
  const where = { column: event, in: ids };
  const ready = asks && page.state === 'ready' && !tooWide;
  const members = useAsk('runs.table', ready ? { run, table, where, limit: 100_000 } : undefined);
  const rows = useMemo(
    () =>
      members.value === undefined ? undefined : [...new Set(numbersOf(members.value.block, group))],
    [members.value, group],
  );
  return { rows: ready ? rows : undefined, tooWide };
}

function withoutPick(scope: Scope, run: number): Scope {
  const at = pickOf(scope, run);
  return at < 0 ? scope : { ...scope, chips: scope.chips.toSpliced(at, 1) };
}
