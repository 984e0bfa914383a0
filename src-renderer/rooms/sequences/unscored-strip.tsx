/** Sessions without a measure, by time: a strip of its own, so that they are neither high nor low. */
import { useCallback, useMemo, useState, type MouseEvent, type ReactNode } from 'react';
import { useTheme } from '../../app/use-theme.ts';
import { unitX } from '../../canvas/scatter/plane.ts';
import type { PlaneView } from '../../canvas/scatter/use-plane.ts';
import { tokenColour, useCanvas, type Draw } from '../../canvas/use-canvas.ts';
import { counted } from '../../ui/numbers.ts';
import { stripCounts, stripRows, strangestOf, type SessionModel } from './layout.ts';

export const STRIP_PX = 20;
/** This near is on a mark. */
const REACH_PX = 3;
const MARK_PX = 2;

interface UnscoredStripProps {
  readonly model: SessionModel;
  readonly view: PlaneView;
  readonly widthPx: number;
  /** A session that was clicked. */
  readonly onCurrent: (session: number) => void;
  readonly onPick: (sessions: readonly number[], label: string) => void;
}

/** Between the sessions and the time axis; drawn only where there are such sessions. */
export function UnscoredStrip(props: UnscoredStripProps): ReactNode {
  const { model, view, widthPx, onCurrent, onPick } = props;
  const theme = useTheme();
  const { plane } = view;
  const window = useMemo(
    () => ({ fromUs: unitX(plane, 0), toUs: unitX(plane, widthPx), widthPx }),
    [plane, widthPx],
  );
  const counts = useMemo(() => stripCounts(model.unscored, model.starts, window), [model, window]);
  const draw = useCallback<Draw>(
    (context, { heightPx }) => {
      const most = counts.reduce((max, count) => Math.max(max, count), 1);
      context.fillStyle = tokenColour('--bars');
      counts.forEach((count, xPx) => {
        if (count === 0) return;
        const markPx = 6 + Math.sqrt(count / most) * (heightPx - 8);
        context.fillRect(xPx, heightPx - 1 - markPx, MARK_PX, markPx);
      });
    },
    // The theme is not in the code above, but the colours that its tokens mean are.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see the line above
    [counts, theme],
  );
  const setCanvas = useCanvas(draw, { widthPx, heightPx: STRIP_PX });
  const [hovered, setHovered] = useState<number>();
  const near = (xPx: number): readonly number[] =>
    stripRows(model.unscored, model.starts, {
      fromUs: unitX(plane, xPx - REACH_PX),
      toUs: unitX(plane, xPx + REACH_PX),
    });
  const xOf = (event: MouseEvent): number =>
    event.clientX - event.currentTarget.getBoundingClientRect().left;
  const here = hovered === undefined ? 0 : near(hovered).length;
  return (
    <div
      className="unscored"
      title={here === 0 ? undefined : `${counted(here, 'session')} without a score, as too short`}
      onPointerMove={(event) => setHovered(xOf(event))}
      onPointerLeave={() => setHovered(undefined)}
      onClick={(event) => {
        const rows = near(xOf(event));
        if (rows.length > 0) onCurrent(strangestOf(model, rows));
      }}
      onDoubleClick={(event) => {
        const rows = near(xOf(event));
        if (rows.length > 0) onPick(rows, `${counted(rows.length, 'session')} not scored`);
      }}
    >
      <canvas ref={setCanvas} aria-hidden />
    </div>
  );
}
