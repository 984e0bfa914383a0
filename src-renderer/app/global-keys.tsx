/** Keys that work anywhere: each runs the command that names it. */
import { useEffect, type ReactNode } from 'react';
import { isTyping, matchesKeys } from './commands.ts';
import { useWorkbench } from './use-workbench.ts';

/** Listens on the whole window while it is drawn. */
export function GlobalKeys(): ReactNode {
  const { commands } = useWorkbench();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const typing = isTyping(event.target);
      // The one offered last wins: a view may take a key over while it is shown.
      const command = [...commands.get()].reverse().find(({ keys, enabled }) => {
        if (keys === undefined || enabled === false || !matchesKeys(event, keys)) return false;
        // Undo in a text field undoes typing, and plain letters are typed.
        return !typing || (keys.startsWith('Mod+') && !/Z$|Y$/.test(keys));
      });
      if (command === undefined) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [commands]);
  return null;
}
