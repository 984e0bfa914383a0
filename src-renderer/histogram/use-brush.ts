/** Dragging over a plot marks a stretch of it; a click without dragging is told apart. */
import { useState, type PointerEvent } from 'react';

export interface Stretch {
  readonly fromPx: number;
  readonly toPx: number;
}

export interface Brush {
  /** What is being marked now. */
  readonly marking: Stretch | undefined;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
    readonly onPointerCancel: () => void;
  };
}

interface BrushOptions {
  readonly onBrush: (stretch: Stretch) => void;
  readonly onClick?: (xPx: number) => void;
}

/** Fewer pixels are a click with a shaky hand. */
const MIN_DRAG_PX = 4;

/** Brush along the x axis, in pixels of the element that has the handlers. */
export function useBrush({ onBrush, onClick }: BrushOptions): Brush {
  const [start, setStart] = useState<number | undefined>(undefined);
  const [end, setEnd] = useState(0);
  const dragged = start !== undefined && Math.abs(end - start) >= MIN_DRAG_PX;
  const xOf = (event: PointerEvent): number =>
    event.clientX - event.currentTarget.getBoundingClientRect().left;
  return {
    marking: dragged ? ordered(start, end) : undefined,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setStart(xOf(event));
        setEnd(xOf(event));
      },
      onPointerMove: (event) => {
        if (start !== undefined) setEnd(xOf(event));
      },
      onPointerUp: (event) => {
        if (start === undefined) return;
        const at = xOf(event);
        setStart(undefined);
        if (Math.abs(at - start) >= MIN_DRAG_PX) onBrush(ordered(start, at));
        else onClick?.(at);
      },
      onPointerCancel: () => setStart(undefined),
    },
  };
}

function ordered(a: number, b: number): Stretch {
  return { fromPx: Math.min(a, b), toPx: Math.max(a, b) };
}
