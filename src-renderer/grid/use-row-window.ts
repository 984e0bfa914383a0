/**
 * Scrolling of a grid: the rows stand in a pane that sticks to the scroller, so that the screen
 * changes only when the rows of the new position are drawn; nothing blank slides in.
 */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import {
  clampOffset,
  contentPx,
  MAX_SCROLL_PX,
  offsetOfScroll,
  offsetToShow,
  rowsInView,
  scrollOfOffset,
  scrollPx,
  type RowsGeometry,
} from './row-window.ts';

export interface RowWindow {
  /** Ref of the element that scrolls. */
  readonly setScroller: (element: HTMLElement | null) => void;
  readonly first: number;
  readonly last: number;
  readonly offsetPx: number;
  /** Height of the element that makes the scroller scroll. */
  readonly scrollPx: number;
  readonly viewPx: number;
  readonly onScroll: () => void;
  /** Scrolls as little as needed until a row is whole in view. */
  readonly reveal: (row: number) => void;
}

interface Options {
  readonly rows: number;
  readonly rowPx: number;
  /** Height of the heading above the rows. */
  readonly headPx: number;
  /** Stays in view when the grid gets smaller. */
  readonly cursorRow: number;
}

/** The rows on screen and how to move them. */
export function useRowWindow({ rows, rowPx, headPx, cursorRow }: Options): RowWindow {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const viewPx = Math.max(0, useInnerHeight(scroller) - headPx);
  const geometry: RowsGeometry = { rows, rowPx, viewPx };
  const [wishedPx, setOffset] = useState(0);
  const offsetPx = clampOffset(geometry, wishedPx);
  /** Scroll position that we set ourselves: its event tells nothing new. */
  const expected = useRef<number | undefined>(undefined);

  const moveTo = (nextPx: number): void => {
    const next = clampOffset(geometry, nextPx);
    setOffset(next);
    scroller?.scrollTo({ top: scrollOfOffset(geometry, next) });
    expected.current = scroller?.scrollTop;
  };
  const onScroll = (): void => {
    const top = scroller?.scrollTop ?? 0;
    const own = expected.current !== undefined && Math.abs(top - expected.current) < 1;
    expected.current = undefined;
    if (!own) setOffset(offsetOfScroll(geometry, top));
  };
  // A pane that opens beneath must not hide the row that opened it.
  const keepRow = useEffectEvent((oldViewPx: number) => {
    const topPx = cursorRow * rowPx;
    const wasInView = topPx >= offsetPx && topPx + rowPx <= offsetPx + oldViewPx;
    if (wasInView) moveTo(offsetToShow(geometry, offsetPx, cursorRow));
  });
  const lastViewPx = useRef(0);
  useEffect(() => {
    const oldViewPx = lastViewPx.current;
    lastViewPx.current = viewPx;
    if (oldViewPx > 0) keepRow(oldViewPx);
  }, [viewPx]);
  // Where the bar is a share of the way, a turn of the wheel must still be a few rows.
  const scaled = contentPx(geometry) > MAX_SCROLL_PX;
  useWheel(scaled ? scroller : null, (event) => {
    const unit = event.deltaMode === 1 ? rowPx : event.deltaMode === 2 ? viewPx : 1;
    moveTo(offsetPx + event.deltaY * unit);
  });
  return {
    setScroller,
    ...rowsInView(geometry, offsetPx),
    offsetPx,
    scrollPx: scrollPx(geometry),
    viewPx,
    onScroll,
    reveal: (row) => {
      const next = offsetToShow(geometry, offsetPx, row);
      if (next !== offsetPx) moveTo(next);
    },
  };
}

function useInnerHeight(element: HTMLElement | null): number {
  const [heightPx, setHeight] = useState(0);
  useEffect(() => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return heightPx;
}

function useWheel(element: HTMLElement | null, turn: (event: WheelEvent) => void): void {
  const turned = useEffectEvent(turn);
  useEffect(() => {
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      turned(event);
    };
    // React registers wheel listeners as passive; this one must be able to stop the scroll.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [element]);
}
