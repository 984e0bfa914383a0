/** The runs of a room, the chosen one, and starting another. */
import { useState } from 'react';
import type { WireError } from '#contract/errors.ts';
import type { Job } from '#contract/jobs.ts';
import type { RoomId } from '#contract/rooms/index.ts';
import type { ParamValues } from '#contract/rooms/room.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { useAsk, type Asked } from '../app/use-ask.ts';
import { useJobs, useTell } from '../app/use-case.ts';
import { useScope } from '../app/use-scope.ts';
import { jobsOfRoom, rememberJob } from './room-jobs.ts';

export interface RunState {
  /** Runs of this room, newest first. */
  readonly runs: readonly RunReceipt[];
  readonly asked: Asked<readonly RunReceipt[]>;
  /** The one on screen: the one chosen, else the newest. */
  readonly run: RunReceipt | undefined;
  readonly choose: (run: number) => void;
  readonly remove: (run: number) => void;
  /** Starts a run over the present scope. */
  readonly start: (params: ParamValues) => void;
  /** The run under way. */
  readonly job: Job | undefined;
  readonly cancel: () => void;
  /** Why the last try gave nothing. */
  readonly failure: WireError | undefined;
}

/** Chosen runs outlive a change of view. Known by their time: another case may have a run of the same number. */
const chosenRuns = new Map<RoomId, string>();

/** The runs of a room and the one to be shown. */
export function useRun(room: RoomId): RunState {
  const asked = useAsk('runs.list', {});
  const tell = useTell();
  const { scope } = useScope();
  const { jobs, cancel } = useJobs();
  const [chosen, setChosen] = useState(() => chosenRuns.get(room));
  const runs = (asked.value ?? []).filter((receipt) => receipt.room === room);
  const newestFirst = [...runs].sort((a, b) => b.run - a.run);
  const { running, last } = jobsOfRoom(jobs, room);

  const choose = (run: number): void => {
    const createdAt = newestFirst.find((receipt) => receipt.run === run)?.createdAt;
    if (createdAt === undefined) return;
    chosenRuns.set(room, createdAt);
    setChosen(createdAt);
  };
  const start = async (params: ParamValues): Promise<void> => {
    const input = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'object' ? [...value] : value,
      ]),
    );
    const answer = await tell('rooms.run', { room, params: input, scope });
    if (answer === undefined) return;
    rememberJob(answer.job, room);
    // Whatever was chosen: a new result is what one wants to see.
    chosenRuns.delete(room);
    setChosen(undefined);
  };
  return {
    runs: newestFirst,
    asked,
    run: newestFirst.find((receipt) => receipt.createdAt === chosen) ?? newestFirst[0],
    choose,
    remove: (run) => void tell('runs.remove', { run }),
    start: (params) => void start(params),
    job: running,
    cancel: () => {
      if (running !== undefined) cancel(running.id);
    },
    failure: running === undefined && last?.state === 'failed' ? last.error : undefined,
  };
}
