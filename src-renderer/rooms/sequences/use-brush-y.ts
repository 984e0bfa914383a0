/** Dragging along an upright axis marks a stretch of it. */
import { useState, type PointerEvent } from 'react';
import type { Stretch } from '../../histogram/use-brush.ts';

export interface BrushY {
  readonly marking: Stretch | undefined;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
    readonly onPointerCancel: () => void;
  };
}

const MIN_DRAG_PX = 4;

/** Pixels from the top of the element that has the handlers. */
export function useBrushY(onBrush: (stretch: Stretch) => void): BrushY {
  const [drag, setDrag] = useState<{ readonly start: number; readonly end: number }>();
  const yOf = (event: PointerEvent): number =>
    event.clientY - event.currentTarget.getBoundingClientRect().top;
  const marked = drag !== undefined && Math.abs(drag.end - drag.start) >= MIN_DRAG_PX;
  return {
    marking: marked ? ordered(drag.start, drag.end) : undefined,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ start: yOf(event), end: yOf(event) });
      },
      onPointerMove: (event) => {
        if (drag !== undefined) setDrag({ ...drag, end: yOf(event) });
      },
      onPointerUp: (event) => {
        if (drag === undefined) return;
        const end = yOf(event);
        setDrag(undefined);
        if (Math.abs(end - drag.start) >= MIN_DRAG_PX) onBrush(ordered(drag.start, end));
      },
      onPointerCancel: () => setDrag(undefined),
    },
  };
}

function ordered(a: number, b: number): Stretch {
  return { fromPx: Math.min(a, b), toPx: Math.max(a, b) };
}
