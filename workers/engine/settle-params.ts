/**
 * What is settled before a room's events are chosen: parameters that follow from an earlier run, which
 * choice `auto` becomes in this scope, and the base query that goes with it. The receipt gets what was
 * settled, so that a replay asks nothing twice.
 */
import { WorkbenchError } from '#contract/errors.ts';
import { baseQueryOf, choiceOf } from '#contract/rooms/room.ts';
import type { ParamValues, RoomContract } from '#contract/rooms/room.ts';
import type { RunReceipt } from '#contract/runs.ts';
import type { Scope } from '#contract/scope.ts';
import type { Session } from './session.ts';

export interface Settled {
  readonly params: ParamValues;
  readonly baseQuery: string;
  readonly builtOn: RunReceipt['builtOn'];
}

/** Throws `no-such-run` and `bad-parameter` when the earlier run is not there or of another room. */
export async function settleParams(
  session: Session,
  room: RoomContract,
  given: ParamValues,
  scope: Scope,
): Promise<Settled> {
  const earlier = await earlierRun(session, room, given);
  const inherited = earlier === undefined ? given : inherit(room, given, earlier.params);
  const params = await settleChoice(session, room, inherited, scope);
  return {
    params,
    baseQuery: baseQueryOf(room, params),
    builtOn:
      earlier === undefined ? undefined : { run: earlier.run, outputSha256: earlier.outputSha256 },
  };
}

async function earlierRun(
  session: Session,
  room: RoomContract,
  params: ParamValues,
): Promise<RunReceipt | undefined> {
  const run = room.buildsOn === undefined ? 0 : Number(params[room.buildsOn.param]);
  if (run === 0) return undefined;
  const runs = (await session.query.call('ask', {
    name: 'runs.list',
    input: {},
  })) as readonly RunReceipt[];
  const found = runs.find((receipt) => receipt.run === run);
  if (found?.room === room.id) return found;
  throw new WorkbenchError({
    code: found === undefined ? 'no-such-run' : 'bad-parameter',
    message:
      found === undefined
        ? `There is no run ${run} in this case.`
        : `Run ${run} is of the room ${found.room}, not of ${room.id}.`,
    hint: '"loupe info CASE" lists the runs.',
  });
}

/** Parameters that were left alone take what the earlier run had. */
function inherit(room: RoomContract, given: ParamValues, earlier: ParamValues): ParamValues {
  const names = new Set(room.buildsOn?.inherits);
  return Object.fromEntries(
    room.params.map(({ name, default: usual }) => {
      const value = given[name] ?? usual;
      const isLeft = names.has(name) && String(value) === String(usual);
      return [name, isLeft ? (earlier[name] ?? value) : value];
    }),
  );
}

/** `auto` becomes the first choice whose query finds events in the scope; it stays when none does. */
async function settleChoice(
  session: Session,
  room: RoomContract,
  params: ParamValues,
  scope: Scope,
): Promise<ParamValues> {
  const { queries } = room;
  if (queries === undefined) return params;
  const choice = choiceOf(queries, params);
  if (choice !== queries.auto) return { ...params, [queries.param]: choice };
  for (const [name, query] of Object.entries(queries.by)) {
    if (query === '') continue;
    const base = { filter: { kind: 'query' as const, query }, label: name };
    const { total } = (await session.query.call('ask', {
      name: 'events.count',
      input: { scope: { ...scope, chips: [...scope.chips, base] } },
    })) as { total: number };
    if (total > 0) return { ...params, [queries.param]: name };
  }
  return params;
}
