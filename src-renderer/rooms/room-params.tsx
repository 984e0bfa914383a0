/** Setting up a run: on the empty state of a room, and in the drawer beside a result. */
import { Play, RotateCcw } from 'lucide-react';
import { useState, type ComponentType, type ReactNode } from 'react';
import { baseQueryOf, type ParamValues, type RoomContract } from '#contract/rooms/room.ts';
import type { RunReceipt } from '#contract/runs.ts';
import type { Scope } from '#contract/scope.ts';
import { isEverything } from '../app/scope-history.ts';
import { useAsk } from '../app/use-ask.ts';
import { useScope } from '../app/use-scope.ts';
import { useSettled } from '../app/use-settled.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNote, Warning } from '../ui/notes.tsx';
import { counted } from '../ui/numbers.ts';
import { ParamForm, type ParamFormProps } from './param-form.tsx';
import { draftOf, valuesOf } from './param-values.ts';
import type { RunState } from './use-run.ts';

/** A room's own form in place of the one made from its contract. */
export interface RoomForm {
  readonly Form: ComponentType<ParamFormProps & { readonly runs: readonly RunReceipt[] }>;
  /** What a run with these parameters needs, in words for where there is none of it. */
  readonly needs: (values: ParamValues) => string;
}

interface RoomParamsProps {
  readonly room: RoomContract;
  readonly runState: RunState;
  readonly form?: RoomForm | undefined;
}

/** Parameters with Run; begins with those of the run on screen. */
export function RoomParams({ room, runState, form }: RoomParamsProps): ReactNode {
  const { run, job, start, runs } = runState;
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
        <RoomInput room={room} values={values} form={form} />
      </div>
      <div className="params-fields">
        {form === undefined ? (
          <ParamForm specs={room.params} draft={draft} onChange={setDraft} />
        ) : (
          <form.Form specs={room.params} draft={draft} onChange={setDraft} runs={runs} />
        )}
      </div>
    </form>
  );
}

/** What a room finds and needs, with its parameters: shown before the first run. */
export function RoomIntro({ room, runState, form }: RoomParamsProps): ReactNode {
  return (
    <div className="room-intro">
      <h2>{room.title}</h2>
      <p className="quiet">{room.purpose}</p>
      <p className="quiet">It works on {room.needs}.</p>
      {runState.failure !== undefined && <ErrorNote error={runState.failure} />}
      <RoomParams room={room} runState={runState} form={form} />
    </div>
  );
}

interface RoomInputProps {
  readonly room: RoomContract;
  /** Undefined while something is wrong with the form. */
  readonly values: ParamValues | undefined;
  readonly form: RoomForm | undefined;
}

/** Every key typed into a form could mean another question. */
const PAUSE_MS = 300;

/** How many events a run would look at, and what is missing when there are none. */
function RoomInput({ room, values = {}, form }: RoomInputProps): ReactNode {
  const { scope, clear } = useScope();
  const query = useSettled(baseQueryOf(room, values), PAUSE_MS);
  const counts = useAsk('events.count', { scope: joined(scope, query) });
  if (counts.error !== undefined) return <ErrorNote error={counts.error} again={counts.again} />;
  if (counts.value === undefined) return <p className="quiet">Counting events</p>;
  const { total } = counts.value;
  const everything = isEverything(scope);
  if (total === 0) {
    return (
      <Warning>
        <p>
          This room needs {form?.needs(values) ?? room.needs};{' '}
          {everything ? 'the case has none' : 'the scope holds none'}.
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

function joined(scope: Scope, query: string): Scope {
  if (query === '') return scope;
  const filter = { kind: 'query' as const, query };
  return { ...scope, chips: [...scope.chips, { filter, label: 'events of the room' }] };
}
