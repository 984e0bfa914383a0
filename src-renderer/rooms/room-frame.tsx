/**
 * What all rooms have in common: parameters, Run, progress, the list of runs with their receipts, and
 * the words for nothing, not yet and gone wrong. A room's own view draws one run inside it.
 */
import { History, Play, ReceiptText, SlidersHorizontal, Trash2, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { RoomId } from '#contract/rooms/index.ts';
import type { RoomContract } from '#contract/rooms/room.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { useCommand } from '../app/commands.ts';
import { useSettings } from '../app/use-case.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Menu, type MenuEntry } from '../ui/menu.tsx';
import { Doing, ErrorNote } from '../ui/notes.tsx';
import { exactNumber } from '../ui/numbers.ts';
import { Popover } from '../ui/popover.tsx';
import { ProgressBar } from '../ui/progress.tsx';
import { parseIsoUs, zonedText } from '../ui/zoned-time.ts';
import { differenceText } from './param-values.ts';
import { Receipt } from './receipt.tsx';
import { headingOf } from './run-columns.ts';
import { RoomIntro, RoomParams, type RoomForm } from './room-params.tsx';
import { useRun, type RunState } from './use-run.ts';

/** A contract whose id is known to the list of rooms. */
export type KnownRoom = RoomContract & { readonly id: RoomId };

interface RoomFrameProps {
  readonly room: KnownRoom;
  /** Controls of the room's own, at the right of the bar. */
  readonly tools?: ReactNode;
  /** Where a form made from the contract would not do. */
  readonly form?: RoomForm;
  /** Draws a run. */
  readonly children: (run: RunReceipt) => ReactNode;
}

/** Frame around a room's view. */
export function RoomFrame({ room, tools, form, children }: RoomFrameProps): ReactNode {
  const runState = useRun(room.id);
  const { run, asked, job, failure } = runState;
  const [paramsOpen, setParamsOpen] = useState(false);
  useCommand({
    id: 'room.params',
    title: `Parameters of ${room.title.toLowerCase()}`,
    group: 'Analysis',
    keys: 'p',
    run: () => setParamsOpen((open) => !open),
  });
  if (asked.state === 'failed' && asked.error !== undefined) {
    return <ErrorNote error={asked.error} again={asked.again} />;
  }
  if (asked.value === undefined) return <Doing what="Looking for earlier runs" />;
  return (
    <section className="room" aria-label={room.title}>
      <RoomBar
        room={room}
        runState={runState}
        paramsOpen={paramsOpen}
        onParams={() => setParamsOpen(!paramsOpen)}
        tools={tools}
      />
      {job !== undefined && <JobLine runState={runState} />}
      {failure !== undefined && run !== undefined && <ErrorNote error={failure} />}
      <div className="room-body">
        {run !== undefined && paramsOpen && (
          <aside className="room-side" aria-label="Parameters">
            <RoomParams key={run.run} room={room} runState={runState} form={form} />
          </aside>
        )}
        <div className="room-main">
          {run === undefined ? (
            <RoomIntro room={room} runState={runState} form={form} />
          ) : (
            children(run)
          )}
        </div>
      </div>
    </section>
  );
}

interface RoomBarProps {
  readonly room: KnownRoom;
  readonly runState: RunState;
  readonly paramsOpen: boolean;
  readonly onParams: () => void;
  readonly tools: ReactNode;
}

function RoomBar({ room, runState, paramsOpen, onParams, tools }: RoomBarProps): ReactNode {
  const { run, job, start } = runState;
  return (
    <header className="bar">
      <h2>{room.title}</h2>
      {run !== undefined && (
        <>
          <RunPicker room={room} runState={runState} />
          <Popover
            label="Receipt of this run"
            trigger={
              <Button variant="bare" small icon={ReceiptText}>
                receipt {run.outputSha256.slice(0, 8)}
              </Button>
            }
          >
            <Receipt receipt={run} />
          </Popover>
          <Summary run={run} />
        </>
      )}
      <span className="grow" />
      {tools}
      {run !== undefined && (
        <>
          <IconButton
            small
            label="Parameters"
            keys="p"
            icon={SlidersHorizontal}
            pressed={paramsOpen}
            onClick={onParams}
          />
          <Button
            small
            icon={Play}
            disabled={job !== undefined}
            title="Runs again over the present scope, with the parameters of this run"
            onClick={() => start(run.params)}
          >
            Run again
          </Button>
        </>
      )}
    </header>
  );
}

function Summary({ run }: { readonly run: RunReceipt }): ReactNode {
  const facts = Object.entries(run.summary).slice(0, 4);
  const text = facts.map(
    ([name, value]) =>
      `${typeof value === 'number' ? exactNumber(value) : String(value)} ${headingOf(name).toLowerCase()}`,
  );
  return (
    <span className="quiet cut" title={text.join(' · ')}>
      {text.join(' · ')}
    </span>
  );
}

function RunPicker({ room, runState }: { room: KnownRoom; runState: RunState }): ReactNode {
  const { zone } = useSettings();
  const { runs, run, choose, remove } = runState;
  const nameOf = (each: RunReceipt): string => {
    const changed = differenceText(room.params, each.params);
    const when = zonedText(parseIsoUs(each.createdAt), zone).slice(0, 16);
    return `Run ${each.run} · ${when}${changed === '' ? '' : ` · ${changed}`}`;
  };
  const entries: readonly MenuEntry[] = [
    ...runs.slice(0, 30).map((each) => ({ label: nameOf(each), onSelect: () => choose(each.run) })),
    ...(runs.length > 30 ? [{ title: `and ${runs.length - 30} older ones` }] : []),
    ...(run === undefined
      ? []
      : ([
          'line',
          {
            label: `Remove run ${run.run}`,
            icon: Trash2,
            danger: true,
            onSelect: () => remove(run.run),
          },
        ] as const)),
  ];
  return (
    <Menu entries={entries}>
      <Button variant="bare" small icon={History}>
        {run === undefined ? 'runs' : pickerText(run, runs.length)}
      </Button>
    </Menu>
  );
}

/** Runs of all rooms are numbered together: "run 3", of which this room may have two. */
function pickerText({ run }: RunReceipt, runs: number): string {
  return runs === 1 ? `run ${run}` : `run ${run}, one of ${runs}`;
}

/** Progress of the run under way. */
function JobLine({ runState: { job, cancel } }: { readonly runState: RunState }): ReactNode {
  if (job === undefined) return null;
  const { stage, ratio01 } = job.progress;
  return (
    <div className="job-line" role="status">
      <span className="cut">{stage === '' ? job.title : stage}</span>
      <ProgressBar label={job.title} ratio01={ratio01} />
      <span className="mono">{ratio01 < 0 ? '' : `${Math.floor(ratio01 * 100)} %`}</span>
      <IconButton small label="Cancel this run" icon={X} onClick={cancel} />
    </div>
  );
}
