/** The marks of the lanes: wheel zooms, drag moves, Shift+drag filters, a click shows the event. */
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import type { Lanes } from '#contract/api.ts';
import { useSettings } from '../../app/use-case.ts';
import { useTheme } from '../../app/use-theme.ts';
import { tokenColour, useCanvas, type Draw } from '../../canvas/use-canvas.ts';
import { LANE_PX, laneMarks, timeToPx } from './layout.ts';
import { LaneReadout } from './lane-readout.tsx';
import { useLanePointer } from './use-lane-pointer.ts';
import { useReference } from './use-reference.ts';
import type { TimeView } from './use-time-view.ts';

export interface LaneCanvasProps {
  readonly lanes: Lanes;
  readonly field: string;
  readonly view: TimeView;
  readonly old: boolean;
  readonly widthPx: number;
  readonly colourOf: (label: string) => string;
}

const WHEEL_STEP = 0.0015;
const KEY_ZOOM = 0.8;
const KEY_PAN = 0.1;

/** Marks, lines over them, and what is under the pointer. */
export function LaneCanvas(props: LaneCanvasProps): ReactNode {
  const { lanes, view, old, widthPx } = props;
  const { zone } = useSettings();
  const heightPx = lanes.lanes.length * LANE_PX;
  const setCanvas = useCanvas(useLaneDrawing(props), { widthPx, heightPx });
  const [element, setElement] = useState<HTMLElement | null>(null);
  const pointer = useLanePointer(props);
  const reference = useReference(pointer.timeUs);
  useZoomWheel(element, view);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === '+' || event.key === '=') view.zoom(KEY_ZOOM, 0.5);
    else if (event.key === '-') view.zoom(1 / KEY_ZOOM, 0.5);
    else if (event.key === 'ArrowLeft') view.pan(-KEY_PAN);
    else if (event.key === 'ArrowRight') view.pan(KEY_PAN);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={setElement}
      tabIndex={0}
      role="img"
      aria-label="Events in lanes over time. Plus and minus zoom, arrows move, T shows a table."
      aria-busy={old}
      onKeyDown={onKeyDown}
      {...pointer.handlers}
    >
      <canvas ref={setCanvas} />
      <svg className="lane-lines" width={widthPx} height={heightPx} aria-hidden>
        {reference.lines.map(({ id, timeUs, label }) => (
          <g key={id} transform={`translate(${timeToPx(timeUs, view.window, widthPx)} 0)`}>
            <line className="reference-line" y2={heightPx} />
            <text className="axis-text" x={4} y={10}>
              {label}
            </text>
          </g>
        ))}
        {pointer.marking !== undefined && (
          <rect
            className="brush-area"
            x={pointer.marking.fromPx}
            width={pointer.marking.toPx - pointer.marking.fromPx}
            height={heightPx}
          />
        )}
      </svg>
      <LaneReadout
        lanes={lanes}
        spot={pointer.spot}
        xPx={pointer.xPx}
        widthPx={widthPx}
        zone={zone}
        since={reference.since}
      />
    </div>
  );
}

/** The drawing as a stable function of what it shows. */
function useLaneDrawing({ lanes, view, widthPx, colourOf }: LaneCanvasProps): Draw {
  const theme = useTheme();
  const { window } = view;
  const marks = useMemo(() => laneMarks(lanes, window, widthPx), [lanes, window, widthPx]);
  const tokens = lanes.lanes.map(({ value }) => colourOf(value)).join(' ');
  return useCallback(
    (context, size) => {
      const colours = tokens.split(' ').map(tokenColour);
      context.fillStyle = tokenColour('--line');
      colours.forEach((_, lane) =>
        context.fillRect(0, (lane + 1) * LANE_PX - 1, size.widthPx, 0.5),
      );
      for (const { lane, xPx, widthPx: markPx, heightPx } of marks) {
        context.fillStyle = colours[lane] ?? '';
        context.fillRect(xPx, (lane + 1) * LANE_PX - 2 - heightPx, markPx, heightPx);
      }
    },
    // The theme is not in the code above, but the colours that its tokens mean are.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see the line above
    [marks, tokens, theme],
  );
}

/** The wheel zooms around the pointer; sideways it moves. */
function useZoomWheel(element: HTMLElement | null, view: TimeView): void {
  const turn = useEffectEvent((event: WheelEvent, at01: number, widthPx: number) => {
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) view.pan(event.deltaX / widthPx);
    else view.zoom(Math.exp(event.deltaY * WHEEL_STEP), at01);
  });
  useEffect(() => {
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const box = element?.getBoundingClientRect();
      if (box !== undefined) turn(event, (event.clientX - box.left) / box.width, box.width);
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [element]);
}
