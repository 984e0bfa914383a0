/**
 * Marks on a plane: wheel and pinch zoom, drag moves, Shift+drag or the tool draws round marks, a
 * click takes one. What marks mean, and what happens to those taken, is the caller's business.
 */
import { useCallback, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useSettled } from '../../app/use-settled.ts';
import { useTheme } from '../../app/use-theme.ts';
import { tokenColour, useCanvas, type Draw } from '../use-canvas.ts';
import { drawMarks, grownRadiusPx, prepareMarks } from './draw-marks.ts';
import { pointsInside } from './lasso.ts';
import { countAt, type Marks } from './marks.ts';
import { outlinePoints, type MarkingShape } from './outline.ts';
import { pixelX, pixelY, unitX, unitY } from './plane.ts';
import { nearestPoint, pointGrid, type PointGrid, type Spot } from './point-grid.ts';
import { rasterOf, showRaster } from './raster.ts';
import type { MarkShape } from './splat.ts';
import { planeKey, usePlaneWheel } from './use-plane-gestures.ts';
import { usePlanePointer } from './use-plane-pointer.ts';
import type { PlaneView } from './use-plane.ts';
import './scatter.css';

/** How marks of a slot look. */
export interface MarkStyle {
  /** A theme token: `var(--cat-0)`. */
  readonly colour: string;
  readonly shape: MarkShape;
}

export interface ScatterPlotProps {
  /** Said to screen readers. */
  readonly label: string;
  readonly marks: Marks;
  readonly view: PlaneView;
  /** By slot, one for each that there is. Keep the array the same object. */
  readonly styles: readonly MarkStyle[];
  /** 1 by mark for those that count at the moment; undefined = all do. */
  readonly lit: Uint8Array | undefined;
  readonly shape: MarkingShape;
  readonly tool: boolean;
  readonly onTool: (tool: boolean) => void;
  /** Marks inside a drawn outline, possibly none. */
  readonly onMarked: (marks: Int32Array) => void;
  readonly onPick: (mark: number) => void;
  readonly onOpen?: (mark: number) => void;
  /** Says what a mark is, in a small panel beside it. */
  readonly describe: (mark: number) => ReactNode;
  /** Drawn over the marks. */
  readonly children?: ReactNode;
}

const REACH_PX = 8;
const KEY_REACH_PX = 200;
const SETTLE_MS = 120;
const DRAFT_MARKS = 250_000;

/** The plot: a canvas, the outline under way, and what is under the pointer. */
export function ScatterPlot(props: ScatterPlotProps): ReactNode {
  const { label, marks, view, tool, onTool } = props;
  const { size } = view.frame;
  const [element, setElement] = useState<HTMLElement | null>(null);
  const grid = useMemo(() => pointGrid(marks.xs, marks.ys), [marks]);
  const [hovered, setHovered] = useState(-1);
  const at = (spot: Spot, reachPx = REACH_PX): number =>
    nearestPoint(grid, view.plane, spot, reachPx);
  const pointer = usePlanePointer({
    ...props,
    onHover: (spot) => setHovered(spot === undefined ? -1 : at(spot)),
    onClick: (spot) => {
      const mark = at(spot);
      if (mark >= 0) props.onPick(mark);
    },
    onOutline: (outline) => props.onMarked(marksInOutline(grid, view, outline)),
  });
  usePlaneWheel(element, view);
  const setCanvas = useCanvas(useMarkDrawing(props), size);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === ' ') pointer.setSpace(true);
    else if (event.key === 'Escape') {
      if (!pointer.cancel() && !tool) return;
      onTool(false);
    } else if (event.key === 'Enter' && hovered >= 0) props.onPick(hovered);
    else if (planeKey(event, view)) {
      setHovered(at({ xPx: size.widthPx / 2, yPx: size.heightPx / 2 }, KEY_REACH_PX));
    } else return;
    event.preventDefault();
  };
  const known = hovered >= 0 && hovered < marks.count && pointer.outline === undefined;
  return (
    <div
      ref={setElement}
      className={`scatter ${tool ? 'marking' : ''} ${pointer.dragging ? 'dragging' : ''}`}
      tabIndex={0}
      role="application"
      aria-roledescription="scatter plot"
      aria-label={label}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => {
        if (event.key === ' ') pointer.setSpace(false);
      }}
      onBlur={() => pointer.setSpace(false)}
      onDoubleClick={() => {
        if (hovered >= 0) props.onOpen?.(hovered);
      }}
      {...pointer.handlers}
    >
      <canvas ref={setCanvas} aria-hidden />
      {props.children}
      <svg className="scatter-over" width={size.widthPx} height={size.heightPx} aria-hidden>
        {pointer.outline !== undefined && (
          <polygon className="outline" points={outlinePoints(pointer.outline)} />
        )}
        {known && <HoverRing {...props} mark={hovered} />}
      </svg>
      {known && !pointer.dragging && <Readout {...props} mark={hovered} />}
    </div>
  );
}

