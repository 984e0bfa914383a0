/** Sessions: over time above, ranked in the middle, the open one step by step below. */
import { Filter, FilterX, Rows3 } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { ColumnBlock } from '#contract/block.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { useCommand } from '../../app/commands.ts';
import { useSelection } from '../../app/use-case.ts';
import { IconButton } from '../../ui/button.tsx';
import { Segments } from '../../ui/fields.tsx';
import { Empty } from '../../ui/notes.tsx';
import { counted, exactNumber } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { likelihoodText } from './metrics.ts';
import { ScoreCell } from './session-columns.tsx';
import { keyNamesOf } from './session-page.ts';
import { identityText, type Session } from './session-row.ts';
import { SessionStrip } from './session-strip.tsx';
import { SessionTimeline } from './session-timeline.tsx';
import { SessionWhy } from './session-why.tsx';
import { NoSessions, SessionsTable } from './sessions-table.tsx';
import type { SessionWork, Shown } from './use-session-work.ts';
import { useSession } from './use-sessions.ts';

interface SessionsTabProps {
  readonly receipt: RunReceipt;
  readonly block: ColumnBlock;
  readonly work: SessionWork;
}

/** Timeline, table and strip. */
export function SessionsTab({ receipt, block, work }: SessionsTabProps): ReactNode {
  const [asTable, setAsTable] = useState(false);
  const { picked, inScope, current, setCurrent, actions } = work;
  const { select } = useSelection();
  const keys = useMemo(() => keyNamesOf(block), [block]);
  const shown = shownOf(work);
  const only =
    shown.value === 'picked' ? picked.rows : shown.value === 'scope' ? inScope.rows : undefined;
  const dims = shown.value === 'all' ? (picked.rows ?? inScope.rows) : undefined;
  const lit = useMemo(() => (dims === undefined ? undefined : new Set(dims)), [dims]);
  useCommand({
    id: 'sessions.clear',
    title: 'Clear the pick of sessions',
    group: 'Scope',
    keys: 'Escape',
    enabled: picked.rows !== undefined,
    run: picked.clear,
  });
  if (block.rows === 0) {
    return (
      <Empty title="No session">
        Nothing in the events of this run makes a session: see the notes above.
      </Empty>
    );
  }
  return (
    <div className="sessions">
      <SessionTimeline
        receipt={receipt}
        block={block}
        picked={picked}
        inScope={inScope}
        current={current}
        onCurrent={setCurrent}
        onOpen={work.showAll}
        asTable={asTable}
        onTable={() => setAsTable(!asTable)}
      />
      <SessionsTable
        run={receipt.run}
        label="Sessions"
        keys={keys}
        only={only}
        current={current}
        onCurrent={(session) => {
          setCurrent(session.session);
          select(session.rarestEvent);
        }}
        isDim={(session) => lit?.has(session) === false}
        actions={actions}
        empty={<NoSessions />}
      >
        <Segments
          label="Sessions shown"
          value={shown.value}
          options={shown.options(block.rows)}
          onPick={shown.pick}
        />
        {inScope.tooWide && (
          <span className="quiet cut">the scope is too wide to be told apart here</span>
        )}
      </SessionsTable>
      <OpenSession receipt={receipt} work={work} />
    </div>
  );
}

interface ShownState {
  readonly value: Shown;
  readonly options: (all: number) => readonly { readonly value: Shown; readonly label: string }[];
  readonly pick: (shown: Shown) => void;
}

/** The narrowest choice that there is, until the analyst chooses another. */
function shownOf({ picked, inScope, shown: chosen, setShown }: SessionWork): ShownState {
  const possible = (shown: Shown): boolean =>
    shown === 'all' || (shown === 'scope' ? inScope.rows : picked.rows) !== undefined;
  const usual: Shown = possible('scope') ? 'scope' : 'all';
  return {
    value: chosen !== undefined && possible(chosen) ? chosen : usual,
    options: (all) => [
      { value: 'all', label: `All ${exactNumber(all)}` },
      ...(inScope.rows === undefined
        ? []
        : [{ value: 'scope' as const, label: `In scope ${exactNumber(inScope.rows.length)}` }]),
      ...(picked.rows === undefined
        ? []
        : [{ value: 'picked' as const, label: `Picked ${exactNumber(picked.rows.length)}` }]),
    ],
    pick: setShown,
  };
}

interface OpenSessionProps {
  readonly receipt: RunReceipt;
  readonly work: SessionWork;
}

/** The strip with its head, and what the details pane says of the session. */
function OpenSession({ receipt, work }: OpenSessionProps): ReactNode {
  const { run, params } = receipt;
  const { current, picked, actions } = work;
  const asked = useSession(run, current);
  const session = asked.value;
  if (session === undefined) return <section className="open-session" />;
  return (
    <section className="open-session" aria-label="Open session">
      <StripHead session={session} work={work} />
      <SessionStrip
        run={run}
        session={session}
        hasParameters={params['sessionType'] !== 'commands'}
      />
      <SessionWhy run={run} session={session} picked={picked} onEvent={actions.openEvent} />
    </section>
  );
}

function StripHead({
  session,
  work,
}: {
  readonly session: Session;
  readonly work: SessionWork;
}): ReactNode {
  const { actions } = work;
  const { window } = session;
  return (
    <header className="strip-head">
      <ScoreCell score={session.score} />
      <span className="mono cut strip-who">
        <VisibleText text={identityText(session.keys).slice(0, 300)} />
      </span>
      <span className="quiet cut">
        {counted(session.events, 'command')}
        {window === undefined ? (
          <> · too short for a window</>
        ) : (
          <>
            {' · '}
            <span className="window-word">rarest window</span> {likelihoodText(window.likelihood)}
          </>
        )}
      </span>
      <span className="grow" />
      <IconButton
        small
        label="Only the events of this session"
        icon={Filter}
        onClick={() => actions.filterTo(session)}
      />
      <IconButton
        small
        label="Leave the events of this session out"
        icon={FilterX}
        onClick={() => actions.filterTo(session, true)}
      />
      <IconButton
        small
        label="Show its events"
        icon={Rows3}
        onClick={() => actions.show(session)}
      />
    </header>
  );
}
