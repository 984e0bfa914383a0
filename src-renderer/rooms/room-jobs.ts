/** Which jobs belong to a room: remembered when started here, told by the receipt when done. */
import type { Job, JobId } from '#contract/jobs.ts';
import { rooms, type RoomId } from '#contract/rooms/index.ts';

const startedHere = new Map<JobId, RoomId>();

/** Remembers what a job is for. */
export function rememberJob(job: JobId, room: RoomId): void {
  startedHere.set(job, room);
}

/** The running job of a room, and the newest one that is not running. */
export function jobsOfRoom(
  jobs: readonly Job[],
  room: RoomId,
): { readonly running: Job | undefined; readonly last: Job | undefined } {
  const own = jobs.filter((job) => job.kind === 'room' && belongs(job, room));
  return {
    running: own.find((job) => job.state === 'running'),
    last: own.find((job) => job.state !== 'running'),
  };
}

function belongs(job: Job, room: RoomId): boolean {
  const known = startedHere.get(job.id);
  if (known !== undefined) return known === room;
  const { result } = job;
  if (typeof result === 'object' && result !== null && 'room' in result)
    return result.room === room;
  // Started before this page was loaded: the title is all there is.
  return job.title.includes(rooms[room].title) || job.title.includes(room);
}
