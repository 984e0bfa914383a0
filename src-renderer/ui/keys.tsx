/** Keys as they are printed on this machine's keyboard. */
import type { ReactNode } from 'react';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const printed: Readonly<Record<string, string>> = { Escape: 'Esc' };
const capital = (part: string): string => (part.length === 1 ? part.toUpperCase() : part);
const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };

/** 'Shift+Mod+Z' → "⇧⌘Z" or "Shift+Ctrl+Z". */
export function keysText(keys: string): string {
  const parts = keys.split('+').map((part) => printed[part] ?? capital(part));
  return isMac
    ? parts.map((part) => macSigns[part] ?? part).join('')
    : parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join('+');
}

/** Keys in a small frame. */
export function Keys({ keys }: { readonly keys: string }): ReactNode {
  return <kbd className="keys">{keysText(keys)}</kbd>;
}
