/** Size of an element as it changes; drawings are laid out in real pixels. */
import { useCallback, useState } from 'react';

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A ref for the element and its content size, 0 × 0 before it is on screen. */
export function useSize(): readonly [
  (element: HTMLElement | null) => (() => void) | undefined,
  Size,
] {
  const [size, setSize] = useState<Size>({ widthPx: 0, heightPx: 0 });
  const measure = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const box = entry?.contentRect;
      if (box === undefined) return;
      const next = { widthPx: Math.floor(box.width), heightPx: Math.floor(box.height) };
      setSize((old) =>
        old.widthPx === next.widthPx && old.heightPx === next.heightPx ? old : next,
      );
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [measure, size];
}
