/** The pointer over the lanes: what is under it, dragging to move, Shift+drag to filter, clicks. */
import { useRef, useState, type MouseEvent, type PointerEvent } from 'react';
import type { Scope } from '#contract/scope.ts';
import { withChip } from '../../app/scope-history.ts';
import { useSelection, useView } from '../../app/use-case.ts';
import { useScope } from '../../app/use-scope.ts';
import { useWorkbench } from '../../app/use-workbench.ts';
import { report } from '../../app/workbench.ts';
import type { TimeWindow } from '../../histogram/layout.ts';
import { useBrush, type Stretch } from '../../histogram/use-brush.ts';
import { valueQuery } from '../../query/quoting.ts';
import type { LaneCanvasProps } from './lane-canvas.tsx';
import { nearestFull, pxToTime, spotUnder } from './layout.ts';

type Spot = { readonly lane: number; readonly bin: number };

export interface LanePointer {
  readonly spot: Spot | undefined;
  readonly xPx: number;
  readonly timeUs: number | undefined;
  readonly marking: Stretch | undefined;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
    readonly onPointerCancel: () => void;
    readonly onPointerLeave: () => void;
    readonly onDoubleClick: (event: MouseEvent) => void;
  };
}

/** Marks are thin: this near is on it. */
const REACH_PX = 4;

/** What the pointer does over the lanes. */
export function useLanePointer(props: LaneCanvasProps): LanePointer {
  const { view, widthPx } = props;
  const [xPx, setX] = useState(0);
  const [spot, setSpot] = useState<Spot | undefined>(undefined);
  const drag = useRef<{ readonly startPx: number; lastPx: number } | undefined>(undefined);
  const { onBrush, onHit, onOpen } = useLaneActions(props);
  const brush = useBrush({ onBrush });
  const under = (event: MouseEvent): Spot | undefined => spotOf(event, props);
  const onPointerDown = (event: PointerEvent): void => {
    if (event.shiftKey) brush.handlers.onPointerDown(event);
    else if (event.button === 0) {
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { startPx: event.clientX, lastPx: event.clientX };
    }
  };
  const onPointerMove = (event: PointerEvent): void => {
    setX(event.clientX - event.currentTarget.getBoundingClientRect().left);
    setSpot(under(event));
    if (drag.current === undefined) brush.handlers.onPointerMove(event);
    else {
      view.pan((drag.current.lastPx - event.clientX) / Math.max(1, widthPx));
      drag.current.lastPx = event.clientX;
    }
  };
  const onPointerUp = (event: PointerEvent): void => {
    const { startPx } = drag.current ?? {};
    drag.current = undefined;
    if (startPx === undefined) brush.handlers.onPointerUp(event);
    else if (Math.abs(event.clientX - startPx) < REACH_PX) onHit(under(event));
  };
  const onPointerCancel = (): void => {
    drag.current = undefined;
    brush.handlers.onPointerCancel();
  };
  return {
    spot,
    xPx,
    timeUs: spot === undefined ? undefined : pxToTime(xPx, view.window, widthPx),
    marking: brush.marking,
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel,
      onPointerLeave: () => setSpot(undefined),
      onDoubleClick: (event) => onOpen(under(event)),
    },
  };
}

interface LaneActions {
  readonly onBrush: (stretch: Stretch) => void;
  /** A click: shows the first event there. */
  readonly onHit: (spot: Spot | undefined) => void;
  /** A double click: the events there, in the grid. */
  readonly onOpen: (spot: Spot | undefined) => void;
}

function useLaneActions({ lanes, field, view, widthPx }: LaneCanvasProps): LaneActions {
  const { setWindow, scope, filterValue } = useScope();
  const { show } = useView();
  const openFirst = useOpenFirst();
  const windowOf = (bin: number): TimeWindow => ({
    fromUs: Math.floor(lanes.fromUs + bin * lanes.binUs),
    toUs: Math.ceil(lanes.fromUs + (bin + 1) * lanes.binUs),
  });
  const valueOf = (spot: Spot): string => lanes.lanes[spot.lane]?.value ?? '';
  return {
    onBrush: ({ fromPx, toPx }) =>
      setWindow({
        fromUs: Math.floor(pxToTime(fromPx, view.window, widthPx)),
        toUs: Math.ceil(pxToTime(toPx, view.window, widthPx)),
      }),
    onHit: (spot) => {
      if (spot === undefined || countAt(lanes, spot) === 0) return;
      const query = valueQuery(field, valueOf(spot));
      const filter = { kind: 'time' as const, ...windowOf(spot.bin) };
      const inTime = withChip(scope, { filter, label: 'time' });
      openFirst(withChip(inTime, { filter: { kind: 'query', query }, label: query }));
    },
    onOpen: (spot) => {
      if (spot === undefined || countAt(lanes, spot) === 0) return;
      setWindow(windowOf(spot.bin));
      filterValue(field, valueOf(spot));
      show('events');
    },
  };
}

function spotOf(event: MouseEvent, { lanes, view, widthPx }: LaneCanvasProps): Spot | undefined {
  const box = event.currentTarget.getBoundingClientRect();
  const point = { xPx: event.clientX - box.left, yPx: event.clientY - box.top, widthPx };
  const found = spotUnder(lanes, view.window, point);
  const binPx = (lanes.binUs / (view.window.toUs - view.window.fromUs)) * widthPx;
  return found && nearestFull(lanes, found, Math.ceil(REACH_PX / Math.max(0.5, binPx)));
}

function countAt({ counts, bins }: LaneCanvasProps['lanes'], { lane, bin }: Spot): number {
  return counts[lane * bins + bin] ?? 0;
}

/** Selects the first event of a scope. */
function useOpenFirst(): (scope: Scope) => void {
  const bench = useWorkbench();
  const { openDetails } = useSelection();
  return (scope) => {
    bench.client.call('events.page', { scope, columns: ['id'], offset: 0, limit: 1 }).then(
      ({ block }) => {
        const ids = block.columns['id'];
        const id = ids !== undefined && 'values' in ids ? Number(ids.values[0]) : NaN;
        if (!Number.isNaN(id)) openDetails(id);
      },
      (thrown: unknown) => report(bench, thrown),
    );
  };
}
