/** The histogram by keyboard: arrows move, Shift marks, Enter sets the window, Escape takes it away. */
import { useState, type KeyboardEvent } from 'react';

interface BinKeysOptions {
  readonly onPick: (a: number, b: number) => void;
  /** Takes the window away; undefined when there is none. */
  readonly onClear: (() => void) | undefined;
}

interface BinKeys {
  /** Bin under pointer or keyboard. */
  readonly bin: number | undefined;
  /** Where marking began. */
  readonly anchor: number | undefined;
  readonly setBin: (bin: number | undefined) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Keys over so many bins. */
export function useBinKeys(bins: number, { onPick, onClear }: BinKeysOptions): BinKeys {
  const [bin, setBin] = useState<number | undefined>(undefined);
  const [anchor, setAnchor] = useState<number | undefined>(undefined);
  const move = (step: 1 | -1, marks: boolean): void => {
    const from = bin ?? (step > 0 ? -1 : bins);
    const next = Math.min(bins - 1, Math.max(0, from + step));
    setAnchor(marks ? (anchor ?? bin ?? next) : undefined);
    setBin(next);
  };
  const back = (): void => {
    if (bin === undefined) onClear?.();
    setBin(undefined);
    setAnchor(undefined);
  };
  const pick = (at: number): void => {
    onPick(anchor ?? at, at);
    // The window that is set makes other bins.
    setBin(undefined);
    setAnchor(undefined);
  };
  return {
    bin,
    anchor,
    setBin,
    onKeyDown: (event) => {
      if (event.key === 'ArrowRight') move(1, event.shiftKey);
      else if (event.key === 'ArrowLeft') move(-1, event.shiftKey);
      else if (event.key === 'Enter' && bin !== undefined) pick(bin);
      else if (event.key === 'Escape' && (bin !== undefined || onClear !== undefined)) back();
      else return;
      event.preventDefault();
    },
  };
}
