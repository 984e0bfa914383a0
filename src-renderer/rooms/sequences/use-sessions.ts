/** Asking for sessions, their steps and the sessions behind an edge of the model. */
import { useMemo } from 'react';
import { useAsk, type Asked } from '../../app/use-ask.ts';
import { blockRows } from '../../grid/grid-column.ts';
import { numbersOf } from '../whole-table.ts';
import { sessionOf, type Session } from './session-row.ts';
import { stepsOf, type Step } from './steps.ts';

/** Commands of one session that are asked for. */
export const MOST_STEPS = 20_000;

/** One session; undefined while it is on its way. */
export function useSession(run: number, session: number | undefined): Asked<Session> {
  const where = { column: 'session', in: session === undefined ? [] : [session] };
  const asked = useAsk(
    'runs.table',
    session === undefined ? undefined : { run, table: 'sessions', where, limit: 1 },
  );
  const value = useMemo(() => {
    const row = asked.value === undefined ? undefined : blockRows(asked.value.block)[0];
    return row === undefined ? undefined : sessionOf(row);
  }, [asked.value]);
  return { ...asked, value };
}

export interface TimedSteps {
  readonly steps: readonly Step[];
  /** All of the session, also those that were not asked for. */
  readonly total: number;
  /** By event id, microseconds. Empty until known. */
  readonly times: ReadonlyMap<number, number>;
}

/** The commands of a session in order. */
export function useSteps(run: number, session: number): Asked<TimedSteps> {
  const where = { column: 'session', in: [session] };
  const asked = useAsk('runs.table', { run, table: 'events', where, limit: MOST_STEPS });
  const filter = { kind: 'group' as const, run, groups: [session] };
  const timed = useAsk('events.page', {
    scope: { query: '', chips: [{ filter, label: 'session' }] },
    columns: ['id', '@timestamp'],
    limit: MOST_STEPS,
  });
  const page = asked.value;
  const steps = useMemo(() => (page === undefined ? [] : stepsOf(page.block)), [page]);
  const times = useMemo(() => {
    const block = timed.value?.block;
    if (block === undefined) return new Map<number, number>();
    const at = numbersOf(block, '@timestamp');
    return new Map(Array.from(numbersOf(block, 'id'), (id, row) => [id, at[row] ?? NaN]));
  }, [timed.value]);
  const value = useMemo(
    () => (page === undefined ? undefined : { steps, total: page.total, times }),
    [page, steps, times],
  );
  return { ...asked, value };
}
