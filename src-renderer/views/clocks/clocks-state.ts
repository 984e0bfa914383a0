/** Whether the clocks are on screen, and for which host they were asked: said by menus, keys and the status bar. */
import { createStore, useStore } from '../../app/store.ts';

/** Host that the form begins with, '' = none; undefined while the dialog is closed. */
const asked = createStore<string | undefined>(undefined);

export interface ClocksDialogState {
  readonly host: string | undefined;
  readonly show: (host?: string) => void;
  readonly close: () => void;
}

/** The dialog with corrections of hosts' clocks. */
export function useClocksDialog(): ClocksDialogState {
  return {
    host: useStore(asked, (value) => value),
    show: (host = '') => asked.set(host),
    close: () => asked.set(undefined),
  };
}
