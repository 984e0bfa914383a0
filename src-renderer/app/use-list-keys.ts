/** Arrow keys in a list under a text field: which entry is marked, and Enter takes it. */
import { useState, type KeyboardEvent } from 'react';

interface ListKeys {
  readonly marked: number;
  readonly mark: (at: number) => void;
  /** True when the key was used up. */
  readonly onKey: (event: KeyboardEvent, take: (at: number) => void) => boolean;
}

/**
 * Marked entry of a list.
 * @param none what is marked at first: 0 = the first entry, -1 = none
 */
export function useListKeys(count: number, none: 0 | -1): ListKeys {
  const [wished, mark] = useState<number>(none);
  const marked = Math.min(wished, count - 1);
  return {
    marked,
    mark,
    onKey: (event, take) => {
      if (event.key === 'ArrowDown') mark(Math.min(count - 1, marked + 1));
      else if (event.key === 'ArrowUp') mark(Math.max(none, marked - 1));
      else if ((event.key === 'Enter' || event.key === 'Tab') && marked >= 0) take(marked);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}
