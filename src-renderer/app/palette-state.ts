/** Whether the command palette is open: said by a button, a key and the palette itself. */
import { createStore, useStore } from './store.ts';

const open = createStore(false);

/** The palette's state and how to change it. */
export function usePalette(): { readonly isOpen: boolean; readonly show: (on: boolean) => void } {
  return { isOpen: useStore(open, (is) => is), show: open.set };
}
