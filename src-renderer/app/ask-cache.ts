/**
 * Answers by question. Views that ask the same thing share one request, a view that comes back finds
 * its answer at once, and a late answer can never overwrite a newer one because it has another key.
 */
import type { Call, InputOf, Outputs, RequestName } from '#contract/api.ts';
import { fromWireError, toWireError, type WorkbenchError } from '#contract/errors.ts';

export type Entry =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: Outputs[RequestName] }
  | { readonly state: 'failed'; readonly error: WorkbenchError };

export interface AskCache {
  readonly peek: (key: string) => Entry | undefined;
  /** Asks unless asked already. */
  readonly ask: <N extends RequestName>(key: string, name: N, input: InputOf<N>) => void;
  /** Forgets one answer (to try again) or all of them (another case). */
  readonly forget: (key?: string) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Whatever is on screen is touched at every change, so the oldest are never in use. */
const MAX_ENTRIES = 200;

/** A cache over one client. */
export function createAskCache(call: Call): AskCache {
  const entries = new Map<string, Entry>();
  const listeners = new Set<() => void>();
  const put = (key: string, entry: Entry): void => {
    entries.delete(key);
    entries.set(key, entry);
    for (const listener of listeners) listener();
    for (const oldest of entries.keys()) {
      if (entries.size <= MAX_ENTRIES) break;
      entries.delete(oldest);
    }
  };
  const settle = (key: string, asked: Entry, answer: Entry): void => {
    if (entries.get(key) === asked) put(key, answer);
  };
  return {
    peek: (key) => {
      const entry = entries.get(key);
      if (entry !== undefined) {
        entries.delete(key);
        entries.set(key, entry);
      }
      return entry;
    },
    ask: (key, name, input) => {
      if (entries.has(key)) return;
      const asked: Entry = { state: 'loading' };
      put(key, asked);
      call(name, input).then(
        (value) => settle(key, asked, { state: 'ready', value }),
        (thrown: unknown) =>
          settle(key, asked, { state: 'failed', error: fromWireError(toWireError(thrown)) }),
      );
    },
    forget: (key) => {
      if (key === undefined) entries.clear();
      else entries.delete(key);
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
