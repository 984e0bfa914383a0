/** A short word about what was just done ("copied"), shown in the status bar and spoken. */
import { createStore, type Store } from '../app/store.ts';

const SHOWN_MS = 2500;

/** What is said now, '' = nothing. */
export const said: Store<string> = createStore('');

let timer: ReturnType<typeof setTimeout> | undefined;

/** Says something for a moment. */
export function say(words: string): void {
  clearTimeout(timer);
  said.set(words);
  timer = setTimeout(() => said.set(''), SHOWN_MS);
}
