/** A session as a strip of commands, in lines like words: left and right move, Enter opens the event. */
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useSelection, useSettings } from '../../app/use-case.ts';
import { Doing, ErrorNote } from '../../ui/notes.tsx';
import { exactNumber } from '../../ui/numbers.ts';
import { useSize } from '../../ui/use-size.ts';
import type { Session } from './session-row.ts';
import { EndCell, StepCell } from './step-cell.tsx';
import { StepPanel } from './step-panel.tsx';
import {
  isInWindow,
  linesInView,
  movedStep,
  STEP_ROW_PX,
  stripGrid,
  type Step,
  type StripGrid,
} from './steps.ts';
import { useSteps, type TimedSteps } from './use-sessions.ts';

interface SessionStripProps {
  readonly run: number;
  readonly session: Session;
  /** True when the run models parameters. */
  readonly hasParameters: boolean;
}

/** Asks for the commands, then shows them. */
export function SessionStrip(props: SessionStripProps): ReactNode {
  const { run, session } = props;
  const asked = useSteps(run, session.session);
  if (asked.error !== undefined) return <ErrorNote error={asked.error} again={asked.again} />;
  const own = asked.value?.steps[0];
  if (asked.value === undefined || own === undefined) return <Doing what="Reading the session" />;
  return <Steps key={session.session} {...props} timed={asked.value} />;
}

interface StepsProps extends SessionStripProps {
  readonly timed: TimedSteps;
}

function Steps({ run, session, hasParameters, timed }: StepsProps): ReactNode {
  const { steps } = timed;
  const { selected, select, openDetails } = useSelection();
  const chosen = steps.findIndex(({ event }) => event === selected);
  const rarest = Math.min(steps.length - 1, Math.max(0, session.rarestStep));
  const cursor = chosen >= 0 ? chosen : rarest;
  const goTo = (at: number): void => {
    const step = steps[at];
    if (step !== undefined) select(step.event);
  };
  const step = steps[cursor];
  return (
    <div className="strip-body">
      <StepLines
        session={session}
        timed={timed}
        cursor={cursor}
        onGo={goTo}
        onOpen={(at) => openDetails(steps[at]?.event ?? -1)}
      />
      {step !== undefined && (
        <StepPanel
          run={run}
          step={step}
          before={steps[cursor - 1]}
          end={cursor === timed.total - 1 ? session.end : undefined}
          hasParameters={hasParameters}
          onOpen={() => openDetails(step.event)}
        />
      )}
    </div>
  );
}

interface StepLinesProps {
  readonly session: Session;
  readonly timed: TimedSteps;
  readonly cursor: number;
  readonly onGo: (at: number) => void;
  readonly onOpen: (at: number) => void;
}

function StepLines({ session, timed, cursor, onGo, onOpen }: StepLinesProps): ReactNode {
  const { steps, total } = timed;
  const id = useId();
  const [measure, { widthPx, heightPx }] = useSize();
  const [scrollPx, setScroll] = useState(0);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const ends = session.end === undefined || total > steps.length ? 0 : 1;
  const grid = stripGrid(steps.length + ends, widthPx);
  const { first, last } = linesInView(grid, scrollPx, heightPx);
  useScrollTo(scroller, cursor, grid);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = movedStep(event.key, cursor, { steps: steps.length, perRow: grid.perRow });
    if (to !== undefined) onGo(to);
    else if (event.key === 'Enter') onOpen(cursor);
    else return;
    event.preventDefault();
  };
  const lines = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  return (
    <div className="strip-lines" ref={measure}>
      <div
        ref={setScroller}
        className="strip-scroller"
        role="listbox"
        aria-orientation="horizontal"
        aria-label="Commands of the session. Left and right move, Enter opens the event."
        aria-activedescendant={`${id}-${cursor}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={(event) => setScroll(event.currentTarget.scrollTop)}
      >
        <div className="strip-sizer" role="presentation" style={{ height: grid.heightPx }}>
          {lines.map((line) => (
            <div
              key={line}
              className="strip-line"
              role="presentation"
              style={{ top: line * STEP_ROW_PX, height: STEP_ROW_PX }}
            >
              {placesOf(line, grid, steps.length + ends).map((at) =>
                at === steps.length ? (
                  <EndStep key="end" steps={steps} session={session} />
                ) : (
                  <PlacedStep key={at} {...{ id, session, timed, cursor, onGo, onOpen }} at={at} />
                ),
              )}
            </div>
          ))}
        </div>
      </div>
      {total > steps.length && (
        <p className="quiet strip-more">
          and {exactNumber(total - steps.length)} more commands: show the events to see them all.
        </p>
      )}
    </div>
  );
}

function placesOf(line: number, { perRow }: StripGrid, all: number): readonly number[] {
  const from = line * perRow;
  return Array.from({ length: Math.min(perRow, all - from) }, (_, at) => from + at);
}

/** Keeps the cursor's line in view; a new session begins where its cursor is. */
function useScrollTo(scroller: HTMLDivElement | null, cursor: number, { perRow }: StripGrid): void {
  useEffect(() => {
    if (scroller === null) return;
    const top = Math.floor(cursor / perRow) * STEP_ROW_PX;
    const lowest = top + STEP_ROW_PX - scroller.clientHeight;
    if (top < scroller.scrollTop) scroller.scrollTo({ top });
    else if (lowest > scroller.scrollTop) scroller.scrollTo({ top: lowest });
  }, [scroller, cursor, perRow]);
}

function PlacedStep(
  props: StepLinesProps & { readonly id: string; readonly at: number },
): ReactNode {
  const { id, at, session, timed, cursor, onGo, onOpen } = props;
  const { zone } = useSettings();
  const step = timed.steps[at];
  if (step === undefined) return null;
  const before = timed.steps[at - 1];
  const timeOf = (each: Step | undefined): number => timed.times.get(each?.event ?? -1) ?? NaN;
  const inWindow = isInWindow(session.window, step.position);
  return (
    <StepCell
      id={`${id}-${at}`}
      step={step}
      from={before?.command ?? 'the start'}
      timeUs={timeOf(step)}
      beforeUs={timeOf(before)}
      zone={zone}
      isCursor={at === cursor}
      isRarest={step.position === session.rarestStep}
      window={inWindow ? (step.position === session.window?.start ? 'start' : 'inside') : ''}
      onClick={() => onGo(at)}
      onOpen={() => onOpen(at)}
    />
  );
}

function EndStep({
  steps,
  session,
}: {
  readonly steps: readonly Step[];
  readonly session: Session;
}): ReactNode {
  const last = steps.at(-1);
  if (session.end === undefined || last === undefined) return null;
  return (
    <EndCell
      transition={session.end}
      from={last.command}
      isRarest={session.rarestStep >= session.events}
    />
  );
}
