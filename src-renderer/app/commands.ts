/**
 * Everything that can be done, as data: the command palette lists it, the keyboard triggers it, menus
 * and tooltips name its keys. A command lives as long as the component that offers it.
 */
import { useEffect, useEffectEvent } from 'react';
import type { MenuEntry } from '../ui/menu.tsx';
import { useWorkbench } from './use-workbench.ts';

export interface Command {
  readonly id: string;
  /** As in the palette: "Add evidence…". */
  readonly title: string;
  readonly group: 'Case' | 'View' | 'Scope' | 'Event' | 'Analysis' | 'Display';
  /** Keys as shown: 'Mod+K', 'Shift+Mod+Z', '/', '1'. */
  readonly keys?: string;
  readonly enabled?: boolean;
  readonly run: () => void;
}

/** Offers a command while the calling component is on screen. */
export function useCommand(command: Command): void {
  const { commands } = useWorkbench();
  const run = useEffectEvent(() => command.run());
  const { id, title, group, keys, enabled } = command;
  useEffect(() => {
    const offered: Command = {
      id,
      title,
      group,
      ...(keys === undefined ? {} : { keys }),
      ...(enabled === undefined ? {} : { enabled }),
      run: () => run(),
    };
    commands.update((all) => [...all.filter((each) => each.id !== id), offered]);
    return () => commands.update((all) => all.filter((each) => each !== offered));
  }, [commands, id, title, group, keys, enabled]);
}

/**
 * Offers the actions of a menu as commands, so that whatever a right click can do the palette can.
 * @param entries keep the array the same object while it says the same
 */
export function useMenuCommands(scope: string, entries: readonly MenuEntry[]): void {
  const { commands } = useWorkbench();
  useEffect(() => {
    const offered = commandsOfMenu(scope, entries);
    if (offered.length === 0) return undefined;
    commands.update((all) => [...all, ...offered]);
    return () => commands.update((all) => all.filter((each) => !offered.includes(each)));
  }, [commands, scope, entries]);
}

/** Entries of a menu as commands; a title above them is said with each. */
export function commandsOfMenu(scope: string, entries: readonly MenuEntry[]): readonly Command[] {
  let title = '';
  return entries.flatMap((entry, at): Command[] => {
    if (entry === 'line') return [];
    if ('title' in entry) {
      title = entry.title;
      return [];
    }
    const { label, disabled = false, onSelect } = entry;
    const named = title === '' ? label : `${label}: ${title}`;
    return [
      { id: `${scope}.${at}`, title: named, group: 'Event', enabled: !disabled, run: onSelect },
    ];
  });
}

/** What a keyboard event has that matters here. */
export type Keystroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** True when a keystroke is the one that `keys` names. Mod is ⌘ on a Mac and Ctrl elsewhere. */
export function matchesKeys(stroke: Keystroke, keys: string): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (part: string): boolean => parts.slice(0, -1).includes(part);
  if (wants('Mod') !== (stroke.ctrlKey || stroke.metaKey)) return false;
  if (wants('Alt') !== stroke.altKey) return false;
  // Signs such as "?" or "/" need Shift on some keyboards and not on others.
  const letter = /^[a-z0-9]$/i.test(key) || key.length > 1;
  if (letter && wants('Shift') !== stroke.shiftKey) return false;
  return stroke.key.toLowerCase() === key.toLowerCase();
}

/** True when keys typed now belong to a text field. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)
  );
}
