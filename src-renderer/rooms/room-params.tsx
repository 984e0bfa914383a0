/** Setting up a run: on the empty state of a room, and in the drawer beside a result. */
import { Play, RotateCcw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { RoomContract } from '#contract/rooms/room.ts';
import type { Scope } from '#contract/scope.ts';
import { isEverything } from '../app/scope-history.ts';
import { useAsk } from '../app/use-ask.ts';
import { useScope } from '../app/use-scope.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNote, Warning } from '../ui/notes.tsx';
import { counted } from '../ui/numbers.ts';
import { ParamForm } from './param-form.tsx';
import { draftOf, valuesOf } from './param-values.ts';
import type { RunState } from './use-run.ts';

interface RoomParamsProps {
  readonly room: RoomContract;
  readonly runState: RunState;
}

/** Parameters with Run; begins with those of the run on screen. */
export function RoomParams({ room, runState }: RoomParamsProps): ReactNode {
  const { run, job, start } = runState;
  const [draft, setDraft] = useState(() => draftOf(room.params, run?.params));
  const values = valuesOf(room.params, draft);
  return (
    <form
      className="params"
      onSubmit={(event) => {
        event.preventDefault();
        if (values !== undefined && job === undefined) start(values);
      }}
    >
      <div className="params-head">
        <div className="actions">
          <button
            type="submit"
            className="button primary"
            disabled={values === undefined || job !== undefined}
          >
            <Play size={16} aria-hidden />
            {job === undefined ? 'Run' : 'Running'}
          </button>
          <Button icon={RotateCcw} variant="bare" onClick={() => setDraft(draftOf(room.params))}>
            Defaults
          </Button>
        </div>
        <RoomInput room={room} />
      </div>
      <div className="params-fields">
        <ParamForm specs={room.params} draft={draft} onChange={setDraft} />
      </div>
    </form>
  );
}

/** What a room finds and needs, with its parameters: shown before the first run. */
export function RoomIntro({ room, runState }: RoomParamsProps): ReactNode {
  return (
    <div className="room-intro">
      <h2>{room.title}</h2>
      <p className="quiet">{room.purpose}</p>
      <p className="quiet">It works on {room.needs}.</p>
      {runState.failure !== undefined && <ErrorNote error={runState.failure} />}
      <RoomParams room={room} runState={runState} />
    </div>
  );
}

/** How many events a run would look at, and what is missing when there are none. */
function RoomInput({ room }: { readonly room: RoomContract }): ReactNode {
  const { scope, clear } = useScope();
  const counts = useAsk('events.count', { scope: joined(scope, room) });
  if (counts.error !== undefined) return <ErrorNote error={counts.error} again={counts.again} />;
  if (counts.value === undefined) return <p className="quiet">Counting events</p>;
  const { total } = counts.value;
  const everything = isEverything(scope);
  if (total === 0) {
    return (
      <Warning>
        <p>
          This room needs {room.needs}; {everything ? 'the case has none' : 'the scope holds none'}.
        </p>
        {!everything && (
          <Button small onClick={clear}>
            Look at all events
          </Button>
        )}
      </Warning>
    );
  }
  return (
    <p className="quiet">
      {counted(total, 'event')} of the {everything ? 'case' : 'scope'} will be looked at.
    </p>
  );
}

function joined(scope: Scope, room: RoomContract): Scope {
  if (room.baseQuery === '') return scope;
  const filter = { kind: 'query' as const, query: room.baseQuery };
  return { ...scope, chips: [...scope.chips, { filter, label: room.id }] };
}
