/** What the pointer does on a plane: moves it, draws round marks, points at one, takes one. */
import { useRef, useState, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import { grownOutline, isClick, spotDistance, type MarkingShape } from './outline.ts';
import { Pinch } from './pinch.ts';
import type { Spot } from './point-grid.ts';
import type { PlaneView } from './use-plane.ts';

export interface PlanePointerOptions {
  readonly view: PlaneView;
  readonly shape: MarkingShape;
  /** Marking needs no Shift while the tool is in the hand. */
  readonly tool: boolean;
  /** The outline that was drawn, in pixels. */
  readonly onOutline: (outline: readonly Spot[]) => void;
  readonly onHover: (spot: Spot | undefined) => void;
  /** A click that was no drag. */
  readonly onClick: (spot: Spot) => void;
}

export interface PlanePointer {
  /** The outline under way. */
  readonly outline: readonly Spot[] | undefined;
  readonly dragging: boolean;
  /** Gives up the outline under way; false when there is none. */
  readonly cancel: () => boolean;
  /** While Space is down, every drag moves. */
  readonly setSpace: (held: boolean) => void;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
    readonly onPointerCancel: (event: PointerEvent) => void;
    readonly onPointerLeave: () => void;
  };
}

type Drag =
  | { readonly kind: 'pan'; readonly start: Spot; readonly last: Spot; readonly moved: boolean }
  | { readonly kind: 'mark'; readonly outline: readonly Spot[] };

const CLICK_PX = 4;

/** Drag moves, Shift+drag (or the tool) marks, Space+drag always moves, two fingers zoom. */
export function usePlanePointer(options: PlanePointerOptions): PlanePointer {
  const { tool, onOutline, onHover, onClick } = options;
  const { drawn, drag, setDrag } = useDrag();
  const space = useRef(false);
  const [pinch] = useState(() => new Pinch());
  const end = (event: PointerEvent): Drag | undefined => {
    const now = drag.current;
    pinch.up(event.pointerId);
    setDrag(undefined);
    return now;
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button > 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const start = spotOf(event);
    pinch.down(event.pointerId, start);
    const marks = event.button === 0 && !space.current && (tool || event.shiftKey);
    setDrag(marks ? { kind: 'mark', outline: [start] } : panFrom(start));
  };
  const onPointerMove = (event: PointerEvent): void => {
    const spot = spotOf(event);
    const pinched = pinch.move(event.pointerId, spot);
    const now = drag.current;
    if (pinched !== undefined) {
      setDrag(undefined);
      options.view.zoomBy(pinched.factor, pinched.at);
      options.view.panBy(pinched.dxPx, pinched.dyPx);
    } else if (now === undefined) onHover(spot);
    else setDrag(dragged(now, spot, options));
  };
  const onPointerUp = (event: PointerEvent): void => {
    const now = end(event);
    if (now?.kind === 'pan' && !now.moved) onClick(now.start);
    if (now?.kind !== 'mark') return;
    if (isClick(now.outline, CLICK_PX)) onClick(spotOf(event));
    else onOutline(now.outline);
  };
  return {
    outline: drawn?.kind === 'mark' ? drawn.outline : undefined,
    dragging: drawn?.kind === 'pan' && drawn.moved,
    cancel: () => {
      const had = drag.current !== undefined;
      setDrag(undefined);
      return had;
    },
    setSpace: (held) => {
      space.current = held;
    },
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: (event) => void end(event),
      onPointerLeave: () => onHover(undefined),
    },
  };
}

const panFrom = (start: Spot): Drag => ({ kind: 'pan', start, last: start, moved: false });

/** A drag after the pointer moved; a pan moves the view on the way. */
function dragged(now: Drag, spot: Spot, { view, shape }: PlanePointerOptions): Drag {
  if (now.kind === 'mark') {
    return { kind: 'mark', outline: grownOutline(now.outline, spot, shape) };
  }
  const moved = now.moved || spotDistance(now.start, spot) >= CLICK_PX;
  if (moved) view.panBy(spot.xPx - now.last.xPx, spot.yPx - now.last.yPx);
  return { ...now, last: spot, moved };
}

/** The drag under way, twice: a state for drawing, and a ref, as events may come faster. */
function useDrag(): {
  readonly drawn: Drag | undefined;
  readonly drag: RefObject<Drag | undefined>;
  readonly setDrag: (next: Drag | undefined) => void;
} {
  const [drawn, setDrawn] = useState<Drag | undefined>(undefined);
  const drag = useRef<Drag | undefined>(undefined);
  return {
    drawn,
    drag,
    setDrag: (next) => {
      drag.current = next;
      setDrawn(next);
    },
  };
}

function spotOf(event: MouseEvent): Spot {
  const box = event.currentTarget.getBoundingClientRect();
  return { xPx: event.clientX - box.left, yPx: event.clientY - box.top };
}
