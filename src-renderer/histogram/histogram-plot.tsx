/** The drawing of the histogram. */
import { useId, useMemo, type ComponentProps, type ReactNode } from 'react';
import type { Histogram } from '#contract/api.ts';
import { useSettings } from '../app/use-case.ts';
import { durationText } from '../ui/numbers.ts';
import { barsPath, gapsOf, scaleMax, xOf, type TimeWindow } from './layout.ts';
import { TimeAxis } from './time-axis.tsx';
import type { Stretch } from './use-brush.ts';

interface HistogramPlotProps {
  readonly all: Histogram;
  readonly shown: Histogram | undefined;
  readonly size: { readonly widthPx: number; readonly heightPx: number };
  readonly window: TimeWindow | undefined;
  readonly marking: Stretch | undefined;
  readonly bin: number | undefined;
  readonly handlers: Pick<
    ComponentProps<'svg'>,
    'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel'
  >;
}

const AXIS_PX = 18;
const TOP_PX = 16;

/** Bars of the scope over bars of the case, gaps hatched, the window bright. */
export function HistogramPlot(props: HistogramPlotProps): ReactNode {
  const { all, shown, size, window, marking, bin, handlers } = props;
  const { zone } = useSettings();
  const hatch = useId();
  const plot = useMemo(
    () => ({ widthPx: size.widthPx, heightPx: size.heightPx - AXIS_PX - TOP_PX }),
    [size.widthPx, size.heightPx],
  );
  const max = scaleMax(all.counts, (shown ?? all).counts);
  const behind = useMemo(() => barsPath(all.counts, max, plot), [all, max, plot]);
  const front = useMemo(
    () => (shown === undefined ? '' : barsPath(shown.counts, max, plot)),
    [shown, max, plot],
  );
  const binPx = plot.widthPx / all.counts.length;
  const gaps = useMemo(() => gapsOf(all.counts), [all]);
  return (
    <svg width={size.widthPx} height={size.heightPx} aria-hidden {...handlers}>
      <defs>
        <pattern
          id={hatch}
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line x1={0} y1={0} x2={0} y2={6} stroke="var(--hatch)" strokeWidth={2} />
        </pattern>
      </defs>
      <g transform={`translate(0 ${TOP_PX})`}>
        {gaps.map(({ firstBin, endBin }) => (
          <rect
            key={firstBin}
            x={firstBin * binPx}
            width={(endBin - firstBin) * binPx}
            height={plot.heightPx}
            fill={`url(#${hatch})`}
          >
            <title>{`No event at all for ${durationText(((endBin - firstBin) * all.binUs) / 1000)}`}</title>
          </rect>
        ))}
        {shown !== all && <path d={behind} fill="var(--bars-faint)" />}
        <path d={front} fill="var(--bars)" />
        {bin !== undefined && (
          <rect
            x={bin * binPx}
            width={Math.max(1, binPx)}
            height={plot.heightPx}
            fill="var(--accent)"
            fillOpacity={0.35}
          />
        )}
        {window !== undefined && <WindowShade all={all} window={window} plot={plot} />}
        {marking !== undefined && (
          <rect
            className="brush-area"
            x={marking.fromPx}
            width={marking.toPx - marking.fromPx}
            height={plot.heightPx}
          />
        )}
      </g>
      <TimeAxis
        fromUs={all.fromUs}
        toUs={all.fromUs + all.binUs * all.counts.length}
        zone={zone}
        widthPx={size.widthPx}
        topPx={size.heightPx - AXIS_PX}
      />
    </svg>
  );
}

interface WindowShadeProps {
  readonly all: Histogram;
  readonly window: TimeWindow;
  readonly plot: { readonly widthPx: number; readonly heightPx: number };
}

function WindowShade({ all, window, plot }: WindowShadeProps): ReactNode {
  const clamp = (xPx: number): number => Math.min(plot.widthPx, Math.max(0, xPx));
  const fromPx = clamp(xOf(window.fromUs, all, plot.widthPx));
  const toPx = clamp(xOf(window.toUs, all, plot.widthPx));
  return (
    <>
      <rect className="window-shade" width={fromPx} height={plot.heightPx} />
      <rect
        className="window-shade"
        x={toPx}
        width={Math.max(0, plot.widthPx - toPx)}
        height={plot.heightPx}
      />
      <line className="window-edge" x1={fromPx} x2={fromPx} y2={plot.heightPx} />
      <line className="window-edge" x1={toPx} x2={toPx} y2={plot.heightPx} />
    </>
  );
}
