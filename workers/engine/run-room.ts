/**
 * Running a room, as a straight line: scope → event ids → features by slices in the pool → tables
 * in one pool thread → receipt and tables into the case.
 */
import { MessageChannel } from 'node:worker_threads';
import { availableParallelism } from 'node:os';
import { WorkbenchError } from '#contract/errors.ts';
import type { ParamValues } from '#contract/rooms/room.ts';
import { rooms, type RoomId } from '#contract/rooms/index.ts';
import type { RunReceipt } from '#contract/runs.ts';
import type { Scope } from '#contract/scope.ts';
import { LOUPE_VERSION } from '#contract/version.ts';
import { completeParams } from '#workers/analyses/params.ts';
import type { SelectedEvents } from '#workers/query/answers/selection.ts';
import type { ComputeAnswer } from '#workers/threads/pool-tasks.ts';
import { buffersOf } from '#workers/threads/transfers.ts';
import type { JobHandle } from './jobs.ts';
import type { Session } from './session.ts';
import { settleParams, type Settled } from './settle-params.ts';

/** Events of a slice; rooms promise the same result however the input is sliced. */
const SLICE_EVENTS = 20_000;
/** Share of the progress bar given to featurizing. */
const FEATURES_SHARE = 0.4;

export interface RunInput {
  readonly room: RoomId;
  readonly params: ParamValues;
  readonly scope: Scope;
}

/** Checks parameters now, so that a wrong one is told before a job begins. */
export function checkRun({ room, params }: RunInput): ParamValues {
  return completeParams(rooms[room], params);
}

/** Runs and keeps. Throws `nothing-to-analyse`, `cancelled`, `bad-query`. */
export async function runRoom(
  session: Session,
  job: JobHandle,
  input: RunInput,
): Promise<RunReceipt> {
  const begunAtMs = performance.now();
  const contract = rooms[input.room];
  const writer = session.canWrite;
  job.progress({ stage: 'Choosing events', ratio01: 0 });
  const { params, baseQuery, builtOn } = await settleParams(
    session,
    contract,
    completeParams(contract, input.params),
    input.scope,
  );
  const selected = await session.query.call('ask', {
    name: 'selectEvents',
    input: { scope: input.scope, baseQuery },
  });
  const { ids, sha256, clockRules } = selected as SelectedEvents;
  if (ids.length === 0) throw nothingToAnalyse(contract.needs);
  const parts = await featurize(session, job, { ...input, params, builtOn, clockRules }, ids);
  const answer = await compute(session, job, { ...input, params, builtOn }, parts);
  const seed = params['seed'];
  const kept = {
    receipt: {
      room: input.room,
      params,
      scope: input.scope,
      baseQuery,
      ...(builtOn === undefined ? {} : { builtOn }),
      input: { events: ids.length, sha256 },
      ...(clockRules.length === 0 ? {} : { clockRules }),
      seed: typeof seed === 'number' ? seed : -1,
      codeVersion: `loupe ${LOUPE_VERSION}, ${input.room} ${answer.roomVersion}`,
      outputSha256: answer.outputSha256,
      createdAt: new Date().toISOString(),
      durationMs: Math.round(performance.now() - begunAtMs),
      summary: answer.summary,
    },
    tables: answer.tables,
  };
  return writer.call('keepRun', kept, buffersOf(answer.tables));
}

async function featurize(
  session: Session,
  job: JobHandle,
  input: RunInput & Pick<Settled, 'builtOn'> & Pick<SelectedEvents, 'clockRules'>,
  ids: Int32Array,
): Promise<unknown[]> {
  const slices = Math.ceil(ids.length / SLICE_EVENTS);
  const parts: unknown[] = new Array<unknown>(slices);
  let next = 0;
  let done = 0;
  const lane = async (): Promise<void> => {
    while (next < slices) {
      const slice = next++;
      job.stop.check();
      parts[slice] = await session.task({
        kind: 'featurize',
        room: input.room,
        caseFile: session.file,
        ids: ids.slice(slice * SLICE_EVENTS, (slice + 1) * SLICE_EVENTS),
        params: input.params,
        builtOn: input.builtOn?.run,
        clockRules: input.clockRules,
        stop: job.stop.shared,
      });
      done++;
      job.progress({
        stage: 'Reading features',
        ratio01: (FEATURES_SHARE * done) / slices,
        records: Math.min(done * SLICE_EVENTS, ids.length),
      });
    }
  };
  const lanes = Math.min(slices, session.threads || availableParallelism());
  await Promise.all(Array.from({ length: lanes }, lane));
  return parts;
}

async function compute(
  session: Session,
  job: JobHandle,
  input: RunInput & Pick<Settled, 'builtOn'>,
  parts: readonly unknown[],
): Promise<ComputeAnswer> {
  const { port1, port2 } = new MessageChannel();
  port1.on('message', ({ ratio01, stage }: { ratio01: number; stage: string }) => {
    job.progress({ stage, ratio01: FEATURES_SHARE + (1 - FEATURES_SHARE) * ratio01 });
  });
  try {
    return await session.task(
      {
        kind: 'compute',
        room: input.room,
        caseFile: session.file,
        parts,
        params: input.params,
        builtOn: input.builtOn?.run,
        stop: job.stop.shared,
        progress: port2,
      },
      { transfer: [port2, ...buffersOf(parts)] },
    );
  } finally {
    port1.close();
  }
}

function nothingToAnalyse(needs: string): WorkbenchError {
  return new WorkbenchError({
    code: 'nothing-to-analyse',
    message: 'No event of this selection can be used here.',
    hint: `This room needs ${needs}. Widen the selection or import such evidence.`,
  });
}
