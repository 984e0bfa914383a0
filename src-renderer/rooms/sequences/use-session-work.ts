/** Which session is open, which are picked, which the scope leaves: shared by all parts of the room. */
import { useState } from 'react';
import type { RunReceipt } from '#contract/runs.ts';
import { sequences } from '#contract/rooms/sequences.ts';
import { useScope } from '../../app/use-scope.ts';
import { useAsk } from '../../app/use-ask.ts';
import { useSelection, useView } from '../../app/use-case.ts';
import { counted } from '../../ui/numbers.ts';
import { useGroupPick, type GroupPick, type GroupWord } from '../use-group-pick.ts';
import { useGroupsInScope, type GroupsInScope } from '../use-groups-in-scope.ts';
import { numbersOf } from '../whole-table.ts';
import { sessionLabel } from './session-row.ts';
import type { SessionActions } from './sessions-table.tsx';

/** Which sessions the table lists. */
export type Shown = 'all' | 'scope' | 'picked';

export interface SessionWork {
  /** The session that is open. */
  readonly current: number | undefined;
  readonly setCurrent: (session: number) => void;
  readonly picked: GroupPick;
  readonly inScope: GroupsInScope;
  /** What the analyst chose to list; undefined = what fits. */
  readonly shown: Shown | undefined;
  readonly setShown: (shown: Shown) => void;
  readonly actions: SessionActions;
  /** Makes sessions the scope and shows their events. */
  readonly showAll: (sessions: readonly number[]) => void;
}

const word: GroupWord = { one: 'session', many: 'sessions' };

/** The work on a run. */
export function useSessionWork({ run }: RunReceipt): SessionWork {
  const { current, setCurrent } = useCurrent(run);
  const [shown, setShown] = useState<Shown | undefined>(undefined);
  const picked = useGroupPick(run, word);
  const inScope = useGroupsInScope(run, sequences.membership);
  const { addChip } = useScope();
  const { show } = useView();
  const { select, openDetails } = useSelection();
  const filterTo: SessionActions['filterTo'] = (session, not = false) => {
    const label = sessionLabel(session);
    if (!not) picked.pick([session.session], label);
    else addChip({ filter: { kind: 'group', run, groups: [session.session] }, label, not });
  };
  return {
    current,
    setCurrent,
    picked,
    inScope,
    shown,
    setShown,
    actions: {
      filterTo,
      show: (session) => {
        filterTo(session);
        select(session.rarestEvent);
        show('events');
      },
      openEvent: openDetails,
    },
    showAll: (sessions) => {
      picked.pick(sessions, counted(sessions.length, 'session'));
      show('events');
    },
  };
}

/** The open session: the one chosen here, or that of the event selected elsewhere; the rarest at first. */
function useCurrent(run: number): Pick<SessionWork, 'current' | 'setCurrent'> {
  const { selected } = useSelection();
  const [state, setState] = useState<{ seen: number | undefined; session: number | undefined }>({
    seen: undefined,
    session: undefined,
  });
  const where = { column: 'event', in: selected === undefined ? [] : [selected] };
  const asks = selected !== undefined && selected !== state.seen;
  const asked = useAsk('runs.table', asks ? { run, table: 'events', where, limit: 1 } : undefined);
  if (asks && asked.state === 'ready' && asked.value !== undefined) {
    const session = numbersOf(asked.value.block, 'session')[0] ?? state.session;
    setState({ seen: selected, session });
  }
  const sort = { column: 'rank', descending: false };
  const first = useAsk('runs.table', { run, table: 'sessions', sort, limit: 1 });
  const rarest = first.value === undefined ? undefined : numbersOf(first.value.block, 'session')[0];
  return {
    current: state.session ?? rarest,
    setCurrent: (session) => setState((old) => ({ ...old, session })),
  };
}