function marksInOutline(
  grid: PointGrid,
  { plane }: PlaneView,
  outline: readonly Spot[],
): Int32Array {
  const corners = outline.map(({ xPx, yPx }) => ({ x: unitX(plane, xPx), y: unitY(plane, yPx) }));
  return pointsInside(grid, corners);
}

/** The drawing as a stable function of what it shows. */
function useMarkDrawing({ marks, view, styles, lit }: ScatterPlotProps): Draw {
  const theme = useTheme();
  const prepared = useMemo(() => prepareMarks(marks), [marks]);
  const { plane, zoom } = view;
  // Half a million marks are drawn whole when the map stands still, and thinned while it moves.
  const moving = useSettled(plane, SETTLE_MS) !== plane;
  const step = moving ? Math.ceil(marks.count / DRAFT_MARKS) : 1;
  return useCallback(
    (context) => {
      // Setting a colour is the way to have it written as #rrggbb, however the style sheet puts it.
      const colourOf = (token: string): string => {
        context.fillStyle = tokenColour(token);
        return context.fillStyle;
      };
      drawMarks(rasterOf(context), {
        marks: prepared,
        step,
        plane,
        zoom,
        lit,
        styles: styles.map(({ colour, shape }) => ({ colour: colourOf(colour), shape })),
        background: colourOf('--bg'),
        dim: colourOf('--mark-dim'),
        ratio: window.devicePixelRatio,
      });
      showRaster(context);
    },
    // The theme is not in the code above, but the colours that its tokens mean are.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see the line above
    [prepared, step, plane, zoom, styles, lit, theme],
  );
}

type MarkProps = ScatterPlotProps & { readonly mark: number };

function HoverRing({ marks, view, mark }: MarkProps): ReactNode {
  return (
    <circle
      className="hover-ring"
      cx={pixelX(view.plane, marks.xs[mark] ?? 0)}
      cy={pixelY(view.plane, marks.ys[mark] ?? 0)}
      r={grownRadiusPx(marks.count, view.zoom, countAt(marks, mark)) + 3}
    />
  );
}

/** Beside the mark, on the side where there is room. */
function Readout({ marks, view, mark, describe }: MarkProps): ReactNode {
  const { widthPx, heightPx } = view.frame.size;
  const xPx = pixelX(view.plane, marks.xs[mark] ?? 0);
  const yPx = pixelY(view.plane, marks.ys[mark] ?? 0);
  const across = xPx > widthPx / 2 ? { right: widthPx - xPx + 12 } : { left: xPx + 12 };
  const up = yPx > heightPx / 2 ? { bottom: heightPx - yPx + 8 } : { top: yPx + 8 };
  return (
    <div className="scatter-readout" style={{ ...across, ...up }}>
      {describe(mark)}
    </div>
  );
}
