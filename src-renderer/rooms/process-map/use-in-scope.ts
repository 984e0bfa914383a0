/** Which processes have events in the present scope, as long as that is few enough to ask for. */
import { useMemo } from 'react';
import type { Scope } from '#contract/scope.ts';
import { isEverything } from '../../app/scope-history.ts';
import { useAsk } from '../../app/use-ask.ts';
import { useScope } from '../../app/use-scope.ts';
import { numbersOf } from '../whole-table.ts';
import { pickOf } from './use-picked.ts';

export interface InScope {
  /** Rows of the table `processes`; undefined when nothing is left out, or nobody knows. */
  readonly rows: readonly number[] | undefined;
  /** True when the scope has too many events to be marked on the map. */
  readonly tooWide: boolean;
}

/** Events whose processes are looked up; a chip's label would not say more above that. */
const MAX_EVENTS = 20_000;

/** Processes of the scope without this run's own pick. */
export function useInScope(run: number): InScope {
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
  const where = { column: 'event', in: ids };
  const ready = asks && page.state === 'ready' && !tooWide;
  const members = useAsk(
    'runs.table',
    ready ? { run, table: 'members', where, limit: 100_000 } : undefined,
  );
  const rows = useMemo(
    () =>
      members.value === undefined
        ? undefined
        : [...new Set(numbersOf(members.value.block, 'process'))],
    [members.value],
  );
  return { rows: ready ? rows : undefined, tooWide };
}

function withoutPick(scope: Scope, run: number): Scope {
  const at = pickOf(scope, run);
  return at < 0 ? scope : { ...scope, chips: scope.chips.toSpliced(at, 1) };
}
