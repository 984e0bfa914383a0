/** Sessions that have a step of the model: asked for by the step's number. */
import { useMemo } from 'react';
import { useAsk, type Asked } from '../../app/use-ask.ts';
import { numbersOf } from '../whole-table.ts';

/** Rows of the table of events that one answer may bring. */
const ASKED = 100_000;

export interface EdgeSessions {
  /** Ascending, each once. */
  readonly sessions: readonly number[];
  /** True when there are more than were asked for. */
  readonly isCut: boolean;
}

/** Sessions of an edge, a row of `transitions`; -1 asks for nothing. */
export function useEdgeSessions(run: number, edge: number, isToEnd: boolean): Asked<EdgeSessions> {
  const where = { column: isToEnd ? 'endTransition' : 'transition', in: [edge] };
  const table = isToEnd ? 'sessions' : 'events';
  const asked = useAsk(
    'runs.table',
    edge < 0 ? undefined : { run, table, where, columns: ['session'], limit: ASKED },
  );
  const value = useMemo(() => {
    if (asked.value === undefined) return undefined;
    const sessions = [...new Set(numbersOf(asked.value.block, 'session'))].sort((a, b) => a - b);
    return { sessions, isCut: asked.value.total > asked.value.block.rows };
  }, [asked.value]);
  return { ...asked, value };
}
