/** The smallest store that React can follow: one value, whoever listens, nothing else. */
import { useSyncExternalStore } from 'react';

export interface Store<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
  readonly update: (change: (present: T) => T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** A store that holds `initial` until told otherwise. Setting the same value wakes nobody. */
export function createStore<T>(initial: T): Store<T> {
  const listeners = new Set<() => void>();
  let present = initial;
  const set = (next: T): void => {
    if (Object.is(next, present)) return;
    present = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => present,
    set,
    update: (change) => set(change(present)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Part of a store's value. `select` must give the same reference while nothing changed. */
export function useStore<T, S>(store: Store<T>, select: (value: T) => S): S {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
