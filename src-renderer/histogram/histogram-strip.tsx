/** Events over time, on every view: the scope against the whole case, the window that is looked at. */
import { useId, type ReactNode } from 'react';
import type { Histogram } from '#contract/api.ts';
import { emptyScope, isEverything, timeWindow, withoutTime } from '../app/scope-history.ts';
import { useAsk, type Asked } from '../app/use-ask.ts';
import { useSettings } from '../app/use-case.ts';
import { useScope } from '../app/use-scope.ts';
import { ErrorNote } from '../ui/notes.tsx';
import { counted, exactNumber, shortNumber } from '../ui/numbers.ts';
import { useSize } from '../ui/use-size.ts';
import { windowText, zoneLabel } from '../ui/zoned-time.ts';
import { HistogramPlot } from './histogram-plot.tsx';
import { binAt, binsFor, shownSpan, windowOfBins } from './layout.ts';
import { useBinKeys } from './use-bin-keys.ts';
import { useBrush } from './use-brush.ts';

const HEIGHT_PX = 72;

/** 72 px under the chips. */
export function HistogramStrip(): ReactNode {
  const [measure, { widthPx }] = useSize();
  const { all, shown } = useHistograms(widthPx);
  const failed = all.error ?? shown.error;
  return (
    <div ref={measure} className="histogram-box">
      {failed !== undefined ? (
        <div className="histogram">
          <ErrorNote error={failed} again={all.error === undefined ? shown.again : all.again} />
        </div>
      ) : (
        <StripBody all={all.value} shown={shown.value} widthPx={widthPx} />
      )}
    </div>
  );
}

interface Histograms {
  /** All events of the case, over the stretch that is shown. */
  readonly all: Asked<Histogram>;
  /** Those of the scope but for its time window, in the same bins. */
  readonly shown: Asked<Histogram>;
}

function useHistograms(widthPx: number): Histograms {
  const { scope } = useScope();
  const bins = binsFor(widthPx);
  const around = withoutTime(scope);
  const window = timeWindow(scope);
  const whole = useAsk(
    'timeline.histogram',
    widthPx === 0 ? undefined : { scope: emptyScope, bins },
  );
  const span = whole.value;
  const zoomed = span === undefined ? undefined : shownSpan(span, window);
  const isWhole = zoomed === undefined || zoomed === span;
  const closer = useAsk(
    'timeline.histogram',
    isWhole ? undefined : { scope: emptyScope, bins, ...zoomed },
  );
  // Until the closer look has come, the whole stays: a strip that goes takes the focus with it.
  const waiting = closer.value === undefined && closer.error === undefined;
  const all = isWhole || waiting ? whole : closer;
  const { fromUs, toUs } = all.value ?? { fromUs: 0, toUs: 0 };
  const within = useAsk(
    'timeline.histogram',
    all.value === undefined || isEverything(around)
      ? undefined
      : { scope: around, bins: all.value.counts.length, fromUs, toUs },
  );
  return { all, shown: isEverything(around) ? all : within };
}

interface StripBodyProps {
  readonly all: Histogram | undefined;
  readonly shown: Histogram | undefined;
  readonly widthPx: number;
}

function StripBody({ all, shown, widthPx }: StripBodyProps): ReactNode {
  const empty = all !== undefined && (all.counts.length === 0 || all.fromUs >= all.toUs);
  if (all === undefined || empty) {
    return (
      <div className="histogram idle">
        <span className="faint">{empty ? 'No event has a time yet' : ''}</span>
      </div>
    );
  }
  return <Strip all={all} shown={shown} widthPx={widthPx} />;
}

function Strip({ all, shown, widthPx }: StripBodyProps & { readonly all: Histogram }): ReactNode {
  const { scope, setWindow } = useScope();
  const window = timeWindow(scope);
  const noteId = useId();
  const bins = all.counts.length;
  const pick = (a: number, b: number): void => setWindow(windowOfBins(all, a, b));
  const keys = useBinKeys(bins, {
    onPick: pick,
    onClear: window === undefined ? undefined : () => setWindow(undefined),
  });
  const { bin, anchor, setBin } = keys;
  const brush = useBrush({
    onBrush: ({ fromPx, toPx }) =>
      pick(binAt(fromPx, bins, widthPx), binAt(toPx - 1, bins, widthPx)),
    onClick: () => {
      if (window !== undefined) setWindow(undefined);
    },
  });
  const keyboardMark =
    anchor === undefined || bin === undefined ? undefined : markOf(anchor, bin, widthPx / bins);
  return (
    <div
      className="histogram"
      role="group"
      tabIndex={0}
      aria-label="Events over time. Arrows move, Shift and arrows mark, Enter sets the time window, Escape removes it."
      aria-describedby={noteId}
      onKeyDown={keys.onKeyDown}
      onPointerLeave={() => setBin(undefined)}
    >
      <HistogramPlot
        all={all}
        shown={shown}
        size={{ widthPx, heightPx: HEIGHT_PX }}
        window={window}
        marking={brush.marking ?? keyboardMark}
        bin={bin}
        handlers={{
          ...brush.handlers,
          onPointerMove: (event) => {
            brush.handlers.onPointerMove(event);
            const left = event.currentTarget.getBoundingClientRect().left;
            setBin(binAt(event.clientX - left, bins, widthPx));
          },
        }}
      />
      <Readout id={noteId} all={all} shown={shown} bin={bin} widthPx={widthPx} />
      <Aside all={all} shown={shown} />
    </div>
  );
}

function markOf(a: number, b: number, binPx: number): { fromPx: number; toPx: number } {
  return { fromPx: Math.min(a, b) * binPx, toPx: (Math.max(a, b) + 1) * binPx };
}

interface ReadoutProps extends StripBodyProps {
  readonly id: string;
  readonly all: Histogram;
  readonly bin: number | undefined;
}

/** Exact numbers of the bin under the pointer. */
function Readout({ id, all, shown, bin, widthPx }: ReadoutProps): ReactNode {
  const { zone } = useSettings();
  if (bin === undefined) return <span id={id} />;
  const { fromUs, toUs } = windowOfBins(all, bin, bin);
  const here = shown?.counts[bin] ?? 0;
  const ofAll = shown === all ? '' : ` of ${exactNumber(all.counts[bin] ?? 0)}`;
  const xPx = ((bin + 0.5) / all.counts.length) * widthPx;
  const side = xPx > widthPx / 2 ? { right: widthPx - xPx + 8 } : { left: xPx + 8 };
  return (
    <span id={id} className="readout mono" style={{ ...side, top: 4 }} aria-live="polite">
      {windowText(fromUs, toUs, zone)} {zone} · {counted(here, 'event')}
      {ofAll}
    </span>
  );
}

interface AsideProps {
  readonly all: Histogram;
  readonly shown: Histogram | undefined;
}

/** What cannot be seen in the bars. */
function Aside({ all, shown }: AsideProps): ReactNode {
  const { zone } = useSettings();
  const timeless = (shown ?? all).timeless;
  const most = (shown ?? all).counts.reduce((max, count) => Math.max(max, count), 0);
  return (
    <span className="aside quiet">
      Events over time, {zoneLabel(zone, all.fromUs)} · highest bar {shortNumber(most)}
      {timeless > 0 && ` · ${shortNumber(timeless)} without a time`}
    </span>
  );
}
