/** Asks the engine from a component: the answer, how it stands, and nothing stale. */
import { useCallback, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import type { InputOf, Outputs, RequestName } from '#contract/api.ts';
import type { WorkbenchError } from '#contract/errors.ts';
import { askKey } from './ask-key.ts';
import { useWorkbench, useWorkbenchState } from './use-workbench.ts';

export interface Asked<T> {
  /** `idle`: there is nothing to ask yet. */
  readonly state: 'idle' | 'loading' | 'ready' | 'failed';
  /** The answer; while loading the previous one, so that nothing flickers. */
  readonly value: T | undefined;
  readonly error: WorkbenchError | undefined;
  /** Asks again after a failure. */
  readonly again: () => void;
}

/** Requests whose answers stay true whatever the case learns later. */
const lasting: ReadonlySet<RequestName> = new Set<RequestName>([
  'runs.table',
  'runs.explain',
  'rooms.list',
]);

/**
 * The answer to a request. Asked anew when the input changes and when the case does; two components
 * that ask the same share one request.
 * @param input undefined = nothing to ask yet
 */
export function useAsk<N extends RequestName>(
  name: N,
  input: InputOf<N> | undefined,
): Asked<Outputs[N]> {
  const { asks } = useWorkbench();
  const revision = useWorkbenchState((state) => (lasting.has(name) ? 0 : state.revision));
  const key = input === undefined ? '' : `${askKey(name, input)} @${revision}`;
  const entry = useSyncExternalStore(asks.subscribe, () => asks.peek(key));
  const [kept, setKept] = useState<Outputs[N] | undefined>(undefined);
  const ask = useEffectEvent(() => {
    if (input !== undefined) asks.ask(key, name, input);
  });
  // An answer that was dropped from the cache while on screen is asked again, too.
  const missing = entry === undefined;
  useEffect(() => {
    if (key !== '' && missing) ask();
  }, [key, missing]);
  const again = useCallback(() => asks.forget(key), [asks, key]);

  if (entry?.state === 'ready') {
    // The key contains the name, so the value is what that name answers.
    const value = entry.value as Outputs[N];
    if (!Object.is(value, kept)) setKept(value);
    return { state: 'ready', value, error: undefined, again };
  }
  if (entry?.state === 'failed') {
    return { state: 'failed', value: undefined, error: entry.error, again };
  }
  if (key === '') return { state: 'idle', value: undefined, error: undefined, again };
  return { state: 'loading', value: kept, error: undefined, again };
}
